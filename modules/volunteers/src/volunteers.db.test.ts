import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { housekeeping, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { createPerson, erasePerson, importRegions, nameGuardian } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { volunteers } from './module.ts';
import { agree, decide, getMine, leave, listWaiting, putKind, register, state } from './use-cases.ts';

const CUIHU = '530102001001';
let t: TestPlatform;
let adult: Actor;
let child: Actor;
let mother: Actor;
let staff: Actor;
let otherStaff: Actor;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const mine = (actor: Actor) => t.platform.run(getMine, {}, { actor });

beforeAll(async () => {
  t = await createTestPlatform([housekeeping, directory, notices, files, volunteers], { now: '2026-11-20T02:00:00Z' });
  await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n530102002,护国街道,street,530102\n530102002001,南屏街社区,community,530102002\n',
    );
    const person = async (name: string, birthYear?: number) =>
      actingAs(
        [],
        await createPerson(context, { name, place: CUIHU, ...(birthYear === undefined ? {} : { birthYear }) }),
        name,
      );
    adult = await person('杨丽');
    child = await person('小明', 2014);
    mother = await person('小明妈妈');
    staff = actingAs(
      [{ role: 'community-staff', place: CUIHU, unit: null }],
      await createPerson(context, { name: '社区' }),
    );
    otherStaff = actingAs(
      [{ role: 'community-staff', place: '530102002001', unit: null }],
      await createPerson(context, { name: '别的社区' }),
    );
  });
  const admin = actingAs([{ role: 'district-administrator', place: '530102', unit: null }]);
  await t.platform.run(putKind, { kind: 'first-aid', label: '急救员', includes: [] }, { actor: admin });
  await t.platform.run(putKind, { kind: 'nurse', label: '护士', includes: ['first-aid'] }, { actor: admin });
});
afterAll(() => t.stop());

describe('registration', () => {
  test('an adult is a volunteer at once, under one number however often they register', async () => {
    const first = await t.platform.run(register, { skills: ['急救'] }, { actor: adult });
    expect(first).toMatchObject({ status: 'active', skills: ['急救'] });
    expect(first.number).toMatch(/^530102\d{10}$/u);
    expect(await t.platform.run(register, { skills: ['理发'] }, { actor: adult })).toMatchObject({
      number: first.number,
      skills: ['理发'],
    });
  });

  test('a child needs a guardian who is known, and waits for their word; a stranger cannot give it', async () => {
    await expect(t.platform.run(register, {}, { actor: child })).rejects.toMatchObject({
      code: 'volunteer.guardian-unknown',
    });
    await t.platform.asSystem('test', (context) =>
      nameGuardian(context, { ward: idOf(child), guardian: idOf(mother), relation: '母亲' }),
    );
    expect(await t.platform.run(register, {}, { actor: child })).toMatchObject({ status: 'waiting-for-guardian' });
    await expect(t.platform.run(agree, { ward: idOf(child) }, { actor: adult })).rejects.toMatchObject({
      code: 'volunteer.not-your-ward',
    });
    expect((await mine(mother)).wards).toEqual([{ person: idOf(child), name: '小明' }]);
    await t.platform.run(agree, { ward: idOf(child) }, { actor: mother });
    expect((await mine(child)).volunteer).toMatchObject({ status: 'active' });
  });

  test('a child who left and comes back waits for the guardian again', async () => {
    await t.platform.run(leave, {}, { actor: child });
    expect((await mine(child)).volunteer).toMatchObject({ status: 'left' });
    expect(await t.platform.run(register, {}, { actor: child })).toMatchObject({ status: 'waiting-for-guardian' });
  });

  test('someone who turned eighteen while waiting waits no longer', async () => {
    t.setNow('2034-01-02T02:00:00Z');
    expect(await t.platform.run(register, {}, { actor: child })).toMatchObject({ status: 'active' });
    t.setNow('2026-11-20T02:00:00Z');
  });
});

describe('a qualification', () => {
  test('counts once staff of the place have confirmed it; others do not see it', async () => {
    await expect(t.platform.run(state, { kind: 'pilot', from: '2026-01-01' }, { actor: adult })).rejects.toMatchObject({
      code: 'qualification.kind-unknown',
    });
    await expect(
      t.platform.run(state, { kind: 'nurse', from: '2026-02-01', until: '2026-01-01' }, { actor: adult }),
    ).rejects.toMatchObject({ code: 'qualification.dates' });
    const { id } = await t.platform.run(
      state,
      { kind: 'nurse', from: '2026-01-01', until: '2027-12-31' },
      { actor: adult },
    );
    expect((await mine(adult)).volunteer!.qualifications).toEqual([]);
    expect((await t.platform.run(listWaiting, {}, { actor: otherStaff })).items).toEqual([]);
    await expect(t.platform.run(decide, { id, confirms: true }, { actor: otherStaff })).rejects.toMatchObject({
      code: 'qualification.not-found',
    });
    expect((await t.platform.run(listWaiting, {}, { actor: staff })).items).toMatchObject([
      { id, name: '杨丽', kind: '护士' },
    ]);
    await t.platform.run(decide, { id, confirms: true }, { actor: staff });
    expect((await mine(adult)).volunteer!.qualifications).toEqual([
      { kind: 'nurse', from: '2026-01-01', until: '2027-12-31' },
    ]);
    await expect(
      t.platform.run(decide, { id, confirms: false, reason: '请再想想' }, { actor: staff }),
    ).rejects.toMatchObject({ code: 'qualification.decided' });
  });
});

test('export tells what is kept, erasure leaves nothing of it', async () => {
  const own = volunteers.contributions!['personal-records']![0] as {
    export: (context: unknown, person: string) => Promise<unknown>;
    erase: (context: unknown, person: string) => Promise<unknown>;
  };
  const person = idOf(adult);
  expect(await t.platform.asSystem('test', (context) => own.export(context, person))).toMatchObject({
    status: 'active',
    qualifications: [{ kind: 'nurse' }],
  });
  await t.platform.asSystem('test', async (context) => {
    await own.erase(context, person);
    await erasePerson(context, person);
  });
  expect(await t.platform.asSystem('test', (context) => own.export(context, person))).toBeNull();
});
