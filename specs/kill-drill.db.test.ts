import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { modules } from '@zhongzhi/server';
import { freePort, launch } from './a-process.ts';
import { aServer, type AServer } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { killDatabase, killServer, type Drill } from './kill-drill.ts';
import { anOwnDatabase, type OwnDatabase } from './own-database.ts';

const LIMIT_MS = 600_000;
const ROUNDS = 20;
const MAY_LOSE = { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB' };

let database: OwnDatabase;
let server: AServer;
afterEach(async () => {
  await database.use(() => server.stop());
  await database.remove();
}, LIMIT_MS);

async function aDrill(settings: Record<string, string> = {}): Promise<Drill> {
  database = await anOwnDatabase({ tune: 'durable', settings });
  server = await database.use(() => aServer({ now: new Date().toISOString() }));
  return {
    database,
    rounds: ROUNDS,
    place: PLACES.community,
    headers: server.seat('resident').headers,
    settings: {
      DATABASE_URL: server.t.url,
      ZHONGZHI_DATA: server.t.platform.settings.dataDir,
      ZHONGZHI_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...(settings['synchronous_commit'] === 'off' ? { ZHONGZHI_UNSAFE_DATABASE: 'tests' } : {}),
    },
  };
}

/** Which of the acknowledged reports are not there, or not once. */
async function lost(acknowledged: ReadonlyMap<string, string>): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.t.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; description: string }>(
      'select id, description from casework.case where description = any($1)',
      [[...acknowledged.keys()]],
    );
    const times = new Map<string, number>();
    for (const row of rows)
      if (acknowledged.get(row.description) === row.id) times.set(row.id, (times.get(row.id) ?? 0) + 1);
    return [...acknowledged].filter(([, id]) => times.get(id) !== 1).map(([words]) => words);
  } finally {
    await client.end();
  }
}

/** What the platform's own examination finds wrong. */
async function wrongs(): Promise<string[]> {
  const found: string[] = [];
  const checks = modules.flatMap((module) => module.checks ?? []);
  expect(checks.map(({ name }) => name)).toContain('case.version-is-events');
  for (const check of checks) {
    const { ok, detail } = await server.t.platform.transact(
      'public',
      'read',
      { actor: { kind: 'system', reason: 'kill drill' } },
      (context) => check.run(context),
    );
    if (!ok) found.push(`${check.name}: ${detail}`);
  }
  return found;
}

test(
  'the server killed twenty times in the middle of intake loses no acknowledged report',
  async () => {
    const acknowledged = await killServer(await aDrill());
    expect(acknowledged.size).toBeGreaterThan(ROUNDS);
    expect(await lost(acknowledged)).toEqual([]);
    expect(await wrongs()).toEqual([]);
  },
  LIMIT_MS,
);

test(
  'the database killed twenty times in the middle of intake loses no acknowledged report',
  async () => {
    const acknowledged = await killDatabase(await aDrill());
    expect(acknowledged.size).toBeGreaterThan(ROUNDS);
    expect(await lost(acknowledged)).toEqual([]);
    expect(await wrongs()).toEqual([]);
  },
  LIMIT_MS,
);

test(
  'the drill sees it when a database that may lose work does lose it, and the platform does not start on one',
  async () => {
    const drill = await aDrill(MAY_LOSE);
    const { ZHONGZHI_UNSAFE_DATABASE: _allowed, ...asPeopleRunIt } = drill.settings;
    const refused = launch(asPeopleRunIt, await freePort());
    expect(await refused.ended).not.toBe(0);
    expect(refused.output()).toContain('synchronous_commit=off');
    const acknowledged = await killDatabase({ ...drill, enough: async (sofar) => (await lost(sofar)).length > 0 });
    expect((await lost(acknowledged)).length).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
