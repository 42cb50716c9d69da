import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Actor, type Grant } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { getCaseType, openCase, takeStep, joinCase, withCaseTypes } from '@zhongzhi/casework';
import { aCaseType } from '@zhongzhi/casework/testing';
import { createPerson } from '@zhongzhi/directory';
import { modules } from '@zhongzhi/server';
import { aDistrict, type Units } from './access/district.ts';
import { PLACES } from './access/seats.ts';

/** A case as the oracle knows it: what the test itself made, never what the platform says. */
interface Known {
  id: string;
  place: string;
  unit: string | null;
  taskUnits: string[];
  opener: string;
  assignee: string | null;
  followers: string[];
}

const BOARD_ROLES = ['street-staff', 'community-staff', 'department-staff', 'district-administrator'];
const OTHER_ROLES = ['volunteer', 'merchant', 'system-administrator'];
const PEOPLE = 5;

let t: TestPlatform;
let app: FastifyInstance;
let units: Units;
let people: string[];
let cases: Known[];
let acting: Actor = anonymous;

const base = aCaseType();
const errand = aCaseType({
  actions: {
    ...base.actions,
    entrust: {
      label: { zh: '指定经办人', en: 'Entrust' },
      from: 'any-open',
      by: [{ permission: 'errand.do', at: 'place' }],
      form: [{ key: 'person', kind: 'person', required: true, label: { zh: '谁', en: 'Who' } }],
      effect: ({ draft, input }) => void (draft.assignee = String(input['person'])),
    },
  },
});

/** Where a case lies, drawn at random: everything but its opener may be missing. */
const plans = fc.record({
  place: fc.constantFrom(...Object.values(PLACES)),
  opener: fc.nat(PEOPLE - 1),
  unit: fc.option(fc.nat(5)),
  taskUnits: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  assignee: fc.option(fc.nat(PEOPLE - 1)),
  followers: fc.uniqueArray(fc.nat(PEOPLE - 1), { maxLength: 2 }),
});

const someUnits = (): string[] => [
  units.streetOffice,
  units.otherStreetOffice,
  units.committee,
  units.siblingCommittee,
  units.department,
  units.otherDepartment,
];

async function aCase(plan: ReturnType<typeof plans.generate>['value']): Promise<Known> {
  const opener = people[plan.opener]!;
  const followers = plan.followers.filter((index) => index !== plan.opener).map((index) => people[index]!);
  const known: Known = {
    id: '',
    place: plan.place,
    opener,
    unit: plan.unit === null ? null : someUnits()[plan.unit]!,
    taskUnits: plan.taskUnits.map((index) => someUnits()[index]!),
    assignee: plan.assignee === null ? null : people[plan.assignee]!,
    followers,
  };
  known.id = (
    await t.platform.asSystem('test world', (context) =>
      openCase(context, getCaseType(t.platform, 'errand'), {
        form: { place: plan.place, description: '门口的灯坏了', mayBePublic: true },
        source: 'test',
        opener,
      }),
    )
  ).id;
  for (const person of followers)
    await t.platform.transact('signed-in', 'write', { actor: actingAs([], person) }, (context) =>
      joinCase(context, known.id, null),
    );
  const step = (action: string, input: Record<string, unknown>): Promise<unknown> =>
    t.platform.asSystem('test world', (context) => takeStep(context, { id: known.id, action, input }));
  await step('take', known.unit === null ? {} : { unit: known.unit });
  if (known.assignee !== null) await step('entrust', { person: known.assignee });
  if (known.taskUnits.length > 0) await step('gather', { units: known.taskUnits });
  return known;
}

beforeAll(async () => {
  t = await createTestPlatform([...modules, withCaseTypes({ name: 'errands' }, [errand])]);
  app = await buildShell(t.platform, {
    findActor: () => Promise.resolve(acting),
    isReady: () => true,
    version: 'test',
  });
  await app.ready();
  units = await t.platform.asSystem('test world', aDistrict);
  people = await t.platform.asSystem('test world', async (context) => {
    const made: string[] = [];
    for (let index = 0; index < PEOPLE; index += 1) made.push(await createPerson(context, { name: `某某${index}` }));
    return made;
  });
  cases = [];
  for (const plan of fc.sample(plans, { seed: 20191014, numRuns: 40 })) cases.push(await aCase(plan));
});
afterAll(async () => {
  await app.close();
  await t.stop();
});

interface Caller {
  person: number;
  grants: { role: string; place: string | null; unit: number | null }[];
}

const callers: fc.Arbitrary<Caller> = fc.record({
  person: fc.nat(PEOPLE), // the last is somebody who has to do with no case
  grants: fc.array(
    fc.record({
      role: fc.constantFrom(...BOARD_ROLES, ...OTHER_ROLES),
      place: fc.option(fc.constantFrom(...Object.values(PLACES))),
      unit: fc.option(fc.nat(5)),
    }),
    { maxLength: 3 },
  ),
});
const STRANGER = '016dc7fe-0000-7000-8000-0000000000ff';
const personIn = ({ person }: Caller): string => people[person] ?? STRANGER;
const grantsIn = ({ grants }: Caller): Grant[] =>
  grants.map(({ role, place, unit }) => ({ role, place, unit: unit === null ? null : someUnits()[unit]! }));

/** The rule in the plainest words: reporter, assignee, those who joined; staff by place or by unit, of the case or of a task. */
const oracle = {
  concerned: (one: Known, person: string): boolean =>
    one.opener === person || one.assignee === person || one.followers.includes(person),
  staff: (one: Known, grants: readonly Grant[], axes = ['place', 'unit', 'task']): boolean =>
    grants.some(
      ({ role, place, unit }) =>
        BOARD_ROLES.includes(role) &&
        ((axes.includes('place') && place !== null && one.place.startsWith(place)) ||
          (axes.includes('unit') && unit !== null && one.unit === unit) ||
          (axes.includes('task') && unit !== null && one.taskUnits.includes(unit))),
    ),
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the shape it reads
async function get<T>(url: string): Promise<{ status: number; body: T }> {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, body: answer.json<T>() };
}

/** Every case of a list, page by page. */
async function everything(query: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = '';
  do {
    const { body } = await get<{ items: { id: string }[]; next: string | null }>(
      `/api/v1/cases?type=errand&limit=7${query}${cursor}`,
    );
    found.push(...body.items.map(({ id }) => id));
    cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(body.next)}`;
  } while (cursor !== '');
  return found.sort();
}

const idsOf = (wanted: (one: Known) => boolean): string[] =>
  cases
    .filter(wanted)
    .map(({ id }) => id)
    .sort();
const act = (caller: Caller): void => {
  acting = actingAs(grantsIn(caller), personIn(caller));
};

describe('who sees a case', () => {
  test('one case opens for exactly those whom the plain rule names, and is not found for everyone else', async () => {
    await fc.assert(
      fc.asyncProperty(callers, async (caller) => {
        act(caller);
        const seen: string[] = [];
        for (const { id } of cases) if ((await get(`/api/v1/cases/${id}`)).status === 200) seen.push(id);
        expect(seen.sort()).toEqual(
          idsOf((one) => oracle.concerned(one, personIn(caller)) || oracle.staff(one, grantsIn(caller))),
        );
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('board, search and own list show exactly the cases in reach, each once, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(callers, async (caller) => {
        act(caller);
        const inReach = idsOf((one) => oracle.staff(one, grantsIn(caller)));
        expect(await everything('&tab=all')).toEqual(inReach);
        expect(await everything(`&tab=all&text=${encodeURIComponent('灯坏')}`)).toEqual(inReach);
        expect(await everything('&tab=all&mine=true')).toEqual(idsOf((one) => oracle.concerned(one, personIn(caller))));
        const { counts } = (await get<{ counts: Record<string, number> }>('/api/v1/cases/counts?type=errand')).body;
        expect(counts['new']! + counts['open']! + counts['waiting']! + counts['done']!).toBe(inReach.length);
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  test('a filter by place or unit narrows what is in reach and never widens it', async () => {
    await fc.assert(
      fc.asyncProperty(callers, fc.constantFrom(...Object.values(PLACES)), fc.nat(5), async (caller, place, index) => {
        act(caller);
        const unit = someUnits()[index]!;
        const isStaff = (one: Known): boolean => oracle.staff(one, grantsIn(caller));
        expect(await everything(`&tab=all&place=${place}`)).toEqual(
          idsOf((one) => isStaff(one) && one.place.startsWith(place)),
        );
        expect(await everything(`&tab=all&unit=${unit}`)).toEqual(
          idsOf((one) => isStaff(one) && (one.unit === unit || one.taskUnits.includes(unit))),
        );
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test.each(['place', 'unit', 'task'])(
    'the cases tell the axis %s apart: an oracle without it is caught',
    async (axis) => {
      const axes = ['place', 'unit', 'task'].filter((one) => one !== axis);
      const outcome = await fc.check(
        fc.asyncProperty(callers, async (caller) => {
          act(caller);
          expect(await everything('&tab=all')).toEqual(idsOf((one) => oracle.staff(one, grantsIn(caller), axes)));
        }),
        { numRuns: 60, seed: 4, endOnFailure: true },
      );
      expect(outcome.failed).toBe(true);
    },
  );
});
