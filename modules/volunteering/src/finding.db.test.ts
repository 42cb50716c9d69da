import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { indexWords } from '@zhongzhi/contract-kit';
import { anonymous, type Actor } from '@zhongzhi/kernel';
import { createPerson, importRegions } from '@zhongzhi/directory';
import { actingAs } from '@zhongzhi/kernel/testing';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { at, aWorld, CUIHU, PLACE, STREET, type World } from '../test/world.ts';
import { discoverActivities } from './use-cases/activity-use-cases.ts';
import { listForMe, mapActivities } from './use-cases/finding-use-cases.ts';
import { cancel } from './use-cases/plan-use-cases.ts';
import { signUpUseCase } from './use-cases/volunteer-use-cases.ts';

const NEXT_DOOR = '530102001002';
const OTHER_STREET = '530102002001';
let world: World;
const find = (filter: object) =>
  world.t.platform
    .run(discoverActivities, filter, { actor: anonymous })
    .then(({ items }) => items.map(({ title }) => title));
const forMe = (actor: Actor, position = {}) => world.t.platform.run(listForMe, position, { actor });
const day = (date: string, time = '09:00') => ({
  shifts: [
    {
      name: '上午',
      startsAt: at(time, date),
      endsAt: new Date(at(time, date).getTime() + 7_200_000),
      posts: [{ name: '帮手', capacity: 10 }],
    },
  ],
});

beforeAll(async () => {
  world = await aWorld();
  await world.t.platform.asSystem('test world', (context) =>
    importRegions(
      context,
      'code,name,level,parent\n530102001002,洪化桥社区,community,530102001\n530102002001,南屏街社区,community,530102002\n',
    ),
  );
});
afterAll(() => world.t.stop());
beforeEach(async () => {
  await world.t.platform.asSystem('test world', (context) =>
    sql`update volunteering.activity set status = 'cancelled' where district = ${context.district}`.execute(context.tx),
  );
});

describe('words', () => {
  test('the index has the same words in the database as the search has', async () => {
    for (const text of [
      '翠湖周六清洁：捡拾垃圾，带 2 副手套（GB/T 40143）',
      'English corner 英语角 in 3号楼',
      '㐀𠀀々〇，',
      "it's a \\ test' &|!()",
      '',
    ]) {
      const { rows } = await world.t.platform.asSystem('test', (context) =>
        sql<{ words: string[] }>`select tsvector_to_array(volunteering.index_words(${text})) as words`.execute(
          context.tx,
        ),
      );
      expect(rows[0]!.words.toSorted()).toEqual(indexWords(text).toSorted());
    }
  });

  test('two characters find an activity by title, content or address; all words must be there', async () => {
    await world.activity({ title: '独居老人理发', content: '上门为老人剪头发', address: '文林街一号院' });
    await world.activity({ title: '湖边清洁', content: '捡拾垃圾', address: '南门' });
    expect(await find({ text: '理发' })).toEqual(['独居老人理发']);
    expect(await find({ text: '头发' })).toEqual(['独居老人理发']);
    expect(await find({ text: '文林' })).toEqual(['独居老人理发']);
    expect(await find({ text: '湖' })).toEqual(['湖边清洁']);
    expect(await find({ text: '老人 文林街' })).toEqual(['独居老人理发']);
    expect(await find({ text: '老人 垃圾' })).toEqual([]);
    expect(await find({ text: '发理' })).toEqual([]);
    expect(await find({ text: '？！' })).toEqual([]);
    expect(await find({ text: "'\\ & | !" })).toEqual([]);
  });

  test('what is over, cancelled or a draft is not found; a new title is', async () => {
    const { id } = await world.activity({ title: '义务植树', content: '在湖边植树' });
    expect(await find({ text: '植树' })).toEqual(['义务植树']);
    await world.t.platform.asSystem('test', (context) =>
      sql`update volunteering.activity set title = '春季种花', content = '种花' where district = ${context.district} and id = ${id}`.execute(
        context.tx,
      ),
    );
    expect(await find({ text: '植树' })).toEqual([]);
    expect(await find({ text: '种花' })).toEqual(['春季种花']);
    await world.t.platform.run(cancel, { id, reason: '下雨' }, { actor: world.leader });
    expect(await find({ text: '种花' })).toEqual([]);
  });

  test('pages follow each other without gap or repeat, with words as without', async () => {
    for (let index = 0; index < 35; index += 1)
      await world.activity({
        title: `巡河${index}`,
        content: '巡河护水',
        ...day('2026-11-25', index < 20 ? '09:00' : '10:00'),
      });
    for (const filter of [{ text: '巡河' }, {}]) {
      const first = await world.t.platform.run(discoverActivities, filter, { actor: anonymous });
      const second = await world.t.platform.run(
        discoverActivities,
        { ...filter, after: first.next! },
        { actor: anonymous },
      );
      const seen = [...first.items, ...second.items];
      expect([first.items.length, second.items.length, second.next]).toEqual([30, 5, null]);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(35);
      expect(seen.map(({ startsAt }) => startsAt)).toEqual(seen.map(({ startsAt }) => startsAt).toSorted());
    }
  });
});

describe('place, kind and day', () => {
  test('a community, its street, another street; kind; the day in Shanghai; together with words', async () => {
    await world.activity({ title: '翠湖', ...day('2026-11-21') });
    await world.activity({ title: '洪化桥', place: NEXT_DOOR, ...day('2026-11-21', '23:30') });
    await world.activity({ title: '南屏街', place: OTHER_STREET, ...day('2026-11-22', '00:00') });
    expect(await find({ place: CUIHU })).toEqual(['翠湖']);
    expect(await find({ place: STREET })).toEqual(['翠湖', '洪化桥']);
    expect(await find({ place: '530102' })).toEqual(['翠湖', '洪化桥', '南屏街']);
    expect(await find({ place: '530103' })).toEqual([]);
    expect(await find({ day: '2026-11-21' })).toEqual(['翠湖', '洪化桥']);
    expect(await find({ day: '2026-11-22' })).toEqual(['南屏街']);
    expect(await find({ kind: 'environment', place: NEXT_DOOR })).toEqual(['洪化桥']);
    expect(await find({ kind: 'law' })).toEqual([]);
    expect(await find({ text: '垃圾', place: STREET, day: '2026-11-21', kind: 'environment' })).toEqual([
      '翠湖',
      '洪化桥',
    ]);
    expect(await find({ text: '垃圾', place: OTHER_STREET })).toEqual(['南屏街']);
    expect(await find({ text: '垃圾', kind: 'law' })).toEqual([]);
  });

  test('the map has what has a point, of the next thirty days', async () => {
    await world.activity({ title: '有点', ...day('2026-11-21') });
    await world.activity({ title: '无点', longitude: null, latitude: null, ...day('2026-11-21') });
    await world.activity({ title: '太远的日子', ...day('2026-12-25') });
    const map = (filter: object) =>
      world.t.platform
        .run(mapActivities, filter, { actor: anonymous })
        .then(({ items }) => items.map(({ title }) => title));
    expect(await map({})).toEqual(['有点']);
    expect(await map({ place: STREET, kind: 'environment', day: '2026-11-21' })).toEqual(['有点']);
    expect(await map({ place: OTHER_STREET })).toEqual([]);
    expect(await map({ day: '2026-12-25' })).toEqual(['太远的日子']);
  });
});

describe('for me', () => {
  const seeker = (stated: object = {}, place: string | null = CUIHU) =>
    world.t.platform.asSystem('test world', async (context) => {
      const person = await createPerson(context, { name: '志愿者', place });
      await registerVolunteer(context, { person, ...stated });
      return actingAs([], person);
    });

  test('shows what suits best first, with its reasons', async () => {
    await world.activity({ title: '远处', place: OTHER_STREET, ...day('2026-11-21') });
    await world.activity({ title: '隔壁', place: NEXT_DOOR, ...day('2026-11-23') });
    await world.activity({ title: '家门口', ...day('2026-11-24') });
    await world.activity({ title: '家门口理发', ...day('2026-11-28') });
    const { items, isRegistered } = await forMe(await seeker({ skills: ['理发'], freeTimes: ['周末'] }));
    expect(isRegistered).toBe(true);
    expect(items.map(({ title, reasons }) => [title, reasons.map(({ code }) => code)])).toEqual([
      ['家门口理发', ['near', 'skill', 'free']],
      ['家门口', ['near']],
      ['隔壁', ['not-far']],
      ['远处', ['free']],
    ]);
  });

  test('a position sent along counts instead of the home, and is kept nowhere', async () => {
    await world.activity({ title: '近', ...day('2026-11-24') });
    await world.activity({ title: '远', longitude: 102.9, latitude: 25.3, ...day('2026-11-21') });
    const person = await seeker({}, OTHER_STREET);
    expect((await forMe(person)).items.map(({ title }) => title)).toEqual(['远', '近']);
    expect((await forMe(person, PLACE)).items.map(({ title }) => title)).toEqual(['近', '远']);
  });

  test('leaves out what one could not take: full, over the window, other areas, too young, unqualified, held already', async () => {
    const person = await seeker();
    const child = await world.t.platform.asSystem('test world', async (context) =>
      actingAs([], await createPerson(context, { name: '小明', place: CUIHU, birthYear: 2012 })),
    );
    await world.t.platform.asSystem('test world', (context) =>
      sql`insert into volunteers.volunteer (district, person, number, status, guardian_agreed_at, joined_at) values (${context.district}, ${(child as { personId: string }).personId}, '9', 'active', ${context.now}, ${context.now})`.execute(
        context.tx,
      ),
    );
    const full = await world.activity({ title: '已满', capacity: 1, ...day('2026-11-21') });
    await world.t.platform.asSystem('test', (context) =>
      sql`update volunteering.post set taken = capacity where district = ${context.district} and id = ${full.post}`.execute(
        context.tx,
      ),
    );
    await world.activity({ title: '截止', signUpUntil: new Date('2026-11-19T00:00:00Z'), ...day('2026-11-21') });
    await world.activity({ title: '只要别处的人', onlyPlace: OTHER_STREET, ...day('2026-11-21') });
    await world.activity({ title: '要满16', minAge: 16, ...day('2026-11-21') });
    await world.activity({ title: '太远', ...day('2026-12-25') });
    const held = await world.activity({ title: '已报', ...day('2026-11-21') });
    await world.t.platform.run(signUpUseCase, { posts: [held.post] }, { actor: person });
    const nurse = day('2026-11-22');
    await world.activity({
      title: '要护士',
      shifts: [{ ...nurse.shifts[0]!, posts: [{ name: '护士', capacity: 1, qualification: 'nurse' }] }],
    });
    expect((await forMe(person)).items.map(({ title }) => title)).toEqual(['要满16']);
    expect((await forMe(child)).items.map(({ title }) => title)).toEqual(['已报']);
  });

  test('is empty for who is not registered or has left', async () => {
    await world.activity(day('2026-11-24'));
    const stranger = await world.t.platform.asSystem('test world', async (context) =>
      actingAs([], await createPerson(context, { name: '路人', place: CUIHU })),
    );
    expect(await forMe(stranger)).toEqual({ isRegistered: false, items: [] });
  });
});
