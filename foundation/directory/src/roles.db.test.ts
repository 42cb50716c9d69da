import { afterAll, beforeAll, expect, test } from 'vitest';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { aPerson, places, someoneAs, theRegions } from '../test/builders.ts';
import { checks } from './checks.ts';
import { directory } from './module.ts';
import { getPerson, grantRole, grantsOf } from './public.ts';
import { editPerson, erasePerson } from './use-cases/edit-people.ts';

let t: TestPlatform;
const three = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;

beforeAll(async () => {
  t = await createTestPlatform([directory], { poolSize: 12 });
  await t.platform.asSystem('test data', theRegions);
});
afterAll(() => t.stop());

test('nobody holds two of system, security and audit administrator, however many grant at the same moment', async () => {
  for (let round = 0; round < 8; round += 1) {
    const person = await t.platform.asSystem('test data', (context) => aPerson(context));
    const tries = [...three, ...three, ...three].map((role) =>
      t.platform.asSystem('race', (context) => grantRole(context, { person, role, place: places.district })),
    );
    const outcomes = await Promise.allSettled(tries);
    const grants = await t.platform.asSystem('read', (context) => grantsOf(context, person));
    expect(grants).toHaveLength(1);
    const refused = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array(6).fill('directory.administrators-separate'));
  }
  for (const check of checks) expect(await t.platform.asSystem('check', check.run)).toMatchObject({ ok: true });
});

test('neither system nor district administrator edits or erases the auditor; the security administrator does', async () => {
  const auditor = await t.platform.asSystem('test data', (context) =>
    someoneAs(context, 'audit-administrator', { place: places.district }),
  );
  const { version } = await t.platform.asSystem('read', (context) => getPerson(context, auditor));
  for (const role of ['system-administrator', 'district-administrator']) {
    const actor = actingAs([{ role, place: places.district, unit: null }]);
    await expect(
      t.platform.run(editPerson, { id: auditor, version, phone: '13611112222' }, { actor }),
    ).rejects.toMatchObject({ code: 'directory.administrator-protected' });
  }
  const district = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
  await expect(
    t.platform.run(erasePerson, { id: auditor, reason: '本人申请' }, { actor: district }),
  ).rejects.toMatchObject({ code: 'directory.administrator-protected' });
  const security = actingAs([{ role: 'security-administrator', place: places.district, unit: null }]);
  await t.platform.run(editPerson, { id: auditor, version, phone: '13611112222' }, { actor: security });
});

test('an administrator of one street does not edit a resident of the street who serves the whole district', async () => {
  const person = await t.platform.asSystem('test data', (context) =>
    someoneAs(context, 'hotline-staff', { place: places.district }, { place: places.community }),
  );
  const { version } = await t.platform.asSystem('read', (context) => getPerson(context, person));
  const street = actingAs([{ role: 'district-administrator', place: places.street, unit: null }]);
  await expect(
    t.platform.run(editPerson, { id: person, version, phone: '13611113333' }, { actor: street }),
  ).rejects.toMatchObject({ code: 'directory.administrator-protected' });
  const district = actingAs([{ role: 'district-administrator', place: places.district, unit: null }]);
  await t.platform.run(editPerson, { id: person, version, phone: '13611113333' }, { actor: district });
});
