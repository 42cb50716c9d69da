export { createDatabase, dropDatabase, ensureDatabase, urlOfDatabase } from './databases.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './server.ts';
export { startTemporaryPostgres } from './temporary.ts';
export type { Tune } from './cluster.ts';
