import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aServer, type AServer, type Request } from './a-server.ts';
import { aCaseAt } from './access/cases.ts';
import { PLACES } from './access/seats.ts';
import { expectRefusal } from './refusals.ts';

let server: AServer;
const POOL = 6;

beforeAll(async () => {
  server = await aServer({ poolSize: POOL });
});
afterAll(() => server.stop());

const post = (url: string, payload: unknown, headers: Record<string, string> = {}): Request => ({
  method: 'POST',
  url: `/api/v1${url}`,
  payload,
  headers,
});
const step = (id: string, action: string, input: Record<string, unknown> = {}): Request =>
  post(`/cases/${id}/actions/${action}`, { input });
const anAppeal = (): Promise<string> =>
  aCaseAt(server, 'appeal', {
    place: PLACES.community,
    unit: server.units.committee,
    opener: server.seat('resident').person,
    assignee: null,
    sender: server.units.committee,
  });
const statusOf = async (id: string): Promise<string> =>
  (await server.ask(server.seat('hotline-staff'), { method: 'GET', url: `/api/v1/cases/${id}` })).json<{
    status: string;
  }>().status;

describe('a step that takes a case out of one’s own reach', () => {
  test('is taken, and answered with a last look at the case and nothing more to do', async () => {
    const id = await anAppeal();
    const department = server.seat('department-staff');
    expect((await server.ask(server.seat('community-staff'), step(id, 'accept'))).statusCode).toBe(200);
    expect(
      (await server.ask(server.seat('street-staff'), step(id, 'assign', { unit: server.units.department }))).statusCode,
    ).toBe(200);
    const answer = await server.ask(department, step(id, 'return', { reason: '这一段归住建局管' }));
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ id, status: 'returned', leftScope: true, actions: [] });
    expect(await statusOf(id)).toBe('returned');
    expectRefusal(await server.ask(department, { method: 'GET', url: `/api/v1/cases/${id}` }), 404);
  });
});

describe('one step on many cases', () => {
  const accept = (ids: readonly string[]): Request =>
    post('/cases/bulk', { action: 'accept', cases: ids.map((id) => ({ id })), input: {} });
  const someAppeals = async (count: number): Promise<string[]> => {
    const made: string[] = [];
    for (let index = 0; index < count; index += 1) made.push(await anAppeal());
    return made;
  };

  test('is taken on each that allows it; a refusal on one undoes none of the others', async () => {
    const [first, second, third] = await someAppeals(3);
    await server.ask(
      server.seat('community-staff'),
      step(second!, 'not-accept', { ground: 'private', reason: '属于个人事务' }),
    );
    const foreign = await aCaseAt(server, 'appeal', {
      place: PLACES.otherCommunity,
      unit: null,
      opener: null,
      assignee: null,
      sender: server.units.otherCommittee,
    });
    const { done, results } = (
      await server.ask(server.seat('community-staff'), accept([first!, second!, foreign, third!]))
    ).json<{ done: number; results: { id: string; ok: boolean; code: string | null }[] }>();
    expect(done).toBe(2);
    const codes = new Map(results.map(({ id, ok, code }) => [id, ok ? 'done' : code]));
    expect([first!, second!, foreign, third!].map((id) => codes.get(id))).toEqual([
      'done',
      'case.moved-on',
      'case.not-found',
      'done',
    ]);
    expect(await Promise.all([first!, second!, third!].map(statusOf))).toEqual([
      'accepted',
      'not-accepted',
      'accepted',
    ]);
  });

  test('does not starve when more people do it at once than there are connections', async () => {
    const lots = await Promise.all(Array.from({ length: POOL * 2 }, () => someAppeals(5)));
    const answers = await Promise.all(lots.map((ids) => server.ask(server.seat('street-staff'), accept(ids))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(lots.map(() => 200));
    expect(answers.map((answer) => answer.json<{ done: number }>().done)).toEqual(lots.map(() => 5));
  });

  test('repeated under its key it is taken once and answered the same', async () => {
    const ids = await someAppeals(3);
    const request = { ...accept(ids), headers: { 'idempotency-key': 'a-bulk-step-of-this-test' } };
    const [first, again] = [
      await server.ask(server.seat('street-staff'), request),
      await server.ask(server.seat('street-staff'), request),
    ];
    expect(first.json()).toMatchObject({ done: 3 });
    expect(again.body).toBe(first.body);
  });

  test('each case has its own line in the audit log', async () => {
    const ids = await someAppeals(2);
    await server.ask(server.seat('street-staff'), accept(ids));
    for (const id of ids) {
      const log = await server.ask(server.seat('district-administrator'), {
        method: 'GET',
        url: `/api/v1/audit?subject=${id}`,
      });
      expect(log.json<{ items: { action: string; actor: string }[] }>().items).toMatchObject([
        { action: 'case.act', actor: server.seat('street-staff').person },
      ]);
    }
  });
});
