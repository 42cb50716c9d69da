import { execFileSync } from 'node:child_process';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineModule, route, useCase } from '@zhongzhi/kernel';
import { modules } from '@zhongzhi/server';
import { freePort, launch, untilReady, type RunningPlatform } from './a-process.ts';
import { aServer, type AServer, type Caller } from './a-server.ts';
import { aCaseAt } from './access/cases.ts';
import { standingOf } from './access/relations.ts';
import { chanceFrom } from './storm/chance.ts';
import { aTarget, anAttack, type Attack, type Target } from './storm/hostile-requests.ts';

const SEED = 20191014;
const AT_ONCE = 8;
/** So many that a planted fault is hit, however many addresses there are beside it. */
const STRIKES_AT_AN_ADDRESS = 40;
const SEATS = [
  'resident',
  'community-staff',
  'street-staff',
  'department-staff',
  'supervisor',
  'district-administrator',
  'security-administrator',
  'system-administrator',
  'hotline-staff',
];

let server: AServer;
let running: RunningPlatform;
let target: Target;

/** Records of every kind to be about, and some that never were. */
async function someIds(of: AServer): Promise<string[]> {
  const ids = [
    '016dc7fe-0000-7000-8000-000000000000',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    ...Object.values(of.units),
    of.seat('merchant').person,
    of.seat('volunteer').person,
  ];
  for (const type of ['appeal', 'whistle', 'supervision', 'feedback']) {
    for (const seat of ['resident', 'street-staff', 'department-staff'])
      ids.push(await aCaseAt(of, type, standingOf(of, of.seat(seat), seat === 'resident' ? 'own' : 'inside')!));
  }
  return ids;
}

const callersOf = (of: AServer): (Caller | null)[] => [null, of.client, ...SEATS.map((name) => of.seat(name))];

/** The key of test platforms (@zhongzhi/kernel/testing): both processes work on one database. */
const KEY = Buffer.alloc(32, 7).toString('base64');

beforeAll(async () => {
  // The other process lives by the clock of this machine, and so must the sessions.
  server = await aServer({ now: new Date().toISOString() });
  target = aTarget(server, callersOf(server), await someIds(server));
  running = await untilReady(
    launch(
      {
        DATABASE_URL: server.t.url,
        ZHONGZHI_DATA: server.t.platform.settings.dataDir,
        ZHONGZHI_KEY: KEY,
        ZHONGZHI_UNSAFE_DATABASE: 'tests',
        ZHONGZHI_WORKER: 'no',
        LOG_LEVEL: 'error',
      },
      await freePort(),
    ),
  );
});
afterAll(async () => {
  await running.stop();
  await server.stop();
});

/** Megabytes that a process holds in memory. */
const memoryOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Sends one as it would come over the network. @returns what is wrong with the answer, or null. */
async function strike(to: string, { who, request }: Attack): Promise<string | null> {
  const { method, url, payload, headers } = request;
  const body =
    payload === undefined
      ? undefined
      : typeof payload === 'string' || Buffer.isBuffer(payload)
        ? payload
        : JSON.stringify(payload);
  const all: Record<string, string> = {
    ...who?.headers,
    ...(typeof payload === 'object' && !Buffer.isBuffer(payload) ? { 'content-type': 'application/json' } : {}),
    ...headers,
  };
  const answer = await fetch(`${to}${url}`, {
    method,
    headers: all,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: body as never }),
  });
  const text = await answer.text();
  if (answer.status < 500) return null;
  if (answer.status === 503 && /busy|忙/.test(text)) return null;
  return `${method} ${url.slice(0, 300)} ${String(body ?? '').slice(0, 600)} → ${answer.status} ${text.slice(0, 200)}`;
}

/** Strikes again and again, several at once. @returns every answer that no request should get. */
async function storm(to: string, on: Target, strikes: number): Promise<string[]> {
  const chance = chanceFrom(SEED);
  const faults: string[] = [];
  let left = strikes;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const attack = anAttack(on, chance);
      const fault = await strike(to, attack).catch(
        (error: Error) =>
          `${attack.request.method} ${attack.request.url.slice(0, 300)} → no answer: ${error.message} ${String((error.cause as Error | undefined)?.message)}`,
      );
      if (fault !== null) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return faults;
}

describe('10,000 hostile requests over every address', () => {
  test('none breaks the platform, and it does not grow', async () => {
    await storm(running.base, target, 500);
    const before = memoryOf(running.child.pid!);
    const faults = await storm(running.base, target, 10_000);
    expect([...new Set(faults)].slice(0, 20), running.output().slice(-4_000)).toEqual([]);
    expect(memoryOf(running.child.pid!) - before).toBeLessThan(256);
    expect(running.child.exitCode).toBeNull();
    expect((await fetch(`${running.base}/readyz`)).status).toBe(200);
    expect(running.output()).not.toMatch(/unexpected failure|unhandled/i);
  }, 600_000);
});

describe('the storm itself', () => {
  const input = Type.Object(
    { text: Type.String({ maxLength: 100 }), digits: Type.Optional(Type.Integer()) },
    { additionalProperties: false },
  );
  const output = Type.Object({});
  const summary = { zh: '埋下的错', en: 'A planted fault' };
  const injectable = useCase({
    name: 'planted.injectable',
    permission: 'public',
    input,
    output,
    summary,
    run: async (context, { text }) => ({ ...(await sql.raw(`select '${text}' as found`).execute(context.tx)) }),
  });
  const careless = useCase({
    name: 'planted.careless',
    permission: 'public',
    input,
    output,
    summary,
    run: (_context, { digits }) => Promise.resolve({ text: (1).toFixed(digits) }),
  });

  test('finds a planted injection and a planted carelessness', async () => {
    const planted = await aServer({
      modules: [
        ...modules,
        defineModule({
          name: 'planted',
          routes: [route('POST', '/planted/injectable', injectable), route('POST', '/planted/careless', careless)],
        }),
      ],
    });
    try {
      const all = aTarget(planted, callersOf(planted), await someIds(planted));
      const faults = await storm(await planted.listen(), all, STRIKES_AT_AN_ADDRESS * all.operations.size);
      expect(faults.some((fault) => fault.includes('/planted/injectable'))).toBe(true);
      expect(faults.some((fault) => fault.includes('/planted/careless'))).toBe(true);
      expect(faults.filter((fault) => !fault.includes('/planted/'))).toEqual([]);
    } finally {
      await planted.stop();
    }
  }, 600_000);
});
