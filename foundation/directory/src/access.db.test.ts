import { afterAll, beforeAll, expect, test } from 'vitest';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { anonymous, type Actor, type Grant } from '@zhongzhi/kernel';
import { anOrganisation, aPerson, places, someoneAs, theRegions } from '../test/builders.ts';
import { directory } from './module.ts';
import { grantsOf, putMembership } from './public.ts';
import { getOrganisation } from './store/organisation-store.ts';
import { listOrganisations, showOrganisation } from './queries/organisations.ts';
import { searchPeople, showPerson } from './queries/people.ts';
import { addOrganisation, editOrganisation, endOrganisation } from './use-cases/edit-organisations.ts';
import { addMembership, addPerson, editPerson, erasePerson } from './use-cases/edit-people.ts';
import { endRegion, putRegion } from './use-cases/edit-regions.ts';
import { endRole, grantRole } from './use-cases/grant-roles.ts';

let t: TestPlatform;
const ids = {} as Record<
  | 'committee'
  | 'otherCommittee'
  | 'office'
  | 'department'
  | 'party'
  | 'resident'
  | 'neighbour'
  | 'foreigner'
  | 'colleague'
  | 'unplaced',
  string
>;

const grant = (role: string, place: string | null, unit: string | null = null): Grant => ({ role, place, unit });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const sees = (actor: Actor, id: string): Promise<string> => codeOf(t.platform.run(showPerson, { id }, { actor }));

beforeAll(async () => {
  t = await createTestPlatform([directory]);
  await t.platform.asSystem('test data', async (context) => {
    await theRegions(context);
    ids.office = await anOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: places.street });
    ids.committee = await anOrganisation(context, { parent: ids.office });
    ids.otherCommittee = await anOrganisation(context, { name: '水晶宫社区居委会', place: places.sibling });
    ids.department = await anOrganisation(context, { kind: 'department', name: '区城管局', place: places.district });
    ids.party = await anOrganisation(context, { kind: 'party-organisation', name: '翠湖西路社区党委' });
    ids.resident = await aPerson(context, { name: '李居民', place: places.community });
    ids.neighbour = await aPerson(context, { name: '赵邻居', place: places.sibling });
    ids.foreigner = await aPerson(context, { name: '孙外街', place: places.elsewhere });
    ids.colleague = await someoneAs(context, 'department-staff', { unit: ids.department }, { name: '周同事' });
    ids.unplaced = await aPerson(context, { name: '吴未填' });
    await putMembership(context, { person: ids.resident, organisation: ids.party });
  });
});
afterAll(() => t.stop());

test('staff see people of their own place and below; siblings, parents and strangers are not found', async () => {
  const community = actingAs([grant('community-staff', places.community, ids.committee)]);
  expect(await sees(community, ids.resident)).toBe('done');
  for (const id of [ids.neighbour, ids.foreigner, ids.colleague, ids.unplaced])
    expect(await sees(community, id)).toBe('directory.person-not-found');
  const street = actingAs([grant('street-staff', places.street, ids.office)]);
  for (const id of [ids.resident, ids.neighbour]) expect(await sees(street, id)).toBe('done');
  expect(await sees(street, ids.foreigner)).toBe('directory.person-not-found');
  const department = actingAs([grant('department-staff', null, ids.department)]);
  expect(await sees(department, ids.colleague)).toBe('done');
  expect(await sees(department, ids.resident)).toBe('directory.person-not-found');
  const district = actingAs([grant('district-administrator', places.district)]);
  for (const id of [ids.resident, ids.foreigner, ids.unplaced]) expect(await sees(district, id)).toBe('done');
  expect(await sees(anonymous, ids.resident)).toBe('sign-in-needed');
  expect(await sees(actingAs([]), ids.resident)).toBe('not-permitted');
});

test('a search gives nobody outside the scope, not even by their whole number', async () => {
  const phone = '13700000001';
  await t.platform.asSystem('test data', (context) =>
    aPerson(context, { name: '钱有号', place: places.elsewhere, phone }),
  );
  const outside = await t.platform.run(
    searchPeople,
    { phone },
    { actor: actingAs([grant('community-staff', places.community, ids.committee)]) },
  );
  expect(outside).toEqual({ items: [], next: null });
  const inside = await t.platform.run(
    searchPeople,
    { phone: '+86 137-0000-0001' },
    { actor: actingAs([grant('community-staff', places.elsewhere, ids.committee)]) },
  );
  expect(inside.items).toMatchObject([{ name: '钱有号', phone: '137****0001' }]);
  expect(
    await codeOf(
      t.platform.run(
        searchPeople,
        { phone: '1370000' },
        { actor: actingAs([grant('district-administrator', places.district)]) },
      ),
    ),
  ).toBe('directory.phone-wrong');
});

test('a search pages through everyone once, whatever the page size', async () => {
  const actor = actingAs([grant('district-administrator', places.district)]);
  const all = await t.platform.run(searchPeople, { limit: 200 }, { actor });
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await t.platform.run(
      searchPeople,
      { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      { actor },
    );
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(all.items.map(({ id }) => id));
  expect(await codeOf(t.platform.run(searchPeople, { cursor: 'WyIxIl0' }, { actor }))).toBe('directory.cursor-wrong');
});

test('political membership shows neither as role nor as organisation to those who need not know it', async () => {
  const member = await t.platform.asSystem('test data', (context) =>
    someoneAs(context, 'party-member', { unit: ids.party }, { name: '党员甲', place: places.community }),
  );
  const community = actingAs([grant('community-staff', places.community, ids.committee)]);
  expect(await t.platform.run(showPerson, { id: member }, { actor: community })).toMatchObject({
    grants: [],
    memberships: [],
  });
  expect(await t.platform.run(showPerson, { id: ids.resident }, { actor: community })).toMatchObject({
    memberships: [],
  });
  expect((await t.platform.run(searchPeople, { role: 'party-member' }, { actor: community })).items).toEqual([]);
  expect((await t.platform.run(searchPeople, { unit: ids.party }, { actor: community })).items).toEqual([]);
  const administrator = actingAs([grant('district-administrator', places.district)]);
  expect(await t.platform.run(showPerson, { id: member }, { actor: administrator })).toMatchObject({
    grants: [{ role: 'party-member' }],
  });
});

test('the public sees open fields of organisations only; staff see the rest of those in their scope', async () => {
  const open = await t.platform.run(showOrganisation, { id: ids.committee }, { actor: anonymous });
  expect(open).toMatchObject({ name: '翠湖西路社区居委会', placeName: '翠湖西路社区', staff: null });
  expect(JSON.stringify(open)).not.toContain('creditCode');
  const community = actingAs([grant('community-staff', places.community, ids.committee)]);
  expect((await t.platform.run(showOrganisation, { id: ids.committee }, { actor: community })).staff).toMatchObject({
    mayEdit: false,
  });
  expect((await t.platform.run(showOrganisation, { id: ids.otherCommittee }, { actor: community })).staff).toBeNull();
  const list = await t.platform.run(listOrganisations, { place: places.street, text: '社区' }, { actor: anonymous });
  expect(list.items.map(({ name }) => name)).toEqual(['翠湖西路社区党委', '翠湖西路社区居委会', '水晶宫社区居委会']);
});

test('an administrator of one street adds, edits and ends there and nowhere else', async () => {
  const actor = actingAs([grant('district-administrator', places.street)]);
  const run = { actor };
  expect(
    await codeOf(
      t.platform.run(addOrganisation, { kind: 'property-company', name: '外街物业', place: places.elsewhere }, run),
    ),
  ).toBe('directory.place-outside');
  expect(await codeOf(t.platform.run(addOrganisation, { kind: 'property-company', name: '全区物业' }, run))).toBe(
    'directory.place-outside',
  );
  const { id } = await t.platform.run(
    addOrganisation,
    { kind: 'property-company', name: '本街物业', place: places.community },
    run,
  );
  expect(await codeOf(t.platform.run(editOrganisation, { id, version: 1, place: places.elsewhere }, run))).toBe(
    'directory.place-outside',
  );
  expect(await codeOf(t.platform.run(editOrganisation, { id: ids.department, version: 1, name: '改名' }, run))).toBe(
    'directory.organisation-not-found',
  );
  expect(await codeOf(t.platform.run(addPerson, { name: '外街人', place: places.elsewhere }, run))).toBe(
    'directory.place-outside',
  );
  expect(await codeOf(t.platform.run(editPerson, { id: ids.foreigner, version: 1, name: '改名' }, run))).toBe(
    'directory.person-not-found',
  );
  expect(await codeOf(t.platform.run(erasePerson, { id: ids.foreigner, reason: '本人申请' }, run))).toBe(
    'directory.person-not-found',
  );
  expect(await codeOf(t.platform.run(putRegion, { code: `${places.elsewhere}001`, name: '一网格' }, run))).toBe(
    'directory.region-not-found',
  );
  expect(await codeOf(t.platform.run(putRegion, { code: places.street, name: '改名' }, run))).toBe(
    'directory.region-not-found',
  );
  expect(await codeOf(t.platform.run(putRegion, { code: `${places.community}001`, name: '一网格' }, run))).toBe('done');
  expect(await codeOf(t.platform.run(endRegion, { code: places.community }, run))).toBe('directory.region-has-parts');
  expect(await codeOf(t.platform.run(endOrganisation, { id }, run))).toBe('done');
  expect(await codeOf(t.platform.run(addMembership, { person: ids.resident, organisation: id }, run))).toBe(
    'directory.organisation-ended',
  );
});

test('an edit on an older version is refused, and a circle of parents too', async () => {
  const actor = actingAs([grant('district-administrator', places.district)]);
  const { version } = await t.platform.asSystem('read', (context) => getOrganisation(context, ids.office));
  expect(
    await codeOf(t.platform.run(editOrganisation, { id: ids.office, version, parent: ids.committee }, { actor })),
  ).toBe('directory.parent-circle');
  expect(
    await codeOf(t.platform.run(editOrganisation, { id: ids.office, version, shortName: '华山街道' }, { actor })),
  ).toBe('done');
  expect(
    await codeOf(t.platform.run(editOrganisation, { id: ids.office, version, shortName: '华山' }, { actor })),
  ).toBe('directory.changed-meanwhile');
  expect(
    await codeOf(
      t.platform.run(
        addOrganisation,
        { kind: 'street-office', name: '华山街道办事处', place: places.street },
        { actor },
      ),
    ),
  ).toBe('directory.organisation-exists');
  expect(
    await codeOf(
      t.platform.run(
        addOrganisation,
        { kind: 'merchant', name: '小店', place: places.community, creditCode: '91530102MA6K0000X1' },
        { actor },
      ),
    ),
  ).toBe('directory.credit-code-wrong');
  expect(await codeOf(t.platform.run(endOrganisation, { id: ids.department }, { actor }))).toBe(
    'directory.organisation-has-staff',
  );
});

test('only a security administrator grants roles, with a second factor, to others, in a scope that fits the role', async () => {
  const security = actingAs([grant('security-administrator', places.district)]);
  const wants = {
    person: ids.neighbour,
    role: 'community-staff' as const,
    place: places.sibling,
    unit: ids.otherCommittee,
  };
  for (const role of ['district-administrator', 'system-administrator', 'audit-administrator']) {
    expect(await codeOf(t.platform.run(grantRole, wants, { actor: actingAs([grant(role, places.district)]) }))).toBe(
      'not-permitted',
    );
  }
  expect(await codeOf(t.platform.run(grantRole, wants, { actor: { ...security, secondFactor: false } as Actor }))).toBe(
    'second-factor-needed',
  );
  const self = security.kind === 'person' ? security.personId : '';
  expect(await codeOf(t.platform.run(grantRole, { ...wants, person: self }, { actor: security }))).toBe(
    'directory.own-role',
  );
  const { id } = await t.platform.run(grantRole, wants, { actor: security });
  expect(await t.platform.run(grantRole, wants, { actor: security })).toEqual({ id });
  await t.platform.run(endRole, { id }, { actor: security });
  await t.platform.run(endRole, { id }, { actor: security });
  expect(await t.platform.asSystem('read', (context) => grantsOf(context, ids.neighbour))).toEqual([]);
});

test.each([
  ['community staff without unit', 'community-staff', places.community, null],
  ['community staff without place', 'community-staff', null, 'committee'],
  ['community staff of a street', 'community-staff', places.street, 'committee'],
  ['community staff in another community than the unit', 'community-staff', places.sibling, 'committee'],
  ['community staff of a department', 'community-staff', places.community, 'department'],
  ['department staff with a place', 'department-staff', places.district, 'department'],
  ['department staff without unit', 'department-staff', null, null],
  ['street leader of a community', 'street-leader', places.community, 'office'],
  ['hotline staff of a street', 'hotline-staff', places.street, null],
  ['a place that is none', 'grid-worker', '530102001999', null],
  ['a system administrator of a street', 'system-administrator', places.street, null],
] as const)('a scope that does not fit the role is refused: %s', async (_words, role, place, unit) => {
  const actor = actingAs([grant('security-administrator', places.district)]);
  expect(
    await codeOf(
      t.platform.run(
        grantRole,
        { person: ids.neighbour, role, place, unit: unit === null ? null : ids[unit] },
        { actor },
      ),
    ),
  ).toBe('directory.role-scope-wrong');
});
