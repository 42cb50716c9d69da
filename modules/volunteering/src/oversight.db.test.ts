import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson } from '@zhongzhi/directory';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { aNonce, aWorld, CUIHU, PLACE, STREET, type World } from '../test/world.ts';
import { getScreenCode } from './use-cases/activity-use-cases.ts';
import { checkByScreenUseCase } from './use-cases/check-use-cases.ts';
import { getFigures } from './use-cases/figure-use-cases.ts';
import { listLongDays, listObjections, listUnsettled } from './use-cases/oversight-use-cases.ts';
import { evaluateUseCase } from './use-cases/record-use-cases.ts';
import { listOwnProjects, listProjectsToReview, propose } from './use-cases/plan-use-cases.ts';
import {
  agreeLongDayUseCase,
  answerObjectionUseCase,
  confirm,
  objectUseCase,
  signUpUseCase,
} from './use-cases/volunteer-use-cases.ts';

let world: World;
let street: Actor;
let elsewhere: Actor;
let district: Actor;

beforeAll(async () => {
  world = await aWorld();
  const staff = (role: string, place: string) =>
    world.t.platform.asSystem('test', async (context) =>
      actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role),
    );
  street = await staff('street-staff', STREET);
  elsewhere = await staff('street-staff', '530102002');
  district = await staff('district-administrator', '530102');
});
afterAll(() => world.t.stop());

/** Someone serves at an activity of so many hours that starts at nine; it is confirmed, or left. */
async function serve({ confirmed, hours = 2 }: { confirmed: boolean; hours?: number }) {
  world.t.setNow('2026-11-20T02:00:00Z');
  const begin = Date.parse('2026-11-21T01:00:00Z');
  const { id, post } = await world.activity({
    shifts: [
      {
        name: '全天',
        startsAt: new Date(begin),
        endsAt: new Date(begin + hours * 3_600_000),
        posts: [{ name: '保洁', capacity: 5 }],
      },
    ],
  });
  const volunteer = await world.volunteer('小志');
  await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor: volunteer });
  for (const [step, at] of [
    ['in', begin],
    ['out', begin + hours * 3_600_000],
  ] as const) {
    world.t.setNow(new Date(at).toISOString());
    const { text } = await world.t.platform.run(getScreenCode, { id, step }, { actor: world.leader });
    await world.t.platform.run(
      checkByScreenUseCase,
      { nonce: aNonce(), code: text, position: { ...PLACE, accuracy: 10 } },
      { actor: volunteer },
    );
  }
  world.t.setNow(new Date(begin + (hours + 1) * 3_600_000).toISOString());
  if (confirmed) await world.t.platform.run(confirm, { id }, { actor: world.leader });
  return { id, volunteer };
}

describe('R6: service is confirmed within ten working days', () => {
  test('what is not confirmed stands in the queue of its places with the day, and is overdue after ten working days', async () => {
    const { id } = await serve({ confirmed: false });
    const queue = async (actor: Actor) => (await world.t.platform.run(listUnsettled, {}, { actor })).items;
    // Saturday 21 November: the tenth working day after it is Friday 4 December.
    expect((await queue(street)).find((item) => item.id === id)).toMatchObject({
      isOverdue: false,
      waitsFor: 'confirmation',
      attended: 1,
      leaderName: '李带队',
      placeName: '翠湖社区',
    });
    expect((await queue(elsewhere)).map((item) => item.id)).not.toContain(id);
    const { dueAt } = (await queue(world.staff)).find((item) => item.id === id)!;
    expect(dueAt.slice(0, 10)).toBe('2026-12-04');
    world.t.setNow('2026-12-05T02:00:00Z');
    expect((await queue(street)).find((item) => item.id === id)).toMatchObject({ isOverdue: true });
    await world.t.platform.run(confirm, { id }, { actor: world.leader });
    expect((await queue(street)).filter((item) => item.id === id)).toMatchObject([
      { waitsFor: 'evaluation', isOverdue: true },
    ]);
    await world.t.platform.run(evaluateUseCase, { id, outcome: 'done' }, { actor: world.leader });
    expect((await queue(street)).map((item) => item.id)).not.toContain(id);
  });
});

describe('objections', () => {
  test('wait with whoever answers them, and with nobody else', async () => {
    const { id, volunteer } = await serve({ confirmed: true });
    await world.t.platform.run(
      objectUseCase,
      { activity: id, about: 'record', words: '少记了半小时' },
      { actor: volunteer },
    );
    const queue = async (actor: Actor) =>
      (await world.t.platform.run(listObjections, {}, { actor })).items.filter(({ activity }) => activity === id);
    expect(await queue(volunteer)).toEqual([]);
    expect(await queue(elsewhere)).toEqual([]);
    for (const actor of [world.leader, world.staff])
      expect(await queue(actor)).toMatchObject([{ words: '少记了半小时', personName: '小志', mayAnswer: true }]);
    expect(await queue(street)).toMatchObject([{ personName: '小*', isOverdue: false, mayAnswer: false }]);
    const [open] = await queue(world.leader);
    await world.t.platform.run(
      answerObjectionUseCase,
      { id: open!.id, upheld: false, answer: '签退时间就是这个' },
      { actor: world.leader },
    );
    expect(await queue(street)).toEqual([]);
  });
});

describe('long days', () => {
  test.each([
    [9, 'needs-superior'],
    [13, 'needs-district'],
  ] as const)('%i hours wait for agreement as %s, and count once agreed', async (hours, stands) => {
    await serve({ confirmed: true, hours });
    const queue = async (actor: Actor) =>
      (await world.t.platform.run(listLongDays, {}, { actor })).items.filter(({ minutes }) => minutes === hours * 60);
    const [waiting] = await queue(street);
    expect(waiting).toMatchObject({ stands, minutesOfDay: hours * 60, personName: '小志' });
    expect(await queue(elsewhere)).toEqual([]);
    const agree = (actor: Actor) =>
      world.t.platform.run(agreeLongDayUseCase, { id: waiting!.record }, { actor }).then(
        () => 'agreed',
        ({ code }: { code: string }) => code,
      );
    if (stands === 'needs-district') expect(await agree(street)).toBe('record.district-agrees');
    expect(await agree(stands === 'needs-district' ? district : street)).toBe('agreed');
    expect(await queue(district)).toEqual([]);
  });
});

describe('figures', () => {
  const ask = (actor: Actor, dimension: 'region' | 'circle' | 'kind' | 'unit', from = '2026-11', to = '2026-11') =>
    world.t.platform.run(getFigures, { dimension, from, to }, { actor });

  test('add up to the same by every dimension and month, whoever counts', async () => {
    await serve({ confirmed: true });
    const [byRegion, byKind, byUnit] = [
      await ask(district, 'region'),
      await ask(district, 'kind'),
      await ask(district, 'unit'),
    ];
    const sum = ({ items }: typeof byRegion) => items.reduce((total, { minutes }) => total + minutes, 0);
    expect(sum(byRegion)).toBeGreaterThan(0);
    expect([sum(byKind), sum(byUnit), byRegion.months[0]!.minutes]).toEqual(Array(3).fill(sum(byRegion)));
    expect(byRegion.items[0]).toMatchObject({ key: CUIHU, name: '翠湖社区' });
    expect(byUnit.items[0]).toMatchObject({ key: world.community, name: '翠湖社区居委会' });
    expect((await ask(street, 'region')).months).toEqual(byRegion.months);
    expect(await ask(elsewhere, 'region')).toEqual({ items: [], months: [] });
    expect(await ask(district, 'region', '2026-09', '2026-10')).toEqual({ items: [], months: [] });
  });

  test('streets see regions only, and months have an order', async () => {
    await expect(ask(street, 'circle')).rejects.toMatchObject({ code: 'service.region-only' });
    await expect(ask(district, 'region', '2026-12', '2026-11')).rejects.toMatchObject({ code: 'service.months' });
  });
});

describe('projects', () => {
  test('are seen by who proposed them and by who decides on them', async () => {
    const resident = await world.volunteer('提议的人');
    const { id } = await world.t.platform.run(
      propose,
      { place: CUIHU, kind: 'elder-care', title: '陪老人散步', content: '周末陪社区老人散步', risks: '注意老人脚下' },
      { actor: resident },
    );
    const own = async (actor: Actor) =>
      (await world.t.platform.run(listOwnProjects, {}, { actor })).items.filter((item) => item.id === id);
    const queue = async (actor: Actor) =>
      (await world.t.platform.run(listProjectsToReview, {}, { actor })).items.filter((item) => item.id === id);
    expect(await own(resident)).toMatchObject([
      { status: 'review', placeName: '翠湖社区', unitName: '翠湖社区居委会', circleName: null },
    ]);
    expect(await own(world.staff)).toHaveLength(1);
    expect(await own(await world.volunteer('别人'))).toEqual([]);
    expect(await queue(street)).toHaveLength(1);
    expect(await queue(elsewhere)).toEqual([]);
  });
});
