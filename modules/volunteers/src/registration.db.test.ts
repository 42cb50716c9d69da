import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housekeeping, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createPerson, findPerson, importRegions, nameGuardian } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { recordConsent } from '@zhongzhi/privacy';
import { privacy } from '@zhongzhi/privacy/module';
import { identity } from '@zhongzhi/identity/module';
import { volunteers } from './module.ts';
import { agree, decide, getMine, leave, listKinds, putIdNumber, putKind, register, state } from './use-cases.ts';

const CUIHU = '530102001001';
const NOW = '2026-11-20T02:00:00Z';
let t: TestPlatform;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const mine = (actor: Actor) => t.platform.run(getMine, {}, { actor });
const newcomer = (name = '居民1234'): Promise<Actor> =>
  t.platform.asSystem('test world', async (context) => actingAs([], await createPerson(context, { name }), name));
const guard = (ward: Actor, guardian: Actor) =>
  t.platform.asSystem('test world', (context) =>
    nameGuardian(context, { ward: idOf(ward), guardian: idOf(guardian), relation: '母亲' }),
  );
const stored = (actor: Actor) => t.platform.asSystem('test', (context) => findPerson(context, idOf(actor)));
const noticesOf = async (actor: Actor): Promise<string[]> => {
  const { rows } = await t.platform.asSystem('test', (context) =>
    sql<{
      kind: string;
    }>`select kind from notices.notice where district = ${context.district} and person = ${idOf(actor)}`.execute(
      context.tx,
    ),
  );
  return rows.map(({ kind }) => kind);
};

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, files, identity, privacy, volunteers], { now: NOW });
  await t.platform.asSystem('test world', (context) =>
    importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
    ),
  );
  const admin = actingAs([{ role: 'district-administrator', place: '530102', unit: null }]);
  await t.platform.run(putKind, { kind: 'first-aid', label: '急救员证', includes: [] }, { actor: admin });
  await t.platform.run(putKind, { kind: 'nurse', label: '护士执业证', includes: ['first-aid'] }, { actor: admin });
});
afterAll(() => t.stop());

describe('registration in one go', () => {
  test('takes name and home along, keeps what is not stated the next time, and asks for no ID number', async () => {
    const person = await newcomer();
    const first = await t.platform.run(
      register,
      { name: '杨丽', place: CUIHU, skills: ['急救'], interests: ['health'], freeTimes: ['weekend-morning'] },
      { actor: person },
    );
    expect(first).toMatchObject({ status: 'active', place: CUIHU, skills: ['急救'], interests: ['health'] });
    expect(await stored(person)).toMatchObject({ name: '杨丽', place: CUIHU, hasIdNumber: false });
    expect(await t.platform.run(register, { skills: ['理发'] }, { actor: person })).toMatchObject({
      skills: ['理发'],
      interests: ['health'],
      freeTimes: ['weekend-morning'],
    });
    expect(await t.platform.run(register, { skills: [] }, { actor: person })).toMatchObject({ skills: [] });
    expect((await mine(person)).own).toEqual({ name: '杨丽', place: CUIHU, isMinor: false, hasIdNumber: false });
  });

  test('a home is a community that there is', async () => {
    const person = await newcomer();
    await expect(t.platform.run(register, { place: '530102001' }, { actor: person })).rejects.toMatchObject({
      code: 'volunteer.home-needs-community',
    });
    await expect(t.platform.run(register, { place: '530102001999' }, { actor: person })).rejects.toMatchObject({
      kind: 'invalid',
    });
    expect((await mine(person)).volunteer).toBeNull();
  });

  // In doubt, by the year alone, one counts as the younger: born in 2012, in November 2026 one is 13 at least.
  test.each<[string, number | undefined, boolean, string]>([
    ['an adult', undefined, false, 'active'],
    ['an adult who states a year all the same', 2007, false, 'active'],
    ['17, no guardian known', 2008, false, 'volunteer.guardian-unknown'],
    ['17, guardian known', 2008, true, 'waiting-for-guardian'],
    ['14, no guardian known', 2011, false, 'volunteer.guardian-unknown'],
    ['14, guardian known', 2011, true, 'waiting-for-guardian'],
    ['13, no guardian known', 2012, false, 'volunteer.guardian-unknown'],
    ['13, guardian known', 2012, true, 'waiting-for-guardian'],
  ])('%s: %s', async (_name, birthYear, hasGuardian, expected) => {
    const [person, guardian] = [await newcomer('小明'), await newcomer('小明妈妈')];
    if (hasGuardian) await guard(person, guardian);
    const outcome = await t.platform
      .run(register, birthYear === undefined ? {} : { birthYear }, { actor: person })
      .then(
        ({ status }) => status,
        (error: { code: string }) => error.code,
      );
    expect(outcome).toBe(expected);
    const isWaiting = expected === 'waiting-for-guardian';
    expect(await noticesOf(guardian)).toEqual(isWaiting ? ['volunteer.ward-waits'] : []);
    expect((await mine(guardian)).wards.map(({ person: ward }) => ward)).toEqual(isWaiting ? [idOf(person)] : []);
    if (!isWaiting) return;
    expect((await mine(person)).guardians).toEqual([{ name: '小明妈妈', relation: '母亲' }]);
    await t.platform.run(register, { skills: ['理发'] }, { actor: person });
    expect(await noticesOf(guardian)).toHaveLength(1);
    await t.platform.run(agree, { ward: idOf(person) }, { actor: guardian });
    expect((await mine(person)).volunteer).toMatchObject({ status: 'active' });
    expect(await t.platform.run(register, { skills: ['英语'] }, { actor: person })).toMatchObject({ status: 'active' });
  });

  test('who registered without a year and turns out to be a minor waits from then on', async () => {
    const [person, guardian] = [await newcomer('小红'), await newcomer('小红爸爸')];
    expect(await t.platform.run(register, {}, { actor: person })).toMatchObject({ status: 'active' });
    await guard(person, guardian);
    expect(await t.platform.run(register, { birthYear: 2012 }, { actor: person })).toMatchObject({
      status: 'waiting-for-guardian',
    });
    expect(await noticesOf(guardian)).toEqual(['volunteer.ward-waits']);
  });

  test('a minor does not make themselves older', async () => {
    const [person, guardian] = [await newcomer('小刚'), await newcomer('小刚妈妈')];
    await guard(person, guardian);
    await t.platform.run(register, { birthYear: 2012 }, { actor: person });
    for (const birthYear of [1990, 2008])
      await expect(t.platform.run(register, { birthYear }, { actor: person })).rejects.toMatchObject({
        code: 'volunteer.birth-year-known',
      });
    expect(await t.platform.run(register, { birthYear: 2012 }, { actor: person })).toMatchObject({
      ageBand: 'under-14',
    });
  });

  test('who leaves and comes back finds what they had stated', async () => {
    const person = await newcomer('阿珍');
    const { number } = await t.platform.run(register, { skills: ['做饭'] }, { actor: person });
    await t.platform.run(leave, {}, { actor: person });
    expect((await mine(person)).volunteer).toMatchObject({ status: 'left' });
    expect(await t.platform.run(register, {}, { actor: person })).toMatchObject({ number, skills: ['做饭'] });
  });
});

describe('an ID number', () => {
  const ID = '11010519491231002X';
  const consent = (actor: Actor, decision: 'given' | 'withdrawn') =>
    t.platform.asSystem('test', (context) =>
      recordConsent(context, { person: idOf(actor), purpose: 'directory.id-number', decision }),
    );
  const put = (actor: Actor, idNumber = ID) => t.platform.run(putIdNumber, { idNumber }, { actor });

  test('is taken after a consent to that alone, once, and must be right', async () => {
    const person = await newcomer('刘静');
    await expect(put(person)).rejects.toMatchObject({ code: 'volunteer.id-number-consent' });
    await consent(person, 'given');
    await consent(person, 'withdrawn');
    await expect(put(person)).rejects.toMatchObject({ code: 'volunteer.id-number-consent' });
    await consent(person, 'given');
    await expect(put(person, '110105194912310021')).rejects.toMatchObject({ kind: 'invalid' });
    await put(person);
    expect((await mine(person)).own).toMatchObject({ hasIdNumber: true });
    await expect(put(person)).rejects.toMatchObject({ code: 'volunteer.id-number-known' });
  });

  test('is not taken from a minor', async () => {
    const [person, guardian] = [await newcomer('小华'), await newcomer('小华妈妈')];
    await guard(person, guardian);
    await t.platform.run(register, { birthYear: 2012 }, { actor: person });
    await consent(person, 'given');
    await expect(put(person)).rejects.toMatchObject({ code: 'volunteer.id-number-of-minor' });
  });
});

describe('qualifications', () => {
  test('their owner sees how each stands: waiting, refused and why, confirmed, expiring, expired', async () => {
    const staff = actingAs([{ role: 'community-staff', place: CUIHU, unit: null }], idOf(await newcomer('社区')));
    const person = await newcomer('赵护士');
    await t.platform.run(register, { place: CUIHU }, { actor: person });
    const stated = (from: string, until?: string) =>
      t.platform
        .run(state, { kind: 'nurse', from, ...(until === undefined ? {} : { until }) }, { actor: person })
        .then(({ id }) => id);
    const ids = [
      await stated('2026-01-01'),
      await stated('2020-01-01', '2021-01-01'),
      await stated('2026-01-01', '2027-01-19'),
      await stated('2026-01-01', '2027-01-20'),
      await stated('2026-01-01', '2026-11-19'),
      await stated('2026-01-01', '2026-11-20'),
    ];
    const [, refused, ...confirmed] = ids;
    await t.platform.run(decide, { id: refused!, confirms: false, reason: '照片看不清' }, { actor: staff });
    for (const id of confirmed) await t.platform.run(decide, { id, confirms: true }, { actor: staff });
    const now = new Map((await mine(person)).stated.map((one) => [one.id, one]));
    expect(ids.map((id) => now.get(id)?.state)).toEqual([
      'waiting',
      'refused',
      'expiring',
      'confirmed',
      'expired',
      'expiring',
    ]);
    expect(now.get(refused!)).toMatchObject({ label: '护士执业证', reason: '照片看不清' });
  });

  test('the kinds and what each includes are listed', async () => {
    const person = await newcomer();
    expect((await t.platform.run(listKinds, {}, { actor: person })).items).toEqual([
      { kind: 'first-aid', label: '急救员证', includes: [] },
      { kind: 'nurse', label: '护士执业证', includes: ['first-aid'] },
    ]);
  });
});
