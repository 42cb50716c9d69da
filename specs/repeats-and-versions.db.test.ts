import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

let server: AServer;
let resident: Seat;
let staff: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('community-staff');
});
afterAll(() => server.stop());

const post = (url: string, payload: unknown, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
  headers,
});
const report = (description = '路灯不亮，走路看不清'): Request =>
  post('/cases', { type: 'appeal', form: { place: PLACES.community, description } });
const read = <T>(act: Parameters<AServer['t']['platform']['asSystem']>[1]): Promise<T> =>
  server.t.platform.asSystem('test', act) as Promise<T>;
const countOf = async (description: string): Promise<number> =>
  (
    await read<{ rows: { n: number }[] }>((context) =>
      sql<{
        n: number;
      }>`select count(*) as n from casework.case where district = ${context.district} and description = ${description}`.execute(
        context.tx,
      ),
    )
  ).rows[0]!.n;

describe('the same request again', () => {
  const key = (): string => `k-${randomBytes(12).toString('hex')}`;

  test('gives the same answer and has one effect', async () => {
    const request = { ...report('井盖松了，一遍'), headers: { 'idempotency-key': key() } };
    const [first, second] = [await server.ask(resident, request), await server.ask(resident, request)];
    expect(first.statusCode).toBe(201);
    expect(second.body).toBe(first.body);
    expect(await countOf('井盖松了，一遍')).toBe(1);
  });

  test('500 times at once has one effect and gives 500 identical answers', async () => {
    const request = { ...report('井盖松了，五百遍'), headers: { 'idempotency-key': key() } };
    const answers = await Promise.all(Array.from({ length: 500 }, () => server.ask(resident, request)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await countOf('井盖松了，五百遍')).toBe(1);
  });

  test('without a key each one counts: the storm can tell', async () => {
    await Promise.all(Array.from({ length: 5 }, () => server.ask(resident, report('井盖松了，没有编号'))));
    expect(await countOf('井盖松了，没有编号')).toBe(5);
  });

  test('with other content is a conflict, and another person’s key is another key', async () => {
    const headers = { 'idempotency-key': key() };
    expect((await server.ask(resident, { ...report('第一份内容在此'), headers })).statusCode).toBe(201);
    expectRefusal(await server.ask(resident, { ...report('第二份内容在此'), headers }), 409, {
      code: 'idempotency.key-reused',
    });
    expect((await server.ask(staff, { ...report('第二份内容在此'), headers })).statusCode).toBe(201);
    for (const wrong of ['short', 'a'.repeat(201), '含中文的编号啊啊啊', 'with blank in it'])
      expectRefusal(
        await server.ask(resident, {
          ...report(),
          headers: { 'idempotency-key': encodeURI(wrong) === wrong || wrong.includes(' ') ? wrong : 'é'.repeat(9) },
        }),
        400,
        { code: 'idempotency.key-malformed' },
      );
  });

  test('a refusal is not remembered: put right, the same key works', async () => {
    const headers = { 'idempotency-key': key() };
    expectRefusal(await server.ask(resident, { ...report('短'), headers }), 400);
    expect((await server.ask(resident, { ...report('现在写得够长了'), headers })).statusCode).toBe(201);
  });
});

describe('versions', () => {
  test('of two steps on one version the first counts; the second is told who did what just before', async () => {
    const { id } = (await server.ask(resident, report('两人同时办这一件'))).json<{ id: string }>();
    const step = (action: string, input = {}): Request => post(`/cases/${id}/actions/${action}`, { version: 1, input });
    const answers = await Promise.all([
      server.ask(staff, step('accept')),
      server.ask(server.seat('street-staff'), step('accept')),
    ]);
    const late = answers.find(({ statusCode }) => statusCode !== 200)!;
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const problem = expectRefusal(late, 409, { code: 'case.moved-on' });
    expect(problem.detail).toMatch(/由测试(community|street)-staff办理了“受理”/);
    expect(problem).toMatchObject({ version: 2, caseStatus: 'accepted' });
    expectRefusal(await server.ask(staff, { ...step('handle'), headers: { 'accept-language': 'en' } }), 409, {
      code: 'case.moved-on',
      language: 'en',
    });
  });

  test('an edit on an older version of a record is refused', async () => {
    const administrator = server.seat('district-administrator');
    const edit = (version: number, name: string): Request => ({
      method: 'PATCH',
      url: `/api/v1/directory/people/${server.seat('merchant').person}`,
      payload: { version, name },
    });
    expect((await server.ask(administrator, edit(1, '新名'))).statusCode).toBe(200);
    expectRefusal(await server.ask(administrator, edit(1, '旧名')), 409);
    expectRefusal(await server.ask(administrator, edit(999, '将来')), 409);
  });
});
