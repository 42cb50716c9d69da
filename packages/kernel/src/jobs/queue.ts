import type pg from 'pg';
import { PgBoss, type Job as BossJob } from 'pg-boss';
import { hearEveryError } from '../db/connect.ts';
import type { Platform } from '../platform.ts';
import { QUEUES, sendThrough } from './enqueue.ts';

const SCHEMA = 'pgboss';

/** Starts the queue over its own pool of connections, which may die without taking the process along. */
async function begin(boss: PgBoss): Promise<void> {
  await boss.start();
  const { pool } = boss.getDb() as { pool?: pg.Pool };
  if (pool !== undefined) hearEveryError(pool);
}

/** Opens the job queue for sending; the schema must have been migrated by `installQueue`. */
export async function openQueue(url: string, onFault: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    max: 4,
    supervise: false,
    schedule: false,
    migrate: false,
  });
  boss.on('error', onFault);
  await begin(boss);
  sendThrough(boss);
  return boss;
}

/** Installs or upgrades the queue's tables and lets the application's role send. Part of `migrate`. */
export async function installQueue(url: string, role: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  for (const queue of Object.values(QUEUES)) {
    if ((await boss.getQueue(queue)) === null) {
      await boss.createQueue(queue, {
        retryLimit: queue === 'quick' ? 6 : 2,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: queue === 'quick' ? 300 : 7_200,
        policy: 'standard',
      });
    }
  }
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `grant usage on schema ${SCHEMA} to ${role}; grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role}; grant execute on all functions in schema ${SCHEMA} to ${role}`,
    );
  } finally {
    await client.end();
    await boss.stop({ graceful: false });
  }
}

interface Envelope {
  job: string;
  payload: Record<string, unknown>;
}

/** Starts taking jobs: each runs in a transaction of its own as the platform itself; repeated ones by cron in Asia/Shanghai. */
export async function takeJobs(platform: Platform, url: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, max: 6, migrate: false });
  boss.on('error', (error) => platform.logger.warn({ fault: error.message }, 'job queue fault'));
  await begin(boss);
  sendThrough(boss);
  await boss.work<Envelope>(
    QUEUES.quick,
    {
      batchSize: 10,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 0.5,
      localConcurrency: 2,
      perJobResults: true,
    } as never,
    ((jobs: BossJob<Envelope>[]) => runAll(platform, jobs)) as never,
  );
  await boss.work<Envelope>(
    QUEUES.long,
    { batchSize: 1, pollingIntervalSeconds: 1, perJobResults: true } as never,
    ((jobs: BossJob<Envelope>[]) => runAll(platform, jobs)) as never,
  );
  for (const job of platform.registry.jobs.values()) {
    if (job.cron !== undefined)
      await boss.schedule(
        QUEUES.quick,
        job.cron,
        { job: job.name, payload: {} },
        { tz: 'Asia/Shanghai', key: job.name },
      );
  }
  return boss;
}

async function runAll(
  platform: Platform,
  jobs: BossJob<Envelope>[],
): Promise<{ id: string; status: 'completed' | 'failed'; output?: object }[]> {
  const results: { id: string; status: 'completed' | 'failed'; output?: object }[] = [];
  for (const { id, data } of jobs) {
    try {
      await runJob(platform, data.job, data.payload);
      results.push({ id, status: 'completed' });
    } catch (error) {
      platform.logger.error({ job: data.job, fault: (error as Error).message }, 'a job failed and will be tried again');
      results.push({ id, status: 'failed', output: { fault: (error as Error).message } });
    }
  }
  return results;
}

/** Runs one job now. Tests and the command line use it to do what the queue would do later. */
export async function runJob(platform: Platform, name: string, payload: Record<string, unknown> = {}): Promise<void> {
  const job = platform.registry.jobs.get(name);
  if (job === undefined) throw new Error(`no module declares the job ${name}`);
  if (job.runOutside !== undefined) await job.runOutside(platform, payload);
  else await platform.asSystem(`job ${name}`, (context) => job.run(context, payload));
}
