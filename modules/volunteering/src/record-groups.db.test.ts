import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Context } from '@zhongzhi/kernel';
import { aRecordWorld, codeOf, idOf, type RecordWorld } from '../test/record-world.ts';
import {
  evaluateUseCase,
  findUnitVolunteers,
  listActivityRecords,
  recordCommendationUseCase,
  recordTrainingUseCase,
  withdrawTraining,
} from './use-cases/record-use-cases.ts';
import { confirm } from './use-cases/volunteer-use-cases.ts';
import { maySeePaper } from './groups.ts';
import { personalRecords } from './personal-records.ts';
import { askForExportUseCase } from './record-files.ts';
import { idNumberCheck } from '@zhongzhi/contract-kit';
import { createPerson, erasePerson } from '@zhongzhi/directory';
import { actingAs } from '@zhongzhi/kernel/testing';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { aNonce, CUIHU } from '../test/world.ts';

let world: RecordWorld['world'];
let otherStaff: RecordWorld['otherStaff'];
let district: RecordWorld['district'];
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
  ({ world, otherStaff, district, administrator, mine, aProof, activity, served, enter, get, wrongs, stop } =
    await aRecordWorld());
});
afterAll(() => stop());

const idNumber = (first: string): string => first + idNumberCheck(first);
const ID_NUMBER = idNumber('53010219900307123');

describe('R7, R8: training and commendation', () => {
  const training = (unit: string, person: Actor) => ({
    unit,
    people: [idOf(person)],
    name: '垃圾分类培训',
    content: '分类标准和引导用语',
    minutes: 60,
    provider: '区城管局',
    trainedOn: '2026-11-10',
  });

  test('training is recorded whole, by the unit itself, not of the future, and can be withdrawn with a reason', async () => {
    const { volunteer } = await served();
    const record = (input: object, actor = world.staff) =>
      world.t.platform.run(
        recordTrainingUseCase,
        { ...training(world.community, volunteer), ...input },
        {
          actor,
        },
      );
    expect(await codeOf(record({}, otherStaff))).toBe('record.not-your-unit');
    expect(await codeOf(record({}, volunteer))).toBe('not-permitted');
    expect(await codeOf(record({ trainedOn: '2027-01-01' }))).toBe('record.in-the-future');
    expect(await codeOf(record({ people: [idOf(otherStaff)] }))).toBe('record.not-a-volunteer');
    for (const field of ['name', 'content', 'provider'])
      expect(await codeOf(record({ [field]: '' }))).toBe('input.invalid');
    const { ids } = await record({});
    expect((await mine(volunteer)).training.items).toMatchObject([
      {
        name: '垃圾分类培训',
        content: '分类标准和引导用语',
        minutes: 60,
        provider: '区城管局',
        trainedOn: '2026-11-10',
        unitName: '翠湖社区居委会',
      },
    ]);
    const withdraw = (actor: Actor) =>
      codeOf(world.t.platform.run(withdrawTraining, { id: ids[0]!, reason: '不是这个人' }, { actor }));
    expect(await withdraw(otherStaff)).toBe('record.not-found');
    expect(await withdraw(world.staff)).toBe('done');
    expect(await withdraw(world.staff)).toBe('record.withdrawn');
    expect((await mine(volunteer)).training.items).toMatchObject([{ withdrawnWhy: '不是这个人' }]);
  });

  test('a commendation of county level or higher is recorded on its paper, which only the volunteer and the unit see', async () => {
    const { volunteer } = await served();
    const commendation = {
      unit: world.community,
      person: idOf(volunteer),
      name: '五华区优秀志愿者',
      grantedBy: '五华区文明办',
      grantedOn: '2026-03-05',
      isHigh: true,
    };
    const record = (input: object, actor = world.staff) =>
      world.t.platform.run(recordCommendationUseCase, { ...commendation, ...input }, { actor });
    expect(await codeOf(record({}))).toBe('record.paper-needed');
    expect(await codeOf(record({ isHigh: false }, otherStaff))).toBe('record.not-your-unit');
    const { id } = await record({ paper: await aProof(world.staff) });
    expect((await mine(volunteer)).commendation.items).toMatchObject([{ grantedBy: '五华区文明办', isHigh: true }]);
    const sees = (actor: Actor) =>
      world.t.platform.transact('public', 'read', { actor }, (context: Context) => maySeePaper(context, id));
    expect([await sees(volunteer), await sees(world.staff)]).toEqual([true, true]);
    expect([await sees(otherStaff), await sees(await world.volunteer()), await sees(administrator)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('a unit finds who has served with it by name, others by their number alone', async () => {
    const { volunteer } = await served();
    const elsewhere = await world.volunteer('远方的人');
    const number = (await mine(elsewhere)).basics.number!;
    const find = async (words: string, actor = world.staff) =>
      (await world.t.platform.run(findUnitVolunteers, { unit: world.community, words }, { actor })).items.map(
        ({ person }) => person,
      );
    expect(await find((await mine(volunteer)).basics.name)).toContain(idOf(volunteer));
    expect(await find('远方')).toEqual([]);
    expect(await find(number)).toEqual([idOf(elsewhere)]);
    expect(await codeOf(find(number, otherStaff))).toBe('record.not-your-unit');
  });
});

describe('R11: records go out for the national system', () => {
  const asked = { from: '2026-01-01', to: '2026-12-31', reason: '录入全国志愿服务信息系统' };
  const ask = (input: object, actor: Actor) =>
    world.t.platform.run(askForExportUseCase, { ...asked, ...input }, { actor });
  const sheet = async (id: string, group: string, actor: Actor) => {
    const answer = await get(`/api/v1/service-exports/${id}/${group}.csv`, actor);
    return { status: answer.statusCode, lines: answer.body.replace('\uFEFF', '').trim().split('\r\n') };
  };

  /** Someone with an ID number who served with the community. */
  beforeAll(async () => {
    const made = await activity({ left: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    const person = await world.t.platform.asSystem('test', async (context) => {
      const id = await createPerson(context, { name: '有证的人', place: CUIHU, idNumber: ID_NUMBER });
      await registerVolunteer(context, { person: id });
      return id;
    });
    await enter(made, actingAs([], person));
  });

  test('in scope only, by who may, with a reason on record, for an hour, by who asked', async () => {
    expect(await codeOf(ask({ unit: world.community }, otherStaff))).toBe('record.export-not-yours');
    expect(await codeOf(ask({}, world.staff))).toBe('record.export-not-yours');
    expect(await codeOf(ask({ unit: world.community }, administrator))).toBe('not-permitted');
    expect(await codeOf(ask({ unit: world.community, reason: '用' }, world.staff))).toBe('input.invalid');
    expect(await codeOf(ask({ unit: world.community, to: '2025-01-01' }, world.staff))).toBe('record.export-days');
    const { id } = await ask({ unit: world.community }, world.staff);
    const audit = await world.t.platform.asSystem('test', ({ tx, district: code }) =>
      tx
        .selectFrom('kernel.audit')
        .select(['actor_id', 'detail'])
        .where('district', '=', code)
        .where('action', '=', 'volunteering.records-exported')
        .where('subject', '=', id)
        .execute(),
    );
    expect(audit).toMatchObject([
      { actor_id: idOf(world.staff), detail: { reason: asked.reason, wholeNumbers: false } },
    ]);
    for (const group of ['basics', 'service', 'training', 'commendation', 'evaluation'])
      expect((await sheet(id, group, world.staff)).status).toBe(200);
    expect((await sheet(id, 'service', world.staff)).lines.length).toBeGreaterThan(1);
    for (const actor of [district, otherStaff]) expect((await sheet(id, 'service', actor)).status).toBe(404);
    world.t.setNow(new Date(world.t.now().getTime() + 3_600_001));
    expect((await sheet(id, 'service', world.staff)).status).toBe(404);
  });

  test('a unit’s sheets hold its own records; the district’s hold every unit’s', async () => {
    const own = await ask({ unit: world.community }, world.staff);
    const none = await ask({ unit: aNonce() }, district);
    const all = await ask({}, district);
    const service = await sheet(own.id, 'service', world.staff);
    expect(service.lines.slice(1).every((line) => line.includes('翠湖社区居委会'))).toBe(true);
    expect((await sheet(none.id, 'service', district)).lines).toHaveLength(1);
    expect((await sheet(all.id, 'service', district)).lines).toHaveLength(service.lines.length);
    const early = await ask({ unit: world.community, to: '2026-06-30' }, world.staff);
    expect((await sheet(early.id, 'service', world.staff)).lines).toHaveLength(1);
  });

  test('ID numbers are masked, and whole only where asked for and where the caller may open them', async () => {
    const masked = await ask({ unit: world.community }, world.staff);
    const whole = await ask({ unit: world.community, wholeNumbers: true }, world.staff);
    const lineOf = async (id: string, actor: Actor) =>
      (await sheet(id, 'basics', actor)).lines.find((line) => line.includes('有证的人'))!;
    expect(await lineOf(masked.id, world.staff)).not.toContain(ID_NUMBER);
    expect(await lineOf(masked.id, world.staff)).toContain('530102********');
    expect(await lineOf(masked.id, world.staff)).not.toContain('1990-03-07');
    expect(await lineOf(whole.id, world.staff)).toContain(ID_NUMBER);
    expect(await lineOf(whole.id, world.staff)).toContain('1990-03-07');
    // Of the unit, and so may export; may open nobody's number.
    const unitOnly = actingAs(
      [{ role: 'social-organisation-staff', place: null, unit: world.community }],
      idOf(world.staff),
    );
    const theirs = await ask({ unit: world.community, wholeNumbers: true }, unitOnly);
    expect(await lineOf(theirs.id, unitOnly)).not.toContain(ID_NUMBER);
  });
});

describe('erasure', () => {
  test('takes the person out and keeps all groups of the record', async () => {
    const { id, volunteer } = await served();
    await world.t.platform.run(evaluateUseCase, { id, outcome: 'done' }, { actor: world.leader });
    const { name } = (await mine(volunteer)).basics;
    await world.t.platform.run(
      recordTrainingUseCase,
      {
        unit: world.community,
        people: [idOf(volunteer)],
        name: '岗前培训',
        content: '流程',
        minutes: 30,
        provider: '居委会',
        trainedOn: '2026-11-01',
      },
      { actor: world.staff },
    );
    const taken = await world.t.platform.asSystem('test', (context) =>
      personalRecords.export(context, idOf(volunteer)),
    );
    expect(taken).toMatchObject({
      records: [{}],
      trainings: [{ name: '岗前培训' }],
      evaluations: [{ outcome: 'done' }],
    });
    const { kept } = await world.t.platform.asSystem('test', async (context) => {
      const result = await personalRecords.erase(context, idOf(volunteer));
      await erasePerson(context, idOf(volunteer));
      return result;
    });
    expect(kept).toHaveLength(1);
    const { id: exported } = await world.t.platform.run(
      askForExportUseCase,
      { unit: world.community, from: '2026-01-01', to: '2026-12-31', reason: '年度检查' },
      { actor: world.staff },
    );
    const [basics, service, training] = await Promise.all(
      ['basics', 'service', 'training'].map(
        async (group) => (await get(`/api/v1/service-exports/${exported}/${group}`, world.staff)).body,
      ),
    );
    for (const body of [basics, service, training]) expect(body!.split(/[\r\n,]/u)).not.toContain(name);
    expect(training).toContain('岗前培训');
    const { records } = await world.t.platform.run(listActivityRecords, { id }, { actor: world.leader });
    expect(records).toHaveLength(1);
    expect(records[0]!.name).not.toBe(name);
  });
});

test('after all this every invariant holds', async () => {
  expect(await wrongs()).toEqual([]);
});
