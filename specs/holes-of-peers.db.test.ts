import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Platform, silentLogger, type Actor } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs } from '@zhongzhi/kernel/testing';
import { findActor } from '@zhongzhi/identity';
import { modules } from '@zhongzhi/server';
import { aServer, type AServer, type Request, type Seat } from './a-server.ts';
import { aCaseAt } from './access/cases.ts';
import { MAKERS } from './access/records.ts';
import { standingOf } from './access/relations.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

/** Holes that were found in comparable systems and their advisories (expectations 3.1), each as a test of ours. */

let server: AServer;
let resident: Seat;

beforeAll(async () => {
  server = await aServer();
  resident = server.seat('resident');
});
afterAll(() => server.stop());

const get = (url: string): Request => ({ method: 'GET', url: `/api/v1${url}` });
const post = (url: string, payload: unknown = {}): Request => ({ method: 'POST', url: `/api/v1${url}`, payload });

describe('files and exports', () => {
  test('the address of a file is worth nothing by itself: each look asks for session and record (CVE-2026-45378)', async () => {
    const id = (await MAKERS.file(server, server.seat('community-staff'), 'inside'))!;
    for (const url of [`/files/${id}`, `/files/${id}?size=thumb`]) {
      expect((await server.ask(server.seat('community-staff'), get(url))).statusCode).toBe(200);
      for (const who of [
        null,
        resident,
        server.client,
        server.seat('department-staff'),
        server.seat('system-administrator'),
      ])
        expectRefusal(await server.ask(who, get(url)), 404);
    }
    const kept = await server.ask(server.seat('community-staff'), get(`/files/${id}`));
    expect(kept.headers['cache-control']).toBe('private, no-store');
  });

  test('what a step keeps to staff is kept from whoever reported and from everybody else, by its address too', async () => {
    const staff = server.seat('community-staff');
    const opened = await server.ask(
      resident,
      post('/cases', { type: 'appeal', form: { place: PLACES.community, description: '楼道里的灯坏了，请来看看' } }),
    );
    const { id } = opened.json<{ id: string }>();
    const file = (await MAKERS.file(server, staff, 'inside'))!;
    const keep = (seenBy: string, visibility: string) =>
      server.t.platform.asSystem('test', async ({ tx, district }) => {
        await sql`update files.file set attached_id = ${id} where district = ${district} and id = ${file}`.execute(tx);
        await sql`update casework.case set visibility = ${visibility} where district = ${district} and id = ${id}`.execute(
          tx,
        );
        await sql`delete from casework.attachment where district = ${district} and file_id = ${file}`.execute(tx);
        await sql`insert into casework.attachment (district, case_id, file_id, stage, seen_by, at) values (${district}, ${id}, ${file}, 'more', ${seenBy}, now())`.execute(
          tx,
        );
      });
    const statuses = async () => {
      const answers = [];
      for (const who of [staff, resident, null])
        answers.push((await server.ask(who, get(`/files/${file}`))).statusCode);
      return answers;
    };
    await keep('everyone', 'private');
    expect(await statuses()).toEqual([200, 200, 404]);
    await keep('staff', 'private');
    expect(await statuses()).toEqual([200, 404, 404]);
    await keep('everyone', 'public');
    expect(await statuses()).toEqual([200, 200, 200]);
    await keep('staff', 'public');
    expect(await statuses()).toEqual([200, 404, 404]);
  });

  test('an export opens for whoever asked for it, and for none of 1,000 others (CVE-2025-65017)', async () => {
    let acting: Actor = { kind: 'anonymous' };
    const app = await buildShell(server.t.platform, {
      findActor: () => Promise.resolve(acting),
      isReady: () => true,
      version: 'test',
    });
    const id = (await MAKERS.export(server, server.seat('street-staff'), 'own'))!;
    const another = (await MAKERS.export(server, server.seat('street-staff'), 'own'))!;
    expect(id.length).toBe(36);
    expect(id.slice(19)).not.toBe(another.slice(19));
    const statuses = new Set<number>();
    for (let index = 0; index < 1_000; index += 1) {
      acting = actingAs([{ role: 'district-administrator', place: PLACES.district, unit: null }]);
      statuses.add(
        (await app.inject({ method: 'GET', url: `/api/v1/case-exports/${id}${index % 2 === 0 ? '' : '/file'}` }))
          .statusCode,
      );
    }
    await app.close();
    expect([...statuses]).toEqual([404]);
    expect((await server.ask(server.seat('street-staff'), get(`/case-exports/${id}/file`))).statusCode).toBe(200);
  });
});

describe('walls between places and districts', () => {
  test('the session of one street reads nothing of another (CVE-2026-45414)', async () => {
    const away = {
      ...standingOf(server, server.seat('street-staff'), 'sibling')!,
      unit: server.units.otherStreetOffice,
    };
    const id = await aCaseAt(server, 'appeal', away);
    for (const name of ['community-staff', 'street-staff', 'street-leader', 'administrator-of-a-street']) {
      const seat = server.seat(name);
      expectRefusal(await server.ask(seat, get(`/cases/${id}`)), 404);
      for (const query of [
        'tab=all',
        `tab=all&place=${PLACES.otherStreet}`,
        `tab=all&unit=${server.units.otherStreetOffice}`,
        'tab=all&text=%E4%BA%95%E7%9B%96',
      ]) {
        expect((await server.ask(seat, get(`/cases?type=appeal&${query}`))).body).not.toContain(id);
      }
    }
  });

  test('the session of one district is nobody’s in another on the same database, and sees no row of it', async () => {
    const { platform } = server.t;
    const elsewhere = new Platform({
      settings: { ...platform.settings, district: 530_103 },
      pool: platform.pool,
      vault: platform.vault,
      modules,
      logger: silentLogger,
      clock: platform.clock,
    });
    const app = await buildShell(elsewhere, { findActor: findActor(elsewhere), isReady: () => true, version: 'test' });
    const ask = (url: string) =>
      app.inject({
        method: 'GET',
        url: `/api/v1${url}`,
        headers: { ...server.seat('district-administrator').headers },
      });
    expectRefusal(await ask('/cases?type=appeal'), 401);
    expect((await ask('/directory/organisations')).json<{ items: unknown[] }>().items).toEqual([]);
    expect((await ask('/public/cases?type=appeal')).json<{ items: unknown[] }>().items).toEqual([]);
    const counts = await elsewhere.asSystem(
      'test',
      async (context) =>
        (
          await sql<{
            n: number;
          }>`select (select count(*) from casework.case)::int + (select count(*) from directory.person)::int + (select count(*) from kernel.audit where action <> 'x')::int as n`.execute(
            context.tx,
          )
        ).rows[0]!.n,
    );
    expect(counts).toBe(0);
    await app.close();
  });

  test('a statement that forgets the district finds nothing and writes nothing', async () => {
    const client = await server.t.platform.pool.connect();
    try {
      expect((await client.query('select 1 from directory.person')).rowCount).toBe(0);
      await expect(
        client.query(
          `insert into kernel.outbox (district, id, at, event, payload) values (530102, gen_random_uuid(), now(), 'x', '{}')`,
        ),
      ).rejects.toThrow('row-level security');
    } finally {
      client.release();
    }
  });
});

describe('routes that were forgotten elsewhere', () => {
  test('editors, templates, imports, exports and logs are closed to residents and to nobody (CVE-2023-36465, -2026-45086, -45415)', async () => {
    const closed = server.routes.filter(({ access }) => access !== 'public' && access !== 'signed-in');
    expect(closed.length).toBeGreaterThan(35);
    for (const { method, url } of closed) {
      const request: Request = {
        method,
        url: url.replaceAll(/:\w+/g, 'x'),
        ...(method === 'GET' || method === 'DELETE' ? {} : { payload: {} }),
      };
      expect([400, 401], `${method} ${url}`).toContain((await server.ask(null, request)).statusCode);
      expect([400, 403], `${method} ${url}`).toContain((await server.ask(resident, request)).statusCode);
    }
  });

  test('numbers are masked for staff; the whole is shown for a reason and on record (CVE-2026-45330)', async () => {
    const staff = server.seat('community-staff');
    const person = resident.person;
    const seen = await server.ask(staff, get(`/directory/people/${person}`));
    expect(seen.json()).toMatchObject({ phone: '138****0000' });
    expect(seen.body).not.toContain('13810000000');
    expectRefusal(await server.ask(staff, post(`/directory/people/${person}/unmask`, { field: 'phone' })), 400);
    const opened = await server.ask(
      staff,
      post(`/directory/people/${person}/unmask`, { field: 'phone', reason: '电话回访核实' }),
    );
    expect(opened.json()).toEqual({ value: '13810000000' });
    const log = await server.ask(
      server.seat('district-administrator'),
      get(`/audit?action=directory.unmasked&subject=${person}`),
    );
    expect(log.json()).toMatchObject({
      items: [{ actor: staff.person, detail: { field: 'phone', reason: '电话回访核实' } }],
    });
    expect(log.body).not.toContain('13810000000');
  });
});
