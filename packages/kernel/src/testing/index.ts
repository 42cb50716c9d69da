import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Actor } from '../actor.ts';
import { openPool } from '../db/connect.ts';
import { APP_ROLE } from '../db/migrate.ts';
import { openQueue } from '../jobs/queue.ts';
import { silentLogger } from '../logger.ts';
import type { Module } from '../module.ts';
import { Platform, type Call } from '../platform.ts';
import type { Grant } from '../scope.ts';
import { readSettings } from '../settings.ts';
import { newUuid } from '../ids.ts';
import { createVault } from '../vault/index.ts';

export const TEST_TEMPLATE = 'zhongzhi_template';

const serverUrl = (): string => {
  const url = process.env['ZHONGZHI_TEST_DATABASE'];
  if (url === undefined) throw new Error('run database tests through vitest: its global setup starts the server');
  return url;
};

const onDatabase = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

/** A database of its own, copied from the migrated template. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl() });
  await admin.connect();
  await admin.query('select pg_advisory_lock(77)'); // a template can be copied by one session at a time
  await admin.query(`create database ${name} template ${TEST_TEMPLATE} strategy file_copy`);
  await admin.end();
  return {
    url: onDatabase(serverUrl(), name),
    drop: async () => {
      const client = new pg.Client({ connectionString: serverUrl() });
      await client.connect();
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
    },
  };
}

export interface TestPlatform {
  platform: Platform;
  url: string;
  /** Moves the clock; nothing sleeps. */
  setNow: (now: Date | string) => void;
  now: () => Date;
  stop: () => Promise<void>;
}

/** A platform over a database of its own, with a clock that the test moves. */
export async function createTestPlatform(
  modules: readonly Module[],
  options: { environment?: Record<string, string>; now?: string; poolSize?: number } = {},
): Promise<TestPlatform> {
  const database = await createTestDatabase();
  let now = new Date(options.now ?? '2019-10-14T02:00:00Z');
  const settings = readSettings({
    ZHONGZHI_MODE: 'demo',
    SMS_PROVIDER: 'demo',
    LOG_LEVEL: 'silent',
    ...options.environment,
  });
  const pool = openPool({ url: database.url, role: APP_ROLE, max: options.poolSize ?? 10 });
  const platform = new Platform({
    settings,
    pool,
    vault: createVault(Buffer.alloc(32, 7)),
    modules,
    logger: silentLogger,
    clock: () => now,
  });
  const queue = await openQueue(database.url, () => undefined);
  for (const module of modules) await module.prepare?.(platform);
  return {
    platform,
    url: database.url,
    setNow: (value) => {
      now = new Date(value);
    },
    now: () => now,
    stop: async () => {
      await queue.stop({ graceful: false });
      await pool.end();
      await database.drop();
    },
  };
}

/** A person acting with the given roles; the person need not exist unless the use case looks them up. */
export const actingAs = (grants: readonly Grant[], personId: string = newUuid(), name = '测试员'): Actor => ({
  kind: 'person',
  personId,
  name,
  grants,
  sessionId: null,
  secondFactor: true,
});

/** A call by a person with roles. */
export const callBy = (actor: Actor, extra: Partial<Call> = {}): Call => ({ actor, ...extra });
