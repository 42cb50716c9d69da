import type pg from 'pg';
import type { Platform } from '@zhongzhi/kernel';

type Query = (this: pg.PoolClient, ...parameters: unknown[]) => unknown;

/**
 * Lets every request run to its end and then takes back what it changed: COMMIT is sent as ROLLBACK. Thousands of
 * requests that end, erase and hand over then all meet the same world.
 * @returns what lets the world move again.
 */
export function freeze({ pool }: Platform): () => void {
  let isFrozen = true;
  const seen = new WeakSet<pg.PoolClient>();
  const connect = pool.connect.bind(pool) as (callback?: unknown) => Promise<pg.PoolClient>;
  const taking = (client: pg.PoolClient): pg.PoolClient => {
    if (seen.has(client)) return client;
    seen.add(client);
    // oxlint-disable-next-line typescript/unbound-method -- called with the client as `this` below
    const query = client.query as unknown as Query;
    client.query = function (this: pg.PoolClient, first: unknown, ...rest: unknown[]) {
      return query.call(this, isFrozen && first === 'COMMIT' ? 'ROLLBACK' : first, ...rest);
    } as never;
    return client;
  };
  pool.connect = ((callback?: unknown) =>
    callback === undefined ? connect().then(taking) : connect(callback)) as never;
  return () => {
    isFrozen = false;
  };
}
