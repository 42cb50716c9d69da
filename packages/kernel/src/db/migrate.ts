import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Module } from '../module.ts';

/** The role every statement of the application runs as; never the owner of a table. */
export const APP_ROLE = 'zhongzhi_app';

const LOCK = 7_300_111;
const KERNEL_MIGRATIONS = new URL('../../migrations/', import.meta.url);

interface Migration {
  module: string;
  file: string;
  sql: string;
  digest: string;
}

async function migrationsOf(name: string, folder: URL): Promise<Migration[]> {
  const path = fileURLToPath(folder);
  const files = (await readdir(path)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(join(path, file), 'utf8');
      return { module: name, file, sql, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** PostgreSQL schema of a module: its name with underscores. */
export const schemaOf = (moduleName: string): string => moduleName.replaceAll('-', '_');

/**
 * Brings the database to the newest schema: every module's plain-SQL files, forward only, each in a transaction, then
 * the rules that hold for all tables (grants, row-level security by district). Two migrators at once wait for each other.
 * @throws Error with a sentence when the server is too old, unsafe, or a migration that ran was changed afterwards.
 */
export async function migrate(
  url: string,
  modules: readonly Module[],
  say: (line: string) => void = () => undefined,
): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    await refuseUnsafeServer(client);
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await client.query(
      `do $$ begin if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if; end $$`,
    );
    await client.query(`grant ${APP_ROLE} to current_user`);
    await client.query(
      'create schema if not exists kernel; create table if not exists kernel.migration (module text not null, file text not null, digest text not null, at timestamptz not null default now(), primary key (module, file))',
    );
    await client.query(
      `comment on table kernel.migration is '[no-district] Migrations that ran, with the digest of their text.'`,
    );
    const all = [
      await migrationsOf('kernel', KERNEL_MIGRATIONS),
      ...(await Promise.all(modules.filter((m) => m.migrations).map((m) => migrationsOf(m.name, m.migrations!)))),
    ].flat();
    let ran = 0;
    for (const migration of all) ran += (await runOne(client, migration, say)) ? 1 : 0;
    await applyCommonRules(client, ['kernel', ...modules.map((module) => schemaOf(module.name))]);
    return ran;
  } finally {
    await client.end();
  }
}

async function runOne(client: pg.Client, migration: Migration, say: (line: string) => void): Promise<boolean> {
  const { rows } = await client.query<{ digest: string }>(
    'select digest from kernel.migration where module = $1 and file = $2',
    [migration.module, migration.file],
  );
  if (rows[0] !== undefined) {
    if (rows[0].digest !== migration.digest)
      throw new Error(
        `the migration ${migration.module}/${migration.file} was changed after it ran; write a new one instead`,
      );
    return false;
  }
  say(`${migration.module}/${migration.file}`);
  await client.query('begin');
  try {
    await client.query(`create schema if not exists ${schemaOf(migration.module)}; set local lock_timeout = '5s'`);
    await client.query(migration.sql);
    await client.query('insert into kernel.migration (module, file, digest) values ($1, $2, $3)', [
      migration.module,
      migration.file,
      migration.digest,
    ]);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    throw new Error(`the migration ${migration.module}/${migration.file} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A server that may lose acknowledged rows is refused: reports that people sent must not vanish. */
export async function refuseUnsafeServer(
  client: pg.ClientBase,
  allow = process.env['ZHONGZHI_UNSAFE_DATABASE'] === 'tests',
): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num')`,
  );
  const setting = (name: string): string => rows.find((row) => row.name === name)?.setting ?? '';
  if (Number(setting('server_version_num')) < 150_000)
    throw new Error('PostgreSQL 15 or newer is needed（需要 PostgreSQL 15 或更高版本）');
  if (allow) return;
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    if (setting(name) === 'off')
      throw new Error(
        `the database runs with ${name}=off and may lose acknowledged reports; set ${name}=on（数据库关闭了 ${name}，断电会丢数据，请改为 on）`,
      );
  }
}

/**
 * Rules that no migration can forget. A table's comment may carry marks: `[append-only]` takes update and delete away
 * from the application, `[no-district]` says that the table is not district data, `[owner-only]` hides it from plain queries.
 */
async function applyCommonRules(client: pg.Client, schemas: string[]): Promise<void> {
  const { rows } = await client.query<{
    schema: string;
    name: string;
    comment: string | null;
    has_district: boolean;
    secured: boolean;
  }>(
    `select n.nspname as schema, c.relname as name, obj_description(c.oid) as comment, c.relrowsecurity as secured,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district' and not a.attisdropped) as has_district
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any($1)`,
    [schemas],
  );
  for (const schema of new Set(rows.map((row) => row.schema))) {
    await client.query(
      `grant usage on schema ${schema} to ${APP_ROLE}; grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE}; grant usage on all sequences in schema ${schema} to ${APP_ROLE}; grant execute on all functions in schema ${schema} to ${APP_ROLE}`,
    );
  }
  for (const { schema, name, comment, has_district: hasDistrict, secured } of rows) {
    const table = `${schema}."${name}"`;
    if (comment === null) throw new Error(`the table ${schema}.${name} has no comment; say what it holds and why`);
    if (comment.startsWith('[append-only]'))
      await client.query(`revoke update, delete, truncate on ${table} from ${APP_ROLE}`);
    if (comment.startsWith('[owner-only]')) await client.query(`revoke all on ${table} from ${APP_ROLE}`);
    if (!hasDistrict && !comment.startsWith('[no-district]'))
      throw new Error(`the table ${schema}.${name} has no district column and is not marked [no-district]`);
    if (hasDistrict && !secured && !comment.startsWith('[owner-only]')) {
      await client.query(
        `alter table ${table} enable row level security; create policy district_only on ${table} using (district = nullif(current_setting('app.district', true), '')::int) with check (district = nullif(current_setting('app.district', true), '')::int)`,
      );
    }
  }
}
