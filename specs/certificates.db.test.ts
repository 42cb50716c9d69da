import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeKey, issueDue } from '@zhongzhi/certificates';
import type { PersonalRecords } from '@zhongzhi/privacy';
import { createPerson, grantRole } from '@zhongzhi/directory';
import { sql } from 'kysely';
import { addDemoPerson } from '@zhongzhi/identity';
import { correctRecord } from '@zhongzhi/volunteering';
import { modules } from '@zhongzhi/server';
import { aServer, type AServer, type Caller, type Seat } from './a-server.ts';
import { SERVICE_MAKERS } from './access/service-records.ts';
import { textOfPdf, verifiersOf, type Verifiers } from './verifiers.ts';

const HOST = 'https://zhongzhi.example';
const NOW = '2025-03-20T02:00:00Z';

let server: AServer;
let verifiers: Verifiers;
let unit: string;
let staff: Caller;
let volunteer: Seat;

async function enter(person: string): Promise<Caller> {
  const answer = await server.app.inject({ method: 'POST', url: '/api/v1/demo/sessions', payload: { id: person } });
  return { headers: { cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } };
}

/** Somebody with a session of their own; staff of a unit where one is named. */
async function aPerson(name: string, ofUnit?: string): Promise<Seat> {
  const person = await server.t.platform.asSystem('test', async (context) => {
    const id = await createPerson(context, { name, place: '530102001001' });
    if (ofUnit !== undefined)
      await grantRole(context, { person: id, role: 'community-staff', place: '530102002001', unit: ofUnit } as never);
    await addDemoPerson(context, { person: id, position: 99, roles: [], roleLabel: name, scopeLabel: '' });
    return id;
  });
  return { ...server.seat('resident'), ...(await enter(person)), person };
}

const served = (seat: Seat): Promise<string | undefined> => SERVICE_MAKERS['service record'](server, seat, 'own');

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what the body is
async function call<T = unknown>(
  who: Caller | null,
  method: string,
  path: string,
  payload?: object,
): Promise<{ status: number; body: T }> {
  const answer = await server.ask(who, {
    method,
    url: `/api/v1${path}`,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}
const ask = async (seat: Caller, of = unit): Promise<string> =>
  (await call<{ id: string }>(seat, 'POST', '/certificates', { unit: of })).body.id;
const credentialOf = async (id: string): Promise<Record<string, unknown>> =>
  (await call<Record<string, unknown>>(null, 'GET', `/certificates/${id}/credential`)).body;
const verdictOf = async (id: string): Promise<string> =>
  (await call<{ verdict: string }>(null, 'GET', `/certificates/${id}/check`)).body.verdict;

beforeAll(async () => {
  server = await aServer({ now: NOW, environment: { PUBLIC_ADDRESS: HOST } });
  verifiers = verifiersOf(server, HOST);
  unit = server.units.otherCommittee;
  staff = await aPerson('登记员', unit);
  volunteer = await aPerson('张三丰');
  await served(volunteer);
}, 120_000);
afterAll(() => server.stop());

describe('a certificate that the running server issued', () => {
  test('verifies with two libraries of other people, without a network', async () => {
    const credential = await credentialOf(await ask(volunteer));
    expect(credential).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: `did:web:zhongzhi.example:units:${unit}` },
      proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' },
      credentialSubject: {
        type: ['AchievementSubject'],
        achievement: { achievementType: 'CommunityService' },
        result: [{ value: '2' }],
      },
      credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
    });
    expect(await verifiers.byDigitalBazaar(credential, new Date(NOW))).toBe(true);
    const core = await verifiers.byVerifierCore(credential);
    expect(core, JSON.stringify(core.log)).toMatchObject({ isSigned: true });
    expect(JSON.stringify(credential)).not.toContain('张三丰');
  });

  test('fails with both after one changed character, wherever it stands', async () => {
    const text = JSON.stringify(await credentialOf(await ask(volunteer)));
    const changes: [what: string, from: string | RegExp, to: string][] = [
      ['the hours', '"value":"2"', '"value":"3"'],
      ['the number', '00001号"', '00009号"'],
      ['a day', '"activityEndDate":"20', '"activityEndDate":"21'],
      ['the issuer’s name', '"name":"长春', '"name":"长夏'],
      ['the evidence', '120 分钟', '720 分钟'],
      ['the place in the list of the revoked', '"statusListIndex":"0"', '"statusListIndex":"7"'],
      ['the proof', /"proofValue":"z./u, '"proofValue":"zA'],
    ];
    for (const [what, from, to] of changes) {
      const changed = text.replace(from, to);
      expect(changed, what).not.toBe(text);
      expect(await verifiers.byDigitalBazaar(JSON.parse(changed), new Date(NOW)), what).toBe(false);
      expect((await verifiers.byVerifierCore(JSON.parse(changed))).isSigned, what).toBe(false);
    }
  });

  test('is good until its day and no longer', async () => {
    const seat = await aPerson('有期限');
    await served(seat);
    await call(staff, 'PUT', `/certificates/issuers/${unit}`, {
      unit,
      contact: '0871-6000000',
      postingDays: 0,
      validMonths: 12,
    });
    const id = await ask(seat);
    await call(staff, 'PUT', `/certificates/issuers/${unit}`, {
      unit,
      contact: '0871-6000000',
      postingDays: 0,
      validMonths: null,
    });
    const credential = await credentialOf(id);
    expect(credential['validUntil']).toBe('2026-03-20T02:00:00Z');
    expect(await verifiers.byDigitalBazaar(credential, new Date('2026-03-20T01:50:00Z'))).toBe(true);
    expect(await verifiers.byDigitalBazaar(credential, new Date('2026-03-20T02:10:00Z'))).toBe(false);
    expect(await verdictOf(id)).toBe('valid');
  });

  test('is revoked by its unit with a reason, and every verifier sees it within a minute', async () => {
    const seat = await aPerson('被撤销');
    await served(seat);
    const id = await ask(seat);
    const credential = await credentialOf(id);
    expect(await verifiers.byDigitalBazaar(credential, new Date(NOW))).toBe(true);
    expect(
      (await call(server.seat('community-staff'), 'POST', `/certificates/${id}/revocation`, { reason: '不是本单位的' }))
        .status,
    ).toBe(404);
    expect((await call(staff, 'POST', `/certificates/${id}/revocation`, { reason: '活动并未举行' })).status).toBe(200);
    server.t.setNow(new Date(server.t.now().getTime() + 61_000));
    expect(await verifiers.byDigitalBazaar(credential, server.t.now())).toBe(false);
    expect(await verdictOf(id)).toBe('revoked');
    server.t.setNow(new Date(NOW));
  });

  test('still verifies when the unit has a new key and when its holder is gone', async () => {
    const seat = await aPerson('要注销');
    await served(seat);
    const id = await ask(seat);
    const credential = await credentialOf(id);
    await server.t.platform.asSystem('test', (context) => changeKey(context, unit));
    expect(await verifiers.byDigitalBazaar(credential, new Date(NOW))).toBe(true);
    const kept = server.t.platform
      .collect<PersonalRecords>('personal-records')
      .find(({ name }) => name === 'certificates');
    await server.t.platform.asSystem('test', (context) => kept!.erase(context, seat.person));
    expect(await verifiers.byDigitalBazaar(credential, new Date(NOW))).toBe(true);
    expect(await verdictOf(id)).toBe('valid');
    expect(
      (await call<{ matches: boolean }>(null, 'POST', `/certificates/${id}/holder`, { holder: '要注销' })).body.matches,
    ).toBe(false);
  });
});

describe('on demand, free, by whom it may be', () => {
  test('C1: without a record it is refused, and what is missing is named', async () => {
    const seat = await aPerson('没签退');
    await SERVICE_MAKERS['sign-up'](server, seat, 'own');
    await server.t.platform.asSystem('test', ({ tx, district }) =>
      sql`update volunteering.sign_up set meets_at = meets_at - interval '90 days', starts_at = starts_at - interval '90 days', ends_at = ends_at - interval '90 days' where district = ${district} and person = ${seat.person}`.execute(
        tx,
      ),
    );
    const { status, body } = await call<{ detail: string; missing: { why: string }[] }>(seat, 'POST', '/certificates', {
      unit,
    });
    expect(status).toBe(409);
    expect(body.detail).toMatch(/周六清洁.*没有签到/u);
    expect(body.missing).toMatchObject([{ why: 'not-checked-in' }]);
  });

  test('C1, C2: with records it states time, content and unit; the same records are certified once', async () => {
    const seat = await aPerson('李四');
    await served(seat);
    const [one, other] = await Promise.all([ask(seat), ask(seat)]);
    expect(one).toBe(other);
    const { body } = await call<Record<string, unknown>>(null, 'GET', `/certificates/${one}/check`);
    expect(body).toMatchObject({ verdict: 'valid', timedMinutes: 120, enteredMinutes: 0, records: [{ minutes: 120 }] });
    expect(JSON.stringify(body)).not.toContain('李四');
  });

  test('C3, C4: its holder prints it, nobody else; its address shows when it was altered', async () => {
    const seat = await aPerson('王五');
    await served(seat);
    const id = await ask(seat);
    const paper = (who: Caller) => server.ask(who, { method: 'GET', url: `/api/v1/certificates/${id}/paper` });
    expect((await paper(volunteer)).statusCode).toBe(404);
    const answer = await paper(seat);
    expect(answer.headers['content-type']).toBe('application/pdf');
    const text = await textOfPdf(answer.rawPayload);
    for (const said of ['王五', '2 小时', '清扫步道', '志证〔2025〕', '2025-03-20', '0871-6000000', `${HOST}/v/${id}#`])
      expect(text).toContain(said);
    const short = new RegExp(`/v/${id}#([0-9a-f]{8})`, 'u').exec(text)![1]!;
    const isWhole = async (said: string) =>
      (await call<{ isWhole: boolean }>(null, 'GET', `/certificates/${id}/check?short=${said}`)).body.isWhole;
    expect([await isWhole(short), await isWhole('00000000')]).toEqual([true, false]);
  });

  test('C5: only the unit that organised and recorded certifies, and only its own staff keep the register', async () => {
    const seat = await aPerson('赵六');
    await served(seat);
    expect((await call(seat, 'POST', '/certificates', { unit: server.units.streetOffice })).status).toBe(409);
    expect(
      (await call(server.seat('district-administrator'), 'GET', `/certificates/register?unit=${unit}`)).status,
    ).toBe(403);
    expect((await call(server.seat('community-staff'), 'GET', `/certificates/register?unit=${unit}`)).status).toBe(404);
    expect((await call(staff, 'GET', `/certificates/register?unit=${unit}`)).status).toBe(200);
  });

  test('C6: posted first where the unit says so; numbers run without a gap; corrected records are told', async () => {
    const seat = await aPerson('钱七');
    const record = (await served(seat))!;
    await call(staff, 'PUT', `/certificates/issuers/${unit}`, {
      unit,
      contact: '0871-6000000',
      postingDays: 7,
      validMonths: null,
    });
    const id = await ask(seat);
    const due = () => server.t.platform.asSystem('test', issueDue);
    const stateOf = async () =>
      (await call<{ items: { id: string; state: string; number: string | null }[] }>(seat, 'GET', '/my/certificates'))
        .body.items[0]!;
    expect(await due()).toBe(0);
    expect(await stateOf()).toMatchObject({ state: 'posted', number: null });
    expect((await call(null, 'GET', `/certificates/${id}/check`)).status).toBe(404);
    server.t.setNow(new Date(Date.parse(NOW) + 7 * 86_400_000));
    expect(await due()).toBe(1);
    expect((await stateOf()).state).toBe('issued');
    await server.t.platform.asSystem('test', (context) =>
      correctRecord(context, { record, minutes: 60, reason: '中途离开' }),
    );
    expect(await verdictOf(id)).toBe('corrected');
    server.t.setNow(new Date(NOW));
    await call(staff, 'PUT', `/certificates/issuers/${unit}`, {
      unit,
      contact: '0871-6000000',
      postingDays: 0,
      validMonths: null,
    });
    const numbers = (
      await call<{ items: { number: string | null }[] }>(staff, 'GET', `/certificates/register?unit=${unit}`)
    ).body.items.flatMap(({ number }) => (number === null ? [] : [Number(/(\d+)号$/u.exec(number)![1])]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_one, index) => index + 1));
  });

  test('whose it is can be asked ten times an hour and not tried out', async () => {
    const seat = await aPerson('孙八');
    await served(seat);
    const id = await ask(seat);
    const guess = (holder: string) =>
      call<{ matches: boolean }>(null, 'POST', `/certificates/${id}/holder`, { holder });
    expect((await guess('孙八')).body.matches).toBe(true);
    for (let n = 0; n < 9; n += 1) expect((await guess(`孙${n}`)).body.matches).toBe(false);
    expect((await guess('孙八')).status).toBe(429);
  });

  test('ten people at once get ten numbers, and the books hold', async () => {
    const seats = await Promise.all(Array.from({ length: 10 }, (_unused, index) => aPerson(`同时${index}`)));
    for (const seat of seats) await served(seat);
    const ids = await Promise.all(seats.map((seat) => ask(seat)));
    expect(new Set(ids).size).toBe(10);
    for (const check of modules.find(({ name }) => name === 'certificates')!.checks!)
      expect(await server.t.platform.asSystem('test', (context) => check.run(context)), check.name).toMatchObject({
        ok: true,
      });
  });
});
