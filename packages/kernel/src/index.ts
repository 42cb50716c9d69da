export { sealAudit, verifyAuditChain } from './audit-chain.ts';
export { anonymous, personOf, systemActor, type Actor } from './actor.ts';
export type { Context, JobOptions } from './context.ts';
export { builderOver, openPool } from './db/connect.ts';
export { APP_ROLE, migrate, refuseUnsafeServer, schemaOf } from './db/migrate.ts';
export { RunAnew, inTransaction, isDatabaseAway } from './db/transaction.ts';
export { gather, settle, type Gathering } from './gather.ts';
export { isUuid, newUuid } from './ids.ts';
export { sendThrough } from './jobs/enqueue.ts';
export { deliverEvents, keepDelivering } from './jobs/outbox.ts';
export { installQueue, openQueue, runJob, takeJobs } from './jobs/queue.ts';
export { silentLogger, type Logger } from './logger.ts';
export {
  defineModule,
  route,
  type CallOf,
  type Check,
  type Figure,
  type Job,
  type Method,
  type Module,
  type Permission,
  type PersonalDatum,
  type Route,
  type Subscription,
} from './module.ts';
export { Platform, type Call, type PlatformParts } from './platform.ts';
export { Refusal, refuse, STATUS_OF, type FieldError, type RefusalKind, type Text } from './refusal.ts';
export { OPEN_PERMISSIONS, Registry } from './registry.ts';
export { coversPlace, coversUnit, personKey, placeKey, unitKey, type Grant, type Scope } from './scope.ts';
export { readSettings, SettingError, SETTINGS, type Settings } from './settings.ts';
export type { Tables } from './tables.ts';
export { query, useCase, useCaseTogether, type AnyUseCase, type UseCase } from './use-case.ts';
export { refuseUnstorable, validate } from './validation.ts';
export { housekeeping } from './housekeeping.ts';
export { createVault, loadOrMakeKey, openVault, type Vault } from './vault/index.ts';
export { holdKeyToDatabase } from './vault/hold-to-database.ts';
