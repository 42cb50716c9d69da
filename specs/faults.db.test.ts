import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, launch, untilReady, type RunningPlatform } from './a-process.ts';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { anOwnDatabase, until, type OwnDatabase } from './own-database.ts';
import { expectRefusal } from './refusals.ts';

const LIMIT_MS = 120_000;
const KEY = Buffer.alloc(32, 7).toString('base64');

let database: OwnDatabase;
let server: AServer;
let resident: Seat;
let address: string;

beforeAll(async () => {
  database = await anOwnDatabase();
  server = await database.use(() => aServer({ now: new Date().toISOString() }));
  resident = server.seat('resident');
  address = await server.listen();
}, LIMIT_MS);
afterAll(async () => {
  await database.use(() => server.stop());
  await database.remove();
}, LIMIT_MS);

const report = (description: string, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: '/api/v1/cases',
  payload: { type: 'appeal', form: { place: PLACES.community, description } },
  headers,
});
const serves = async (): Promise<boolean> =>
  (await server.ask(resident, { method: 'GET', url: '/api/v1/my/cases' })).statusCode === 200;

async function count(from: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: server.t.url });
  await client.connect();
  try {
    return Number((await client.query<{ n: string }>(`select count(*) as n from ${from}`, values)).rows[0]!.n);
  } finally {
    await client.end();
  }
}
const countOf = (description: string): Promise<number> => count('casework.case where description = $1', [description]);
/** Asked over a connection of its own: within a transaction the server shows its activity as it was first seen. */
const somebodyWaits = async (): Promise<boolean> =>
  (await count("pg_stat_activity where wait_event_type = 'Lock' and query like '%casework%'")) > 0;

/** Everything an event stream says, as it comes. */
async function listen(to: string, seat: Seat): Promise<{ heard: () => string; stop: () => void }> {
  const control = new AbortController();
  const answer = await fetch(`${to}/api/v1/live`, { headers: { ...seat.headers }, signal: control.signal });
  expect(answer.status).toBe(200);
  let text = '';
  const read = async (): Promise<void> => {
    for await (const part of answer.body!) text += Buffer.from(part as Uint8Array).toString();
  };
  read().catch(() => undefined);
  return { heard: () => text, stop: () => control.abort() };
}

describe('a database that goes away and returns', () => {
  test(
    'every request is refused with a sentence meanwhile, and answered again afterwards',
    async () => {
      expect(await serves()).toBe(true);
      await database.down();
      const reads = server.routes.filter(
        ({ method, url }) =>
          method === 'GET' &&
          url.startsWith('/api/v1/') &&
          !url.includes(':') &&
          !url.endsWith('/live') &&
          !url.includes('/sign-in/'),
      );
      for (const { url } of reads) {
        const answer = await server.ask(resident, { method: 'GET', url });
        if (answer.statusCode === 503)
          expect(expectRefusal(answer, 503, { code: 'busy' }) && Number(answer.headers['retry-after'])).toBeGreaterThan(
            0,
          );
        else expect([200, 400, 403, 404], `${url} ${answer.statusCode} ${answer.body}`).toContain(answer.statusCode);
      }
      for (const request of [
        report('数据库不在时提交的'),
        { method: 'POST', url: '/api/v1/sign-in/codes', payload: { phone: '13611110000' } },
        { method: 'POST', url: '/api/v1/sign-in/password', payload: { login: 'somebody', password: '不是密码' } },
        { method: 'DELETE', url: '/api/v1/session' },
      ])
        expectRefusal(await server.ask(resident, request), 503, { code: 'busy' });
      expectRefusal(
        await server.ask(resident, { ...report('数据库不在时提交的'), headers: { 'accept-language': 'en' } }),
        503,
        { code: 'busy', language: 'en' },
      );
      const foreign = await server.ask(null, { method: 'GET', url: '/open311/v2/requests.json' });
      expect(foreign.statusCode).toBe(503);
      expect((await server.ask(null, { method: 'GET', url: '/healthz' })).statusCode).toBe(200);
      expect((await server.ask(null, { method: 'GET', url: '/readyz' })).statusCode).toBe(503);
      await database.up();
      await until(serves);
      expect((await server.ask(null, { method: 'GET', url: '/readyz' })).statusCode).toBe(200);
      expect(await countOf('数据库不在时提交的')).toBe(0);
      expect((await server.ask(resident, report('数据库回来后提交的'))).statusCode).toBe(201);
    },
    LIMIT_MS,
  );

  test(
    'killed in the middle of fifty reports, it keeps every one that was acknowledged, and a repeat under the key makes none twice',
    async () => {
      const send = (index: number) =>
        server.ask(
          resident,
          report(`突然断电时的第${index}件`, { 'idempotency-key': `power-cut-${String(index).padStart(4, '0')}` }),
        );
      const sent = Array.from({ length: 50 }, (_unused, index) => index);
      let isKilled = false;
      const first = await Promise.all(
        sent.map(async (index) => {
          const answer = await send(index);
          if (!isKilled && index >= 10) {
            isKilled = true;
            database.kill();
          }
          return answer;
        }),
      );
      for (const answer of first) if (answer.statusCode !== 201) expectRefusal(answer, 503, { code: 'busy' });
      expect(first.some(({ statusCode }) => statusCode === 201)).toBe(true);
      expect(first.some(({ statusCode }) => statusCode === 503)).toBe(true);
      await database.up();
      await until(serves);
      for (const index of sent)
        if (first[index]!.statusCode === 201) expect(await countOf(`突然断电时的第${index}件`)).toBe(1);
      const second = await Promise.all(sent.map(send));
      expect(new Set(second.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
      for (const index of sent) {
        expect(await countOf(`突然断电时的第${index}件`)).toBe(1);
        if (first[index]!.statusCode === 201) expect(second[index]!.body).toBe(first[index]!.body);
      }
    },
    LIMIT_MS,
  );

  test(
    'live boards listen again, however long it was away, and are told to look anew',
    async () => {
      const stream = await listen(address, server.seat('street-staff'));
      await database.down();
      // Longer than one attempt to listen again takes: the attempt fails, and another has to follow.
      let failed = 0;
      await until(
        async () =>
          (await server.ask(null, { method: 'GET', url: '/readyz' })).statusCode === 503 && (failed += 1) > 80,
      );
      await database.up();
      await until(() => stream.heard().includes('event: again'));
      await until(serves);
      stream.stop();
    },
    LIMIT_MS,
  );
});

describe('several processes on one database', () => {
  let processes: RunningPlatform[];
  const start = async (settings: Record<string, string> = {}): Promise<RunningPlatform> =>
    untilReady(
      launch(
        {
          DATABASE_URL: server.t.url,
          ZHONGZHI_DATA: server.t.platform.settings.dataDir,
          ZHONGZHI_KEY: KEY,
          ZHONGZHI_UNSAFE_DATABASE: 'tests',
          ...settings,
        },
        await freePort(),
      ),
    );
  const ask = (
    to: RunningPlatform,
    { method, url, payload, headers }: Request,
    who: Seat = resident,
  ): Promise<Response> =>
    fetch(`${to.base}${url}`, {
      method,
      headers: { ...who.headers, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
    });
  const mine: Request = { method: 'GET', url: '/api/v1/my/cases' };

  beforeAll(async () => {
    processes = await Promise.all([start(), start({ ZHONGZHI_WORKER: 'no' })]);
  }, LIMIT_MS);
  afterAll(async () => {
    await Promise.all(processes.map((running) => running.stop()));
  }, LIMIT_MS);

  test(
    'a session begun at one is known at the other, and ended at one it is over at both',
    async () => {
      const entered = await ask(
        processes[0]!,
        { method: 'POST', url: '/api/v1/demo/sessions', payload: { id: server.seat('volunteer').person } },
        { ...resident, headers: {} },
      );
      const seat: Seat = { ...resident, headers: { cookie: entered.headers.getSetCookie()[0]!.split(';')[0]! } };
      expect((await ask(processes[1]!, mine, seat)).status).toBe(200);
      expect((await ask(processes[0]!, { method: 'DELETE', url: '/api/v1/session' }, seat)).status).toBe(200);
      await until(async () => (await ask(processes[1]!, mine, seat)).status === 401);
    },
    LIMIT_MS,
  );

  test(
    'one key sent to both at once has one effect and one answer',
    async () => {
      const request = report('两台服务器同时收到', { 'idempotency-key': 'sent-to-both-of-them' });
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_unused, index) => ask(processes[index % 2]!, request)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
      expect(await countOf('两台服务器同时收到')).toBe(1);
    },
    LIMIT_MS,
  );

  test(
    'what is done at one appears live at the other',
    async () => {
      const stream = await listen(processes[1]!.base, server.seat('street-staff'));
      const { id } = (await (await ask(processes[0]!, report('在一台上提交，在另一台上看到'))).json()) as {
        id: string;
      };
      await until(() => stream.heard().includes(id));
      stream.stop();
    },
    LIMIT_MS,
  );

  test(
    'the worker of one goes on after the database was away, also for what the other was asked',
    async () => {
      database.kill();
      await database.up();
      const staff = server.seat('street-staff');
      await until(async () => (await ask(processes[1]!, mine, staff)).status === 200);
      const { id } = (await (
        await ask(
          processes[1]!,
          { method: 'POST', url: '/api/v1/case-exports', payload: { filter: { type: 'appeal' } } },
          staff,
        )
      ).json()) as { id: string };
      await until(
        async () =>
          (
            (await (await ask(processes[1]!, { method: 'GET', url: `/api/v1/case-exports/${id}` }, staff)).json()) as {
              state?: string;
            }
          ).state === 'done',
      );
      for (const running of processes) expect(running.child.exitCode).toBeNull();
    },
    LIMIT_MS,
  );

  test(
    'told to stop, a process finishes what it has begun, takes nothing new, and ends well',
    async () => {
      const leaving = await start({ ZHONGZHI_WORKER: 'no' });
      const { id } = (await (await ask(processes[0]!, report('停止时正在办理的一件'))).json()) as { id: string };
      const client = new pg.Client({ connectionString: server.t.url });
      await client.connect();
      await client.query('begin');
      await client.query('select from casework.case where id = $1 for update', [id]);
      const stream = await listen(leaving.base, server.seat('street-staff'));
      const slow = ask(
        leaving,
        { method: 'POST', url: `/api/v1/cases/${id}/actions/accept`, payload: { input: {} } },
        server.seat('community-staff'),
      );
      await until(somebodyWaits);
      leaving.child.kill('SIGTERM');
      await until(() =>
        fetch(`${leaving.base}/healthz`).then(
          () => false,
          () => true,
        ),
      );
      await client.query('commit');
      await client.end();
      const answer = await slow;
      expect(answer.status).toBe(200);
      expect(((await answer.json()) as { status: string }).status).toBe('accepted');
      expect(await leaving.ended).toBe(0);
      stream.stop();
    },
    LIMIT_MS,
  );
});
