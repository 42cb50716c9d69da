import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import type { Tables } from '../tables.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, Number); // int8: counts and fen stay below 2^53 in this product
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text); // date stays 'YYYY-MM-DD': a day has no time zone

const names = new Map<string, string>();
const MOST_NAMED = 2_000;

/** The name under which a statement is prepared once per connection; undefined for statements too varied to keep. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMED) return undefined;
  const name = createHash('md5').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/**
 * What is sent within one tick leaves in one packet: writing to the socket costs more than most statements. Corks count,
 * so the driver's own do not flush before ours.
 */
export function sendTogether(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** A connection of the query builder over one checked-out client: statements are prepared and named by their text. */
class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase;
  constructor(client: pg.ClientBase) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(query.sql);
    sendTogether(this.#client);
    const result = await this.#client.query({
      ...(name === undefined ? {} : { name }),
      text: query.sql,
      values: query.parameters as unknown[],
    });
    const isWrite =
      result.command === 'INSERT' ||
      result.command === 'UPDATE' ||
      result.command === 'DELETE' ||
      result.command === 'MERGE';
    return { rows: result.rows as R[], ...(isWrite ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}) };
  }
  // oxlint-disable-next-line require-yield -- the interface asks for a generator; streaming is done with cursors elsewhere
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered on a use case transaction');
  }
}

const builders = new WeakMap<pg.ClientBase, Kysely<Tables>>();

/** The typed query builder over one client; made once per client. */
export function builderOver(client: pg.ClientBase): Kysely<Tables> {
  const known = builders.get(client);
  if (known) return known;
  const connection = new ClientConnection(client);
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () => Promise.reject(new Error('a use case already runs in a transaction')),
    commitTransaction: () => Promise.resolve(),
    rollbackTransaction: () => Promise.resolve(),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  const builder = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  builders.set(client, builder);
  return builder;
}

export interface PoolOptions {
  url: string;
  /** The role every statement runs as; not the owner, so that row-level security applies. */
  role?: string;
  max?: number;
  applicationName?: string;
}

/**
 * Lets no client of a pool end the process. A pool takes its own listener off a client that it hands out; a server that
 * dies while it says hello puts its farewell into the same packet, which is read before whoever asked for the client can
 * listen. The statement that follows is refused all the same.
 */
export function hearEveryError(pool: Pick<pg.Pool, 'on'>): void {
  pool.on('connect', (client) => {
    client.on('error', () => {
      /* told to whoever uses the client, by the statement that fails */
    });
  });
}

/** Opens a pool whose clients may die (server restart), idle or in use, without taking the process along. */
export function openPool({ url, role, max = 20, applicationName = 'zhongzhi' }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true, // queries that do not wait for each other go out together
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    options: `${role === undefined ? '' : `-c role=${role} `}-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC`,
  });
  pool.on('error', () => {
    /* a broken idle client is dropped by the pool; the next query opens a fresh one or is refused as busy */
  });
  hearEveryError(pool);
  return pool;
}
