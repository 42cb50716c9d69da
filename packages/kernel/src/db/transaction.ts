import type pg from 'pg';
import { sendTogether } from './connect.ts';
import { Refusal, refuse } from '../refusal.ts';

export interface TransactionOptions {
  district: number;
  mode: 'read' | 'write';
}

const TRIES = 4;
const RETRY = new Set(['40001', '40P01']);
const AWAY = /^(08|57P0|53)|^ECONN|^EPIPE|^ENOENT|^ETIMEDOUT/;

/** What was read or drawn has changed hands meanwhile: the transaction is undone and run anew. */
export class RunAnew extends Error {}

/** Whether an error says that the database is away, restarting or out of connections. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && AWAY.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended|not queryable/i.test(
    message ?? '',
  );
}

function translate(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const code = (error as { code?: string }).code;
  if (isDatabaseAway(error) || code === '55P03' || code === '57014') {
    const busy = refuse.busy();
    busy.cause = error;
    return busy;
  }
  return error;
}

/**
 * A read saves two waits: its BEGIN goes out together with its first query, and nobody waits for its COMMIT. Were the
 * BEGIN to fail, row-level security would show no rows and the failure would come out here.
 */
async function readOnly<T>(
  client: pg.PoolClient,
  district: number,
  act: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  sendTogether(client);
  const begun = client.query(`BEGIN READ ONLY; SET LOCAL app.district = '${district}'`);
  begun.catch(() => undefined);
  const value = await act(client);
  await begun;
  client.query('COMMIT').catch(() => undefined);
  return value;
}

/**
 * Runs `act` between BEGIN and COMMIT on one connection, with the district set for row-level security. A read
 * cannot write; each of its statements sees what is committed by then. Serialization failures, deadlocks and `RunAnew` are
 * tried again.
 * @throws Refusal `busy` when the database is away; whatever `act` threw otherwise.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  options: TransactionOptions,
  act: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw translate(error);
    }
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      if (options.mode === 'read') return await readOnly(client, options.district, act);
      await client.query(`BEGIN; SET LOCAL app.district = '${options.district}'`);
      const value = await act(client);
      await client.query('COMMIT');
      return value;
    } catch (error) {
      if (broken === undefined) await client.query('ROLLBACK').catch((fault: Error) => void (broken = fault));
      const mayWork = error instanceof RunAnew || RETRY.has((error as { code?: string }).code ?? '');
      if (mayWork && attempt < TRIES && broken === undefined) continue;
      throw translate(error);
    } finally {
      client.off('error', onError);
      client.release(broken ?? false);
    }
  }
}

/**
 * Runs `act` so that it can fail without the transaction: its statements are undone, and the lists that are written at
 * the commit are cut back to what they held before.
 */
export async function withinSavepoint<T>(
  client: pg.PoolClient,
  lists: readonly unknown[][],
  act: () => Promise<T>,
): Promise<T> {
  const lengths = lists.map((list) => list.length);
  await client.query('SAVEPOINT attempt');
  try {
    const value = await act();
    await client.query('RELEASE SAVEPOINT attempt');
    return value;
  } catch (error) {
    for (const [index, list] of lists.entries()) list.length = lengths[index]!;
    // On a broken connection this fails as well; the error that broke it is the one to tell.
    await client.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt').catch(() => undefined);
    throw error;
  }
}
