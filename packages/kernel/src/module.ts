import type { TObject, TSchema } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.ts';
import type { Text } from './refusal.ts';
import type { AnyUseCase } from './use-case.ts';
import type { Call, Platform } from './platform.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One address of the JSON interface, answered by one use case. Its input's properties are taken from path, query and body. */
export interface Route {
  readonly method: Method;
  /** Below /api/v1, with `:name` for parts that are input properties. */
  readonly path: string;
  readonly useCase: AnyUseCase;
  readonly status?: number;
  readonly tag?: string;
  /** Bytes that the body may have, where the usual megabyte is too little. */
  readonly bodyLimit?: number;
}

/** An act that may be granted, and the roles that have it from the start. */
export interface Permission {
  readonly label: Text;
  readonly roles: readonly string[];
}

/** Reacts to an event of another module: at least once, so it re-reads state and tolerates repeats. */
export interface Subscription {
  readonly event: string;
  readonly name: string;
  readonly run: (context: Context, payload: Record<string, unknown>) => Promise<void>;
}

/** Work done later or repeatedly, in a transaction of its own as the platform itself. */
export interface Job {
  readonly name: string;
  /** Five-field cron in Asia/Shanghai, for repeated jobs. */
  readonly cron?: string;
  readonly run: (context: Context, payload: Record<string, unknown>) => Promise<void>;
  /** For long work that manages transactions itself (imports, exports). */
  readonly runOutside?: (platform: Platform, payload: Record<string, unknown>) => Promise<void>;
}

/** A figure of the public answer sheet: a named definition over records. */
export interface Figure {
  readonly name: string;
  readonly label: Text;
  readonly definition: Text;
  readonly unit: Text;
  readonly count: (context: Context) => Promise<{ value: number; numerator?: number; denominator?: number }>;
  /** The records that it counts, as far as the reader may see them. */
  readonly records: (
    context: Context,
    after: string | null,
  ) => Promise<{ items: { id: string; title: string; at: string; link: string | null }[]; next: string | null }>;
}

/** One check of `npm run doctor`: what holds, and how to mend it when it does not. */
export interface Check {
  readonly name: string;
  readonly holds: Text;
  readonly mend: Text;
  readonly run: (context: Context) => Promise<{ ok: boolean; detail: string }>;
}

/** One personal datum, why it is kept and for how long (PIPL §17). */
export interface PersonalDatum {
  readonly key: string;
  readonly label: Text;
  readonly purpose: Text;
  readonly basis: 'consent' | 'separate-consent' | 'statutory-duty' | 'emergency';
  readonly sensitive: boolean;
  readonly retention: Text;
}

/** Who calls, from where, in which language: what a raw route passes to `platform.run`. */
export type CallOf = (request: FastifyRequest) => Promise<Call>;

/** What a module brings. The platform is the sum of its modules; nothing else registers anything. */
export interface Module {
  readonly name: string;
  readonly dependsOn?: readonly string[];
  /** Folder of plain-SQL migrations. */
  readonly migrations?: URL;
  readonly permissions?: Readonly<Record<string, Permission>>;
  readonly routes?: readonly Route[];
  readonly subscriptions?: readonly Subscription[];
  readonly jobs?: readonly Job[];
  readonly figures?: readonly Figure[];
  readonly checks?: readonly Check[];
  readonly personalData?: readonly PersonalDatum[];
  /** Values of other foundations' kinds, e.g. case types, collected by their owner through `platform.collect(key)`. */
  readonly contributions?: Readonly<Record<string, readonly unknown[]>>;
  /** Raw HTTP for what is not JSON (files, event streams, foreign standards). Each route states its access in `config.access`. */
  readonly http?: (app: FastifyInstance, platform: Platform, callOf: CallOf) => Promise<void> | void;
  /** Runs before anything is served; throws to stop the start with a sentence. */
  readonly prepare?: (platform: Platform) => Promise<void> | void;
}

export const defineModule = (module: Module): Module => module;

/** Declares a route. */
export const route = (
  method: Method,
  path: string,
  useCase: AnyUseCase,
  options: { status?: number; tag?: string; bodyLimit?: number } = {},
): Route => ({ method, path, useCase, ...options });

/** Input schemas are plain objects, so that their properties can be taken from path, query and body. */
export const isObjectSchema = (schema: TSchema): schema is TObject => (schema as { type?: string }).type === 'object';
