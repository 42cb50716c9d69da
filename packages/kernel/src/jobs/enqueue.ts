import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { JobOptions } from '../context.ts';
import type { Registry } from '../registry.ts';

/** Quick jobs and long ones wait in different queues, so that an import never holds up a notice. */
export const QUEUES = { quick: 'quick', long: 'long' } as const;

let sender: PgBoss | null = null;

/** Names the queue that this process sends through. Set once by the runtime. */
export function sendThrough(boss: PgBoss | null): void {
  sender = boss;
}

/** Puts a job into the queue on the caller's own connection, so that it exists exactly if the transaction commits. */
export async function enqueueJob(
  registry: Registry,
  client: pg.ClientBase,
  name: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  const job = registry.jobs.get(name);
  if (job === undefined) throw new Error(`no module declares the job ${name}`);
  if (sender === null) throw new Error('the job queue is not open in this process');
  const onCallersConnection = {
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: (await client.query(text, values as never[])).rows as unknown[],
    }),
  };
  await sender.send(
    job.runOutside === undefined ? QUEUES.quick : QUEUES.long,
    { job: name, payload },
    {
      db: onCallersConnection,
      ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
      ...(options.singletonKey === undefined ? {} : { singletonKey: options.singletonKey }),
    },
  );
}
