import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { openBudget } from '@zhongzhi/beans';
import { beans } from '@zhongzhi/beans/module';
import { aNonce, at, aWorld, PLACE, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import { getRoll, getScreenCode } from './use-cases/activity-use-cases.ts';
import { checkByScreenUseCase, uploadScansUseCase } from './use-cases/check-use-cases.ts';
import { getRevisions } from './use-cases/record-use-cases.ts';
import {
  answerOfferUseCase,
  confirm,
  correct,
  getMyService,
  listMyShifts,
  signUpUseCase,
  withdrawUseCase,
} from './use-cases/volunteer-use-cases.ts';

let world: World;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const signUp = (actor: Actor, ...posts: string[]) =>
  world.t.platform.run(signUpUseCase, { posts }, { actor }).then(({ results }) => results);
const scan = async (actor: Actor, activity: string, step: 'in' | 'out', position = { ...PLACE, accuracy: 15 }) => {
  const { text } = await world.t.platform.run(getScreenCode, { id: activity, step }, { actor: world.leader });
  return world.t.platform.run(checkByScreenUseCase, { nonce: aNonce(), code: text, position }, { actor });
};
const mine = (actor: Actor) => world.t.platform.run(getMyService, {}, { actor });
const wrongs = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const check of [...checks, ...(beans.checks ?? [])]) {
    const { ok, detail } = await world.t.platform.asSystem('test', (context) => check.run(context));
    if (!ok) found.push(`${check.name} ${detail}`);
  }
  return found;
};

beforeAll(async () => {
  world = await aWorld();
  await world.t.platform.asSystem('test', (context) =>
    openBudget(context, { name: '2026年', amount: 1_000, source: '区财政' }),
  );
});
afterAll(() => world.t.stop());

describe('from sign-up to record', () => {
  test('the last place, the line, an offer, the screen’s code, the record, hours and beans', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity({ capacity: 1, waitlist: 1 });
    const [anna, ben, carl] = [
      await world.volunteer('安娜'),
      await world.volunteer('小本'),
      await world.volunteer('老卡'),
    ];
    expect((await signUp(anna, activity.post))[0]).toMatchObject({ state: 'held', number: 1 });
    expect((await signUp(ben, activity.post))[0]).toMatchObject({ state: 'waiting', number: 2 });
    expect((await signUp(carl, activity.post))[0]).toMatchObject({
      state: 'refused',
      words: [{ code: 'sign-up.full' }],
    });
    const held = (await signUp(anna, activity.post))[0]!;
    expect(held).toMatchObject({ state: 'held', number: 1 });

    await world.t.platform.run(withdrawUseCase, { id: held.signUp!, reason: '家里有事' }, { actor: anna });
    const offer = (await world.t.platform.run(listMyShifts, {}, { actor: ben })).items[0]!;
    expect(offer.state).toBe('offered');
    await world.t.platform.run(answerOfferUseCase, { id: offer.signUp, takes: true }, { actor: ben });
    expect(await wrongs()).toEqual([]);

    world.t.setNow(at('08:50'));
    expect(await scan(anna, activity.id, 'in')).toMatchObject({ outcome: 'not-signed-up' });
    expect(await scan(ben, activity.id, 'in')).toMatchObject({ outcome: 'came' });
    expect(await scan(ben, activity.id, 'in')).toMatchObject({ outcome: 'repeat' });
    world.t.setNow(at('11:05'));
    expect(await scan(ben, activity.id, 'out')).toMatchObject({ outcome: 'left' });

    expect(await world.t.platform.run(confirm, { id: activity.id }, { actor: world.leader })).toEqual({
      recorded: 1,
      pending: 0,
      noShows: 0,
    });
    await expect(world.t.platform.run(confirm, { id: activity.id }, { actor: world.leader })).rejects.toMatchObject({
      code: 'activity.settled',
    });
    const service = await mine(ben);
    expect(service.totals).toEqual({ timedMinutes: 120, enteredMinutes: 0, records: 1, stars: 0, beans: 2 });
    expect(service.items[0]).toMatchObject({
      activityName: '翠湖周六清洁',
      servedOn: '2026-11-21',
      place: '五华区 华山街道 翠湖社区 翠湖公园南门',
      content: '清扫步道、捡拾垃圾',
      minutes: 120,
      class: 'timed',
      stands: 'counts',
      unitName: '翠湖社区居委会',
      leaderName: '李带队',
    });
    expect(await wrongs()).toEqual([]);
  });

  test('a correction is a new revision; totals and beans follow, the old value stays readable', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity();
    const dora = await world.volunteer('多拉');
    await signUp(dora, activity.post);
    world.t.setNow(at('08:50'));
    await scan(dora, activity.id, 'in');
    world.t.setNow(at('11:05'));
    await scan(dora, activity.id, 'out');
    await world.t.platform.run(confirm, { id: activity.id }, { actor: world.leader });
    const { record } = (await mine(dora)).items[0]!;
    await expect(
      world.t.platform.run(correct, { id: record, minutes: 150, reason: '记少了' }, { actor: world.leader }),
    ).rejects.toMatchObject({ code: 'record.more-than-timed' });
    await world.t.platform.run(correct, { id: record, minutes: 60, reason: '中途离开一小时' }, { actor: world.leader });
    expect((await mine(dora)).totals).toMatchObject({ timedMinutes: 60, records: 1, beans: 1 });
    await world.t.platform.run(correct, { id: record, annul: true, reason: '不是志愿服务' }, { actor: world.leader });
    expect((await mine(dora)).totals).toMatchObject({ timedMinutes: 0, records: 0, beans: 0 });
    const { items } = await world.t.platform.run(getRevisions, { id: record }, { actor: dora });
    expect(items.map(({ revision, minutes, stands }) => [revision, minutes, stands])).toEqual([
      [3, 60, 'annulled'],
      [2, 60, 'counts'],
      [1, 120, 'counts'],
    ]);
    await expect(
      world.t.platform.run(getRevisions, { id: record }, { actor: await world.volunteer() }),
    ).rejects.toMatchObject({
      code: 'record.not-found',
    });
    expect(await wrongs()).toEqual([]);
  });

  test('whoever did not check out stays pending and is credited nothing until the recorder decides; that never earns beans', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity();
    const [forgot, noted, absent] = [await world.volunteer(), await world.volunteer(), await world.volunteer()];
    for (const one of [forgot, noted, absent]) await signUp(one, activity.post);
    world.t.setNow(at('08:50'));
    await scan(forgot, activity.id, 'in');
    await scan(noted, activity.id, 'in');
    world.t.setNow(at('12:00'));
    const result = await world.t.platform.run(
      confirm,
      {
        id: activity.id,
        exceptions: [
          { person: idOf(noted), shift: activity.shift, minutes: 90, reason: '忘记签退，带队人看到十点半离开' },
          { person: idOf(absent), shift: activity.shift, noShow: true, reason: '没有到场，电话未接' },
        ],
      },
      { actor: world.leader },
    );
    expect(result).toEqual({ recorded: 1, pending: 1, noShows: 1 });
    expect((await mine(forgot)).totals).toMatchObject({ timedMinutes: 0, enteredMinutes: 0, records: 0, beans: 0 });
    expect((await mine(noted)).totals).toMatchObject({ timedMinutes: 0, enteredMinutes: 90, records: 1, beans: 0 });
    expect((await mine(absent)).totals).toMatchObject({ records: 0, beans: 0 });
    const { counts } = await world.t.platform.run(getRoll, { id: activity.id }, { actor: world.leader });
    expect(counts).toMatchObject({ pending: 1, confirmed: 1 });
    expect(await wrongs()).toEqual([]);
  });
});

describe('checks that are refused are refused and kept', () => {
  test('an old code, a forged one, one of another activity, a place elsewhere', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity();
    const other = await world.activity({ title: '另一处' });
    const person = await world.volunteer();
    await signUp(person, activity.post);
    world.t.setNow(at('08:50'));
    const { text } = await world.t.platform.run(
      getScreenCode,
      { id: activity.id, step: 'in' },
      { actor: world.leader },
    );
    const check = (code: string, position: { longitude: number; latitude: number; accuracy: number } | null = null) =>
      world.t.platform.run(checkByScreenUseCase, { nonce: aNonce(), code, position }, { actor: person });
    expect(await scan(person, other.id, 'in')).toMatchObject({ outcome: 'not-signed-up' });
    expect(await check(text, { longitude: 102.8, latitude: 25.05, accuracy: 20 })).toMatchObject({ outcome: 'away' });
    expect(await check(text.replace(/.$/u, (last) => (last === '0' ? '1' : '0')))).toMatchObject({
      outcome: 'code-forged',
    });
    world.t.setNow(new Date(at('08:50').getTime() + 31_000));
    expect(await check(text)).toMatchObject({ outcome: 'code-old' });
    await expect(check('https://example.com')).rejects.toMatchObject({ code: 'check.not-a-code' });
    const kept = await world.t.platform.asSystem('test', ({ tx, district }) =>
      tx
        .selectFrom('volunteering.scan')
        .select('outcome')
        .where('district', '=', district)
        .where('person', '=', idOf(person))
        .orderBy('at')
        .orderBy('nonce')
        .execute(),
    );
    expect(kept.map(({ outcome }) => outcome).sort()).toEqual(['away', 'code-forged', 'code-old', 'not-signed-up']);
  });

  test('only those who check may show the code or see the roll', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity();
    const somebody = await world.volunteer();
    await expect(
      world.t.platform.run(getScreenCode, { id: activity.id, step: 'in' }, { actor: somebody }),
    ).rejects.toMatchObject({ code: 'activity.not-found' });
    await expect(world.t.platform.run(getRoll, { id: activity.id }, { actor: somebody })).rejects.toMatchObject({
      code: 'activity.not-found',
    });
    await expect(world.t.platform.run(confirm, { id: activity.id }, { actor: somebody })).rejects.toMatchObject({
      code: 'activity.not-found',
    });
  });

  test('two phones that scanned the same person without network yield one attendance and one repeat; an upload again changes nothing', async () => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const activity = await world.activity();
    const person = await world.volunteer();
    await signUp(person, activity.post);
    world.t.setNow(at('12:30'));
    const upload = (device: string, nonce: string, time: string) =>
      world.t.platform.run(
        uploadScansUseCase,
        {
          id: activity.id,
          device,
          scans: [{ nonce, person: idOf(person), step: 'in', reason: '没带手机', at: at(time).toISOString() }],
        },
        { actor: world.leader },
      );
    const [first, second] = [aNonce(), aNonce()];
    expect((await upload('甲', first, '08:51')).results[0]).toMatchObject({ outcome: 'came' });
    expect((await upload('乙', second, '08:52')).results[0]).toMatchObject({ outcome: 'repeat' });
    expect((await upload('甲', first, '08:51')).results[0]).toMatchObject({ outcome: 'came' });
    expect((await upload('乙', second, '08:52')).results[0]).toMatchObject({ outcome: 'repeat' });
    const { people } = await world.t.platform.run(getRoll, { id: activity.id }, { actor: world.leader });
    expect(people).toMatchObject([{ cameAt: at('08:51').toISOString(), state: 'present' }]);
  });
});
