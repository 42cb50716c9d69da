import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { aRecordWorld, codeOf, idOf, type RecordWorld } from '../test/record-world.ts';
import { getRoll } from './use-cases/activity-use-cases.ts';
import {
  enterRecordUseCase,
  evaluateUseCase,
  getMyRecord,
  getRevisions,
  recordCommendationUseCase,
  recordTrainingUseCase,
} from './use-cases/record-use-cases.ts';
import {
  answerObjectionUseCase,
  confirm,
  correct,
  getMyService,
  objectUseCase,
} from './use-cases/volunteer-use-cases.ts';
import { maySeeProof } from './enter-record.ts';

let world: RecordWorld['world'];
let otherStaff: RecordWorld['otherStaff'];
let administrator: RecordWorld['administrator'];
let mine: RecordWorld['mine'];
let aProof: RecordWorld['aProof'];
let activity: RecordWorld['activity'];
let served: RecordWorld['served'];
let enter: RecordWorld['enter'];
let get: RecordWorld['get'];
let wrongs: RecordWorld['wrongs'];
let stop: RecordWorld['stop'];

beforeAll(async () => {
  ({ world, otherStaff, administrator, mine, aProof, activity, served, enter, get, wrongs, stop } =
    await aRecordWorld());
});
afterAll(() => stop());

describe('R1: a record has five groups', () => {
  test('that the volunteer reads in one answer, page by page', async () => {
    const { id, volunteer } = await served();
    await world.t.platform.run(evaluateUseCase, { id, outcome: 'well', words: '耐心细致' }, { actor: world.leader });
    const training = {
      unit: world.community,
      people: [idOf(volunteer)],
      name: '急救培训',
      content: '心肺复苏和包扎',
      minutes: 90,
      provider: '区红十字会',
      trainedOn: '2026-10-01',
    };
    for (let day = 1; day <= 51; day += 1)
      await world.t.platform.run(
        recordTrainingUseCase,
        {
          ...training,
          name: `急救培训${day}`,
          trainedOn: `2026-0${day < 26 ? 8 : 9}-${String((day % 26) + 1).padStart(2, '0')}`,
        },
        { actor: world.staff },
      );
    await world.t.platform.run(
      recordCommendationUseCase,
      {
        unit: world.community,
        person: idOf(volunteer),
        name: '社区优秀志愿者',
        grantedBy: '翠湖社区居委会',
        grantedOn: '2026-11-01',
        isHigh: false,
      },
      { actor: world.staff },
    );
    const record = await mine(volunteer);
    expect(record.basics).toMatchObject({
      name: expect.stringContaining('志愿者'),
      placeName: '翠湖社区',
      number: expect.stringMatching(/^\d{16}$/u),
    });
    expect(record.service.items).toHaveLength(1);
    expect(record.training.items).toHaveLength(50);
    expect(record.commendation.items).toMatchObject([{ name: '社区优秀志愿者', unitName: '翠湖社区居委会' }]);
    expect(record.evaluation.items).toMatchObject([
      { outcome: 'well', words: '耐心细致', activityName: '翠湖周六清洁' },
    ]);
    const rest = await world.t.platform.run(
      getMyRecord,
      { group: 'training', after: record.training.next! },
      { actor: volunteer },
    );
    expect(rest.training.items).toHaveLength(1);
    expect(rest.service.items).toEqual([]);
    const all = [...record.training.items, ...rest.training.items].map(({ name }) => name);
    expect(new Set(all).size).toBe(51);
    const file = await get('/api/v1/my/record.csv', volunteer);
    const lines = file.body.split('\r\n');
    for (const group of ['基本信息', '服务', '培训', '表彰奖励', '评价'])
      expect(lines.some((line) => line.startsWith(group))).toBe(true);
    expect(lines.filter((line) => line.startsWith('培训,'))).toHaveLength(51);
  });

  test('and that nobody else reads', async () => {
    const { record } = await served();
    const stranger = await world.volunteer();
    expect((await mine(stranger)).service.items).toEqual([]);
    expect(await codeOf(world.t.platform.run(getRevisions, { id: record }, { actor: stranger }))).toBe(
      'record.not-found',
    );
  });
});

describe('R3, R4: service has its seven fields and the time actually given', () => {
  test('all seven, in minutes', async () => {
    const { volunteer } = await served();
    const [item] = (await mine(volunteer)).service.items;
    const { activityName, servedOn, place, content, minutes, unitName, leaderName } = item!;
    for (const field of [activityName, servedOn, place, content, unitName, leaderName]) expect(field).not.toBe('');
    expect(minutes).toBe(120);
  });

  test('whoever forgot to check out is credited nothing until their time is entered with proof; then they wait no more', async () => {
    const made = await activity({ forgot: 1 });
    expect(await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader })).toMatchObject({ pending: 1 });
    const [forgot] = made.people;
    await enter(made, forgot!, { minutes: 100 });
    const { totals, items } = await world.t.platform.run(getMyService, {}, { actor: forgot! });
    expect(totals).toMatchObject({ timedMinutes: 0, enteredMinutes: 100, beans: 0 });
    expect(items).toMatchObject([{ class: 'entered', minutes: 100, stands: 'counts' }]);
    const { counts } = await world.t.platform.run(getRoll, { id: made.id }, { actor: world.leader });
    expect(counts).toMatchObject({ pending: 0, confirmed: 1 });
  });
});

describe('entered time', () => {
  test('is never above the shift: not at once, not in parts, not by correction, not by exception', async () => {
    const made = await activity({ left: 1, forgot: 1 });
    const [measured, forgot] = made.people as [Actor, Actor];
    const tooMuch = { person: idOf(forgot), shift: made.shift, minutes: 121, reason: '看到他到十一点多' };
    expect(
      await codeOf(world.t.platform.run(confirm, { id: made.id, exceptions: [tooMuch] }, { actor: world.leader })),
    ).toBe('record.more-than-shift');
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    expect(await codeOf(enter(made, measured, { minutes: 1 }))).toBe('record.more-than-shift');
    expect(await codeOf(enter(made, forgot, { minutes: 121 }))).toBe('record.more-than-shift');
    const { record } = await enter(made, forgot, { minutes: 80 });
    expect(await codeOf(enter(made, forgot, { minutes: 41 }))).toBe('record.more-than-shift');
    await enter(made, forgot, { minutes: 40 });
    const fix = (minutes: number) =>
      codeOf(world.t.platform.run(correct, { id: record, minutes, reason: '时间记错' }, { actor: world.leader }));
    expect(await fix(81)).toBe('record.more-than-shift');
    expect(await fix(70)).toBe('done');
    expect((await mine(forgot)).totals).toMatchObject({ timedMinutes: 0, enteredMinutes: 110 });
  });

  test('of two recorders at once stays within the shift', async () => {
    const made = await activity({ forgot: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    const tries = await Promise.all([1, 2, 3].map(() => codeOf(enter(made, made.people[0]!, { minutes: 90 }))));
    expect(tries.toSorted()).toEqual(['done', 'record.more-than-shift', 'record.more-than-shift']);
  });

  test('needs proof, a confirmed activity, a volunteer, and someone who records it', async () => {
    const made = await activity({ forgot: 1 });
    const [forgot] = made.people as [Actor];
    expect(await codeOf(enter(made, forgot))).toBe('record.not-over');
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    expect(await codeOf(enter(made, forgot, { proof: [] }))).toBe('input.invalid');
    expect(await codeOf(enter(made, forgot, { actor: forgot }))).toBe('activity.not-found');
    expect(await codeOf(enter(made, forgot, { proof: [await aProof(forgot)] }))).toBe('file.not-yours');
    expect(await codeOf(enter(made, otherStaff))).toBe('record.not-a-volunteer');
    expect((await mine(forgot)).service.items).toEqual([]);
  });

  test('is entered for whoever tells their number, though they had not signed up, and they can object', async () => {
    const made = await activity({ left: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    const walkUp = await world.volunteer();
    const number = (await mine(walkUp)).basics.number!;
    const input = {
      id: made.id,
      shift: made.shift,
      minutes: 30,
      reason: '临时来帮忙',
      proof: [await aProof(world.leader)],
    };
    expect(
      await codeOf(
        world.t.platform.run(enterRecordUseCase, { ...input, volunteer: '5301022600000000' }, { actor: world.leader }),
      ),
    ).toBe('record.not-a-volunteer');
    const { record } = await world.t.platform.run(
      enterRecordUseCase,
      { ...input, volunteer: number },
      { actor: world.leader },
    );
    expect((await mine(walkUp)).service.items).toMatchObject([{ record, minutes: 30, class: 'entered' }]);
    const objection = { activity: made.id, about: 'record', record, words: '我来了两个小时' };
    expect(await codeOf(world.t.platform.run(objectUseCase, objection, { actor: walkUp }))).toBe('done');
    expect(await codeOf(world.t.platform.run(objectUseCase, objection, { actor: walkUp }))).toBe('objection.open');
  });

  test('has its proof seen by the volunteer and by who records it, and by nobody else', async () => {
    const made = await activity({ forgot: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    const [volunteer] = made.people as [Actor];
    const { record } = await enter(made, volunteer);
    const sees = (actor: Actor) =>
      world.t.platform.transact('public', 'read', { actor }, (context) =>
        maySeeProof(context, record, actor.kind === 'person' ? actor.personId : null),
      );
    for (const actor of [volunteer, world.leader, world.staff]) expect(await sees(actor)).toBe(true);
    for (const actor of [await world.volunteer(), otherStaff, administrator, { kind: 'anonymous' } as const])
      expect(await sees(actor)).toBe(false);
    const [revision] = (await world.t.platform.run(getRevisions, { id: record }, { actor: volunteer })).items;
    expect(revision!.proof).toMatchObject([{ name: '签到表.pdf', isPicture: false }]);
  });
});

describe('exceptions at the confirmation', () => {
  test('are for people on the roll: minutes for who checked in, an absence for who held a place', async () => {
    const made = await activity({ left: 1, absent: 1 });
    const [left, absent] = made.people as [Actor, Actor];
    const stranger = await world.volunteer();
    const exception = (person: Actor, rest: { minutes?: number; noShow?: boolean }) =>
      world.t.platform.run(
        confirm,
        { id: made.id, exceptions: [{ person: idOf(person), shift: made.shift, reason: '核对过', ...rest }] },
        { actor: world.leader },
      );
    expect(await codeOf(exception(absent, { minutes: 60 }))).toBe('activity.exception-unknown');
    expect(await codeOf(exception(stranger, { noShow: true }))).toBe('activity.exception-unknown');
    expect(await exception(absent, { noShow: true })).toEqual({ recorded: 1, pending: 0, noShows: 1 });
    expect((await mine(left)).service.items).toHaveLength(1);
    expect((await mine(absent)).noShows).toMatchObject([
      {
        reason: '核对过',
        authorName: '李带队',
        unitName: '翠湖社区居委会',
        lapsesOn: '2027-11-21',
        withdrawnWhy: null,
      },
    ]);
    expect((await mine(absent)).totals).toMatchObject({ records: 0 });
    world.t.setNow('2027-11-22T02:00:00Z');
    expect((await mine(absent)).noShows).toEqual([]);
  });
});

describe('R10: what is not volunteer service', () => {
  test('is annulled with the reason, counts for nothing and stays readable', async () => {
    const { record, volunteer } = await served();
    await world.t.platform.run(
      correct,
      { id: record, annul: true, reason: '不属于志愿服务：当天是值班' },
      { actor: world.leader },
    );
    const after = await mine(volunteer);
    expect(after.totals).toMatchObject({ timedMinutes: 0, records: 0 });
    expect(after.service.items).toMatchObject([{ stands: 'annulled' }]);
    const { items } = await world.t.platform.run(getRevisions, { id: record }, { actor: volunteer });
    expect(items).toMatchObject([
      { revision: 2, stands: 'annulled', reason: '不属于志愿服务：当天是值班', authorUnit: '翠湖社区居委会' },
      { revision: 1, stands: 'counts', minutes: 120 },
    ]);
  });
});

describe('P2, P3: the volunteer sees what is said and answered', () => {
  test('an objection with the day by which it is answered, and the answer; only against one’s own record', async () => {
    const { id, record, volunteer } = await served();
    const other = await served();
    const object = (input: object) =>
      world.t.platform.run(
        objectUseCase,
        { activity: id, about: 'record', words: '少记了半小时', ...input },
        {
          actor: volunteer,
        },
      );
    expect(await codeOf(object({ record: other.record }))).toBe('objection.not-yours');
    expect(await codeOf(object({ activity: other.id, record: other.record }))).toBe('objection.not-yours');
    const made = await object({ record });
    expect((await mine(volunteer)).objections).toMatchObject([{ id: made.id, dueAt: made.dueAt, answeredAt: null }]);
    // Saturday: the fifth working day after it is Friday 27 November.
    expect(made.dueAt.slice(0, 10)).toBe('2026-11-27');
    await world.t.platform.run(
      answerObjectionUseCase,
      { id: made.id, upheld: false, answer: '签退时间就是这个' },
      { actor: world.leader },
    );
    const page = await world.t.platform.run(getRevisions, { id: record }, { actor: volunteer });
    expect(page.objections).toMatchObject([{ upheld: false, answer: '签退时间就是这个' }]);
    expect((await mine(other.volunteer)).objections).toEqual([]);
  });

  test('what they took part in and what was not recorded is named, so that they can say so', async () => {
    const made = await activity({ left: 1, forgot: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    expect((await mine(made.people[0]!)).unrecorded).toEqual([]);
    expect((await mine(made.people[1]!)).unrecorded).toMatchObject([{ activity: made.id, servedOn: '2026-11-21' }]);
  });
});

test('after all this every invariant holds', async () => {
  expect(await wrongs()).toEqual([]);
});
