import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBudget } from '@zhongzhi/beans';
import { createOrganisation, createPerson } from '@zhongzhi/directory';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { registerVolunteer } from '@zhongzhi/volunteers';
import { aNonce, at, aWorld, CUIHU, NOW, STREET, type World } from '../test/world.ts';
import { asText, keyPairOf, personalCode } from './domain/personal-code.ts';
import { grantStars } from './stars.ts';
import { uploadScansUseCase, vouchForPhone } from './use-cases/check-use-cases.ts';
import { agreeLongDayUseCase, confirm, correct, getMyService, signUpUseCase } from './use-cases/volunteer-use-cases.ts';
import { enterRecordUseCase } from './use-cases/record-use-cases.ts';

let world: World;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;
const come = (time: string): void => world.t.setNow(at(time));

beforeAll(async () => {
  world = await aWorld();
  await world.t.platform.asSystem('test', (context) =>
    openBudget(context, { name: '今年', amount: 10_000, source: '区财政' }),
  );
});
beforeEach(() => world.t.setNow(new Date(NOW)));
afterAll(async () => {
  world.t.setNow(at('23:50'));
  await world.t.stop();
});

interface Scan {
  person?: Actor;
  code?: string;
  step: 'in' | 'out';
  time: string;
}
const bring = async (id: string, scans: readonly Scan[], actor = world.leader) =>
  (
    (await world.t.platform.run(
      uploadScansUseCase,
      {
        id,
        scans: scans.map(({ person, code, step, time }) => ({
          nonce: aNonce(),
          step,
          at: at(time).toISOString(),
          ...(code === undefined ? { person: idOf(person!), reason: '没带手机' } : { code }),
        })),
      },
      { actor },
    )) as { results: { outcome: string }[] }
  ).results.map(({ outcome }) => outcome);
const take = (actor: Actor, post: string) => world.t.platform.run(signUpUseCase, { posts: [post] }, { actor });
const confirmIt = (id: string) => world.t.platform.run(confirm, { id }, { actor: world.leader });
const serviceOf = (actor: Actor) => world.t.platform.run(getMyService, {}, { actor });

/** An activity of the day from one hour to another. */
const ofHours = (from: string, to: string) =>
  world.activity({
    shifts: [{ name: '班', startsAt: at(from), endsAt: at(to), posts: [{ name: '保洁', capacity: 20 }] }],
  });

/** Serves from one hour to another of the day, and is confirmed after it. */
async function serve(actor: Actor, from: string, to: string): Promise<string> {
  world.t.setNow(new Date(NOW));
  const { id, post } = await ofHours(from, to);
  await take(actor, post);
  come('23:00');
  await bring(id, [
    { person: actor, step: 'in', time: from },
    { person: actor, step: 'out', time: to },
  ]);
  await confirmIt(id);
  const { items } = await serviceOf(actor);
  return items.find(({ activity }) => activity === id)!.record;
}
const correctTo = (record: string, change: object) =>
  world.t.platform.run(correct, { id: record, reason: '核对后更正', ...change }, { actor: world.leader });

describe('a day of several services', () => {
  test('is judged anew when one of them is annulled: what waited counts now', async () => {
    const actor = await world.volunteer();
    const first = await serve(actor, '06:00', '12:00');
    await serve(actor, '12:00', '18:00');
    expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 360 });
    await correctTo(first, { annul: true });
    expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 360, records: 1, beans: 6 });
  });

  test('gives the beans that the day’s cap kept back, once', async () => {
    const actor = await world.volunteer();
    const first = await serve(actor, '06:00', '10:00');
    await serve(actor, '10:00', '14:00');
    const cap = 8;
    expect((await serviceOf(actor)).totals.beans).toBe(cap);
    await correctTo(first, { minutes: 120 });
    expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 360, beans: 6 });
    await correctTo(first, { minutes: 60 });
    expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 300, beans: 5 });
  });

  test('an agreed long day that is made a little shorter stays agreed', async () => {
    const actor = await world.volunteer();
    const record = await serve(actor, '06:00', '16:00');
    expect((await serviceOf(actor)).totals.timedMinutes).toBe(0);
    const superior = await world.t.platform.asSystem('test', async (context) => {
      const unit = await createOrganisation(context, { kind: 'street-office', name: '街道', place: STREET });
      return actingAs(
        [{ role: 'street-staff', place: STREET, unit }],
        await createPerson(context, { name: '街道', place: CUIHU }),
      );
    });
    // The unit that organised is not its own superior.
    await expect(
      world.t.platform.run(agreeLongDayUseCase, { id: record }, { actor: world.staff }),
    ).rejects.toMatchObject({
      code: 'record.superior-agrees',
    });
    await world.t.platform.run(agreeLongDayUseCase, { id: record }, { actor: superior });
    expect((await serviceOf(actor)).totals.timedMinutes).toBe(600);
    await correctTo(record, { minutes: 590 });
    expect((await serviceOf(actor)).totals.timedMinutes).toBe(590);
  });

  test('what was measured can be put back after a slip, and never goes above it', async () => {
    const actor = await world.volunteer();
    const record = await serve(actor, '09:00', '11:00');
    await correctTo(record, { minutes: 12 });
    await correctTo(record, { minutes: 120 });
    expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 120, beans: 2 });
    await expect(correctTo(record, { minutes: 121 })).rejects.toMatchObject({ code: 'record.more-than-timed' });
  });
});

describe('what comes after the confirmation', () => {
  test('from a phone that had no network is taken if it happened before, and confirmed in a second act', async () => {
    const { id, post } = await world.activity();
    const [early, late] = [await world.volunteer(), await world.volunteer()];
    for (const actor of [early, late]) await take(actor, post);
    const { publicKey, secretKey } = keyPairOf(new Uint8Array(32).fill(77));
    const voucher = await world.t.platform.run(
      vouchForPhone,
      { activity: id, key: asText(publicKey) },
      { actor: late },
    );
    const code = (time: string) => personalCode(secretKey, voucher, at(time));
    come('11:30');
    await bring(id, [
      { person: early, step: 'in', time: '09:00' },
      { person: early, step: 'out', time: '11:00' },
    ]);
    expect(await confirmIt(id)).toMatchObject({ recorded: 1 });
    await expect(confirmIt(id)).rejects.toMatchObject({ code: 'activity.settled' });
    come('14:00');
    expect(await bring(id, [{ person: late, step: 'in', time: '12:00' }])).toEqual(['not-open']);
    expect(
      await bring(id, [
        { code: code('08:55'), step: 'in', time: '08:55' },
        { code: code('11:02'), step: 'out', time: '11:02' },
      ]),
    ).toEqual(['came', 'left']);
    expect(await confirmIt(id)).toMatchObject({ recorded: 1 });
    expect((await serviceOf(late)).totals).toMatchObject({ timedMinutes: 120, beans: 2 });
    expect((await serviceOf(early)).totals).toMatchObject({ timedMinutes: 120, records: 1 });
  });

  test('a check-out and the confirmation at once: it is in the record, or the volunteer is told that it came too late', async () => {
    for (let round = 0; round < 8; round += 1) {
      world.t.setNow(new Date(NOW));
      const { id, post } = await world.activity();
      const actor = await world.volunteer();
      await take(actor, post);
      come('11:01');
      await bring(id, [{ person: actor, step: 'in', time: '09:00' }]);
      const [outcomes] = await Promise.all([bring(id, [{ person: actor, step: 'out', time: '11:00' }]), confirmIt(id)]);
      const { rows } = await world.t.platform.asSystem('test', ({ tx, district }) =>
        sql<{
          state: string;
        }>`select state from volunteering.attendance where district = ${district} and activity = ${id}`.execute(tx),
      );
      expect(outcomes).toEqual(['left']);
      if (rows[0]!.state === 'left') await confirmIt(id);
      expect((await serviceOf(actor)).totals).toMatchObject({ timedMinutes: 120 });
    }
  });
});

describe('one’s own service', () => {
  test('is not called from the roll, entered or corrected upwards by oneself', async () => {
    const { id, post, shift } = await world.activity();
    await world.t.platform.asSystem('test', async (context) => {
      await registerVolunteer(context, { person: idOf(world.leader) });
    });
    await take(world.leader, post);
    const other = await world.volunteer();
    await take(other, post);
    come('11:30');
    expect(await bring(id, [{ person: world.leader, step: 'in', time: '09:00' }])).toEqual(['own']);
    await bring(id, [
      { person: other, step: 'in', time: '09:00' },
      { person: other, step: 'out', time: '11:00' },
    ]);
    await confirmIt(id);
    await expect(
      world.t.platform.run(
        enterRecordUseCase,
        {
          id,
          person: idOf(world.leader),
          shift,
          minutes: 60,
          reason: '忘了签到',
          proof: ['016dc7fe-0000-7000-8000-0000000000aa'],
        },
        { actor: world.leader },
      ),
    ).rejects.toMatchObject({ code: 'record.own' });
  });
});

test('a star that has run out is granted anew while the hours still hold', async () => {
  const actor = await world.volunteer();
  const person = idOf(actor);
  const act = <T>(work: Parameters<typeof world.t.platform.asSystem<T>>[1]) => world.t.platform.asSystem('test', work);
  await act(({ tx, district }) =>
    sql`insert into volunteering.total (district, person, timed_minutes, entered_minutes, records) values (${district}, ${person}, 6600, 0, 1)`.execute(
      tx,
    ),
  );
  await act(({ tx, district }) =>
    sql`insert into volunteering.star (district, person, level, granted_on, valid_until, granting_body, at)
      values (${district}, ${person}, 1, '2023-11-01', '2026-11-01', '区里', now())`.execute(tx),
  );
  expect(await act((context) => grantStars(context, person))).toEqual([1]);
  expect(await act((context) => grantStars(context, person))).toEqual([]);
});
