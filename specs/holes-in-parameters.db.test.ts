import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { MAKERS } from './access/records.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

/** Holes that were found in comparable systems (expectations 3.1), in the parameters that requests carry. */

let server: AServer;
let resident: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
});
afterAll(() => server.stop());

const get = (url: string): Request => ({ method: 'GET', url: `/api/v1${url}` });
const post = (url: string, payload: unknown = {}): Request => ({ method: 'POST', url: `/api/v1${url}`, payload });
const inWorld = <T>(act: Parameters<typeof server.t.platform.asSystem<T>>[1]): Promise<T> =>
  server.t.platform.asSystem('test', act);

describe('parameters', () => {
  const SQL = [
    "'",
    "' or '1'='1",
    '1; select pg_sleep(5)--',
    '(select pg_sleep(5))',
    'id desc, (select 1 from pg_sleep(5))',
    '||(select current_user)||',
    '1) union select null--',
    '\\',
  ];

  test('no filter, sort or page parameter reaches a statement as text (CVE-2026-45376, CVE-2025-10473, CVE-2024-57521)', async () => {
    const administrator = server.seat('district-administrator');
    const queries = server.t.platform.registry.routes.filter(({ method }) => method === 'GET');
    for (const { path, useCase } of queries) {
      const { properties } = useCase.input as { properties: Record<string, { type?: string }> };
      for (const name of [
        ...Object.keys(properties).filter((key) => !path.includes(`:${key}`)),
        'sort',
        'order',
        'orderBy',
        'fields',
      ]) {
        for (const attack of SQL) {
          const begun = performance.now();
          const answer = await server.ask(
            administrator,
            get(`${path.replaceAll(/:\w+/g, '530102')}?type=appeal&${name}=${encodeURIComponent(attack)}`),
          );
          expect(answer.statusCode, `${path} ${name} ${attack} ${answer.body}`).toBeLessThan(500);
          expect(performance.now() - begun, `${path} ${name} ${attack} slept`).toBeLessThan(5_000);
        }
      }
    }
  });

  test('the role of the application can neither change the schema nor read or write files of the machine', async () => {
    const client = new pg.Client({ connectionString: server.t.url, options: '-c role=zhongzhi_app' });
    await client.connect();
    try {
      for (const statement of [
        'create table public.mine (a int)',
        'create table casework.mine (a int)',
        'create schema mine',
        'drop table casework.case',
        'alter table casework.case add column mine int',
        'truncate kernel.audit',
        'delete from kernel.audit',
        "update kernel.audit set action = 'x'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "copy kernel.outbox to '/tmp/x'",
        "copy kernel.outbox to program 'id'",
        "select lo_import('/etc/passwd')",
        'create extension dblink',
        'alter role zhongzhi_app superuser',
        'create role mine',
        'alter table casework.case disable row level security',
        "alter system set fsync = 'off'",
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be|denied|policy/i);
      }
    } finally {
      await client.end();
    }
  });

  test('an edit reaches only records in scope, and cannot move them out of or into it (CVE-2025-70985)', async () => {
    const administrator = server.seat('administrator-of-a-street');
    const outside = (await MAKERS.person(server, administrator, 'sibling'))!;
    const inside = (await MAKERS.person(server, administrator, 'inside'))!;
    expectRefusal(
      await server.ask(administrator, {
        method: 'PATCH',
        url: `/api/v1/directory/people/${outside}`,
        payload: { version: 1, name: '被改了' },
      }),
      404,
    );
    expectRefusal(
      await server.ask(administrator, {
        method: 'PATCH',
        url: `/api/v1/directory/people/${inside}`,
        payload: { version: 1, place: PLACES.otherCommunity },
      }),
      400,
    );
    expect(
      (
        await inWorld((context) =>
          context.tx
            .selectFrom('directory.person')
            .select(['name', 'version'])
            .where('district', '=', context.district)
            .where('id', 'in', [outside, inside])
            .execute(),
        )
      ).every(({ name, version }) => name === '周某某' && version === 1),
    ).toBe(true);
  });

  test('a field that nobody asked for is refused, whatever right it hopes for (CVE-2025-28406)', async () => {
    const administrator = server.seat('district-administrator');
    for (const { method, url } of server.routes.filter(
      (route) =>
        route.url.startsWith('/api/v1/') &&
        ['POST', 'PATCH', 'PUT'].includes(route.method) &&
        !route.url.endsWith('/files'),
    )) {
      for (const extra of [
        { isAdmin: true },
        { grants: ['security-administrator'] },
        { district: 530_103 },
        { personId: resident.person },
        { secondFactor: true },
      ]) {
        const path = url.replaceAll(/:(\w+)/g, (_whole, name: string) =>
          name === 'action' ? 'accept' : resident.person,
        );
        const answer = await server.ask(administrator, { method, url: path, payload: { ...extra } });
        expect([400, 403, 404], `${method} ${url} ${answer.body}`).toContain(answer.statusCode);
      }
    }
  });

  test('a reporter cannot fill in what is for staff: how urgent their matter is, or whose it is', async () => {
    const form = { place: PLACES.community, description: '路灯不亮，走路看不清' };
    for (const extra of [
      { urgency: 'danger' },
      { unit: server.units.department },
      { status: 'closed' },
      { source: 'hotline' },
      { opener: null },
    ]) {
      expectRefusal(await server.ask(resident, post('/cases', { type: 'appeal', form: { ...form, ...extra } })), 400);
    }
    expect(
      (
        await server.ask(
          server.seat('community-staff'),
          post('/cases', { type: 'appeal', form: { ...form, urgency: 'danger' } }),
        )
      ).statusCode,
    ).toBe(201);
  });
});
