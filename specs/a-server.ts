import type { FastifyInstance, LightMyRequestResponse, RouteOptions } from 'fastify';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCategories } from '@zhongzhi/appeals';
import { createPerson, grantRole } from '@zhongzhi/directory';
import { addDemoPerson, findActor } from '@zhongzhi/identity';
import { defineModule, type Module } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { addDocsPage, addPages, modules as allModules } from '@zhongzhi/server';
import { aDistrict, type Units } from './access/district.ts';
import { PLACES, SEATS, type SeatPlan } from './access/seats.ts';

/** A caller: a person in a role, with the cookie of a session. */
export interface Seat extends SeatPlan {
  readonly person: string;
  readonly unitId: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Who sends a request; a machine client has a key and is no person. */
export type Caller = Pick<Seat, 'headers'>;

/** One address that answers, whoever registered it. */
export interface Served {
  readonly method: string;
  readonly url: string;
  readonly access: string;
}

export interface Request {
  method: string;
  url: string;
  payload?: unknown;
  headers?: Record<string, string>;
  remoteAddress?: string;
}

/** The whole platform with a world of people, over a database of its own. */
export interface AServer {
  readonly t: TestPlatform;
  readonly app: FastifyInstance;
  readonly units: Units;
  readonly seats: ReadonlyMap<string, Seat>;
  readonly routes: readonly Served[];
  /** A machine client with a key, and the number of the request that it sent through the foreign standard. */
  readonly client: Caller;
  readonly clientKeyId: string;
  readonly foreignRequest: string;
  seat(name: string): Seat;
  /** Sends a request as someone, or as nobody. */
  ask(who: Caller | null, request: Request): Promise<LightMyRequestResponse>;
  /** Listens on a free port of this machine. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

/** Notes every route that is registered, whether by a module's list, by its raw HTTP or by the shell. */
function recorder(served: Served[]): Module {
  const note = (route: RouteOptions): void => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return;
    for (const method of [route.method].flat())
      served.push({ method, url: route.url, access: String(route.config?.access) });
  };
  return defineModule({ name: 'route-recorder', http: (app) => void app.addHook('onRoute', note) });
}

async function enter(app: FastifyInstance, person: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/demo/sessions', payload: { id: person } });
  const cookie = answer.cookies[0];
  if (cookie === undefined) throw new Error(`could not enter as ${person}: ${answer.body}`);
  return `${cookie.name}=${cookie.value}`;
}

async function seatPeople(t: TestPlatform, app: FastifyInstance, units: Units): Promise<Map<string, Seat>> {
  const seats = new Map<string, Seat>();
  for (const [position, plan] of SEATS.entries()) {
    const unitId = plan.unit === null ? null : units[plan.unit];
    const person = await t.platform.asSystem('test world', async (context) => {
      const id = await createPerson(context, {
        name: `测试${plan.name}`,
        phone: `1381000${String(position).padStart(4, '0')}`,
        place: plan.place === null ? PLACES.community : plan.place.length >= 12 ? plan.place.slice(0, 12) : plan.place,
      });
      if (plan.role !== null)
        await grantRole(context, {
          person: id,
          role: plan.role,
          ...(plan.place === null ? {} : { place: plan.place }),
          ...(unitId === null ? {} : { unit: unitId }),
        });
      await addDemoPerson(context, {
        person: id,
        position,
        roles: plan.role === null ? [] : [plan.role],
        roleLabel: plan.name,
        scopeLabel: plan.place ?? '',
      });
      return id;
    });
    seats.set(plan.name, { ...plan, person, unitId, headers: { cookie: await enter(app, person) } });
  }
  return seats;
}

interface Client {
  client: Caller;
  clientKeyId: string;
  foreignRequest: string;
}

async function aClient(app: FastifyInstance, administrator: Seat): Promise<Client> {
  const made = await app.inject({
    method: 'POST',
    url: '/api/v1/client-keys',
    headers: administrator.headers,
    payload: { name: '对接系统', permissions: ['open311.report'] },
  });
  const { id, key } = made.json<{ id: string; key: string }>();
  const words = new URLSearchParams({
    api_key: key,
    service_code: 'appeal',
    description: '路灯不亮，走路看不清',
    address_id: PLACES.community,
  });
  const sent = await app.inject({
    method: 'POST',
    url: '/open311/v2/requests.json',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: words.toString(),
  });
  return {
    client: { headers: { authorization: `Bearer ${key}` } },
    clientKeyId: id,
    foreignRequest: sent.json<{ service_request_id: string }[]>()[0]!.service_request_id,
  };
}

/** Starts the whole platform in this process; with other modules where a test needs a fault planted. */
export async function aServer(
  options: { modules?: readonly Module[]; poolSize?: number; environment?: Record<string, string>; now?: string } = {},
): Promise<AServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'zhongzhi-spec-'));
  const served: Served[] = [];
  const t = await createTestPlatform([recorder(served), ...(options.modules ?? allModules)], {
    environment: { ZHONGZHI_DATA: dataDir, ...options.environment },
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  for (const { method, path, useCase } of t.platform.registry.routes)
    served.push({ method, url: `/api/v1${path}`, access: useCase.permission });
  const app = await buildShell(t.platform, {
    findActor: findActor(t.platform),
    isReady: () => true,
    version: 'test',
  }).catch(async (error: unknown) => {
    await t.stop();
    throw error;
  });
  addDocsPage(app);
  await addPages(app);
  await app.ready();
  const units = await t.platform.asSystem('test world', aDistrict);
  await t.platform.asSystem('test world', seedCategories);
  const seats = await seatPeople(t, app, units);
  return {
    ...(await aClient(app, seats.get('system-administrator')!)),
    t,
    app,
    units,
    seats,
    routes: served,
    seat(name) {
      const found = seats.get(name);
      if (found === undefined) throw new Error(`nobody sits as ${name}`);
      return found;
    },
    ask: (who, { method, url, payload, headers, remoteAddress }) =>
      app.inject({
        method: method as 'GET',
        url,
        ...(payload === undefined ? {} : { payload: payload as object }),
        headers: { ...who?.headers, ...headers },
        ...(remoteAddress === undefined ? {} : { remoteAddress }),
      }),
    async listen() {
      await app.listen({ port: 0, host: '127.0.0.1' });
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
    async stop() {
      await app.close();
      await t.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
