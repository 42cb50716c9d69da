import pg from 'pg';

/** The address of another database on the same server. */
export function urlOfDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

/**
 * Creates a database, copied from `template` when one is named, and returns its address.
 * Nobody may be connected to the template meanwhile.
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<string> {
  const source = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)} strategy file_copy`;
  await runOnServer(url, `create database ${pg.escapeIdentifier(name)}${source}`);
  return urlOfDatabase(url, name);
}

/** Creates the database unless it is there already, and returns its address. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  try {
    return await createDatabase(url, name);
  } catch (error) {
    // 42P04 duplicate_database; 23505 when two starts create it in the same instant.
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (code === '42P04' || code === '23505') return urlOfDatabase(url, name);
    throw error;
  }
}

/** Removes a database and ends the sessions in it; one that is not there is no error. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await runOnServer(url, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

async function runOnServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  // A lost connection also rejects the query below; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
