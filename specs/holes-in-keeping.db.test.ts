import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { aCaseAt } from './access/cases.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

/** Holes that were found in comparable systems (expectations 3.1): races, and what is kept and given away. */

let server: AServer;
let resident: Seat;
let staff: Seat;
let administrator: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
  staff = server.seat('community-staff');
  administrator = server.seat('district-administrator');
});
afterAll(() => server.stop());

const get = (url: string): Request => ({ method: 'GET', url: `/api/v1${url}` });
const post = (url: string, payload: unknown = {}): Request => ({ method: 'POST', url: `/api/v1${url}`, payload });
const step = (id: string, action: string, input: Record<string, unknown> = {}): Request =>
  post(`/cases/${id}/actions/${action}`, { input });
const inWorld = <T>(act: Parameters<typeof server.t.platform.asSystem<T>>[1]): Promise<T> =>
  server.t.platform.asSystem('test', act);

describe('at the same moment', () => {
  const standing = (opener: string | null) => ({
    place: PLACES.community,
    unit: server.units.committee,
    opener,
    assignee: null,
    sender: server.units.committee,
  });

  test('one person joins a report once, however often they press (CVE-2023-47634)', async () => {
    const id = await aCaseAt(server, 'appeal', standing(null), 'public');
    const people = [...server.seats.values()].slice(0, 6);
    const answers = await Promise.all(
      people.flatMap((seat) => Array.from({ length: 10 }, () => server.ask(seat, post(`/cases/${id}/join`)))),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const row = await inWorld((context) =>
      context.tx
        .selectFrom('casework.case')
        .select(['followers', 'version'])
        .where('district', '=', context.district)
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ followers: people.length, version: 1 + people.length });
  });

  test('a matter is rated once, however often its reporter presses', async () => {
    const id = await aCaseAt(server, 'appeal', standing(resident.person));
    for (const [action, input] of [
      ['accept', {}],
      ['handle', {}],
      ['answer', { answer: '已经修好，请查看。' }],
    ] as const)
      expect((await server.ask(staff, step(id, action, input))).statusCode).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => server.ask(resident, step(id, 'rate', { solved: true, grade: '5' }))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    for (const late of answers.filter(({ statusCode }) => statusCode !== 200)) expectRefusal(late, 409);
    const { rows } = await inWorld((context) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from casework.rating where district = ${context.district} and case_id = ${id}`.execute(
        context.tx,
      ),
    );
    expect(rows[0]!.n).toBe(1);
  });
});

describe('what is kept and what is given away', () => {
  test('no secret stands in the database in clear: sessions, codes, keys, phones', async () => {
    const phone = '13987650001';
    await server.ask(null, post('/sign-in/codes', { phone }));
    const outbox = (await server.ask(null, get('/demo/outbox'))).json<{ text: string }[]>();
    const code = /\d{6}/.exec(outbox[0]!.text)![0];
    const key = server.client.headers['authorization']!.slice('Bearer '.length);
    const cookie = resident.headers['cookie']!.split('=')[1]!;
    const tables = await inWorld((context) =>
      sql<{
        name: string;
      }>`select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(
        context.tx,
      ),
    );
    const dump: string[] = [];
    for (const { name } of tables.rows)
      dump.push(
        ...(
          await inWorld((context) =>
            sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(context.tx),
          ).catch(() => ({ rows: [] }))
        ).rows.map(({ row }) => `${name} ${row}`),
      );
    expect(dump.length).toBeGreaterThan(200);
    for (const [what, secret] of [
      ['session', cookie],
      ['client key', key],
      ['code', code],
      ['phone', phone],
      ['phone of a person', '13810000000'],
    ] as const) {
      expect(
        dump
          .filter((row) => row.includes(secret) || row.includes(Buffer.from(secret).toString('hex')))
          .map((row) => row.slice(0, 200)),
        what,
      ).toEqual([]);
    }
  });

  test('nobody learns before sign-in whether a number is known, or whose it is', async () => {
    const [known, unknown] = await Promise.all(
      ['13810000003', '13810009999'].map((phone) => server.ask(null, post('/sign-in/codes', { phone }))),
    );
    expect(Object.keys(known!.json<object>())).toEqual(Object.keys(unknown!.json<object>()));
    expect(known!.body).not.toMatch(/测试|person/);
    expect((await server.ask(null, get('/session'))).json()).toMatchObject({ person: null, abilities: [] });
  });

  test('no cell of a directory export is a formula, whatever people are called (CVE-2021-41270)', async () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠A', '\t=1', ' =1'])
      await server.ask(administrator, post('/directory/people', { name, place: PLACES.community }));
    for (const format of ['csv', 'xlsx']) {
      const file = (
        await server.ask(administrator, post('/directory/exports', { kind: 'people', format, reason: '核对名单' }))
      ).json<{ content: string }>();
      const sheet = await readSpreadsheet(Buffer.from(file.content, 'base64'), { maxRows: 5_000 });
      const cells = sheet.rows.flatMap((row) => [...row.cells]);
      expect(cells.some((cell) => cell.includes('SUM(A1)'))).toBe(true);
      expect(
        cells.filter((cell) => /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(cell)),
        format,
      ).toEqual([]);
    }
  });

  test('a part of an upload that is called __proto__ ends nothing (CVE-2026-19481)', async () => {
    const body =
      '--zz\r\ncontent-disposition: form-data; name="__proto__"; filename="constructor"\r\n__proto__: x\r\nconstructor: y\r\ncontent-type: image/png\r\n\r\nx\r\n--zz--\r\n';
    expectRefusal(
      await server.ask(resident, {
        method: 'POST',
        url: '/api/v1/files',
        payload: body,
        headers: { 'content-type': 'multipart/form-data; boundary=zz' },
      }),
      [400, 415],
    );
    expect((await server.ask(null, { method: 'GET', url: '/healthz' })).json()).toEqual({ alive: true });
  });
});
