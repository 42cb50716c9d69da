import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildShell } from '@zhongzhi/kernel/http';
import { anonymous, type Actor } from '@zhongzhi/kernel';
import type { FastifyInstance } from 'fastify';
import { at, aWorld, NOW, type World } from '../test/world.ts';
import { cancelActivity, changeTimes } from './change.ts';
import { remind } from './reminders.ts';
import { personalRecords } from './personal-records.ts';
import { endFeedUseCase, makeFeedUseCase } from './use-cases/calendar-use-cases.ts';
import { signUpUseCase, withdrawUseCase } from './use-cases/volunteer-use-cases.ts';

const TITLE = '翠湖“红嘴鸥”护鸟；清洁，劝导🐦——把垃圾带走，把笑容留下，把这个长长的标题放进日历里也不能断成乱码';
let world: World;
let app: FastifyInstance;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;

beforeAll(async () => {
  world = await aWorld();
  app = await buildShell(world.t.platform, {
    findActor: () => Promise.resolve(anonymous),
    isReady: () => true,
    version: 'test',
  });
  await app.ready();
});
beforeEach(() => world.t.setNow(new Date(NOW)));
afterAll(async () => {
  await app.close();
  await world.t.stop();
});

const signUp = async (actor: Actor, post: string): Promise<string> =>
  (await world.t.platform.run(signUpUseCase, { posts: [post] }, { actor })).results[0]!.signUp!;
const feed = async (actor: Actor): Promise<string> => (await world.t.platform.run(makeFeedUseCase, {}, { actor })).path;
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

interface Parsed {
  summary: string;
  uid: string;
  start: string;
  end: string;
  location: string;
  description: string;
  sequence: number;
  status: string;
  alarms: string[];
}

/** What a calendar program reads: the library of another project. */
function parse(text: string): Parsed[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    return {
      summary: event.summary,
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      location: event.location,
      description: event.description,
      sequence: event.sequence,
      status: String(one.getFirstPropertyValue('status')),
      alarms: one.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    };
  });
}

describe('my shifts in a calendar program', () => {
  test('are read by a third-party parser: long titles, signs that mean something, the times, where to meet, two alarms', async () => {
    const activity = await world.activity({
      title: TITLE,
      address: '翠湖公园, 南门; 碑亭旁',
      content: '第一行\n第二行，带逗号,分号;反斜杠\\',
    });
    const person = await world.volunteer();
    await signUp(person, activity.post);
    const answer = await get(await feed(person));
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(parse(answer.body)).toMatchObject([
      {
        summary: TITLE,
        start: at('09:00').toISOString(),
        end: at('11:00').toISOString(),
        location: '翠湖公园, 南门; 碑亭旁',
        description: expect.stringContaining('第二行，带逗号,分号;反斜杠\\') as string,
        status: 'CONFIRMED',
        alarms: ['-P1D', '-PT1H'],
      },
    ]);
  });

  test('keep their key when they move and say so; cancelled ones are struck out, those withdrawn from are gone', async () => {
    const [moved, cancelled, left] = [
      await world.activity(),
      await world.activity({ title: '取消的' }),
      await world.activity({ title: '退出的' }),
    ];
    const person = await world.volunteer();
    await signUp(person, moved.post);
    const address = await feed(person);
    const before = parse((await get(address)).body)[0]!;
    await world.t.platform.asSystem('test', (context) =>
      changeTimes(context, {
        activity: moved.id,
        shift: moved.shift,
        meetsAt: at('13:40'),
        startsAt: at('14:00'),
        endsAt: at('16:00'),
      }),
    );
    const after = parse((await get(address)).body)[0]!;
    expect(after.uid).toBe(before.uid);
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(after.start).toBe(at('14:00').toISOString());
    await signUp(person, cancelled.post);
    await world.t.platform.asSystem('test', (context) => cancelActivity(context, cancelled.id, '下雨'));
    const gone = await signUp(person, left.post);
    await world.t.platform.run(withdrawUseCase, { id: gone, reason: '有事' }, { actor: person });
    expect(parse((await get(address)).body).map(({ summary, status }) => [summary, status])).toEqual(
      expect.arrayContaining([['取消的', 'CANCELLED']]),
    );
    expect((await get(address)).body).not.toContain('退出的');
  });

  test('are not sent again unchanged; a new address ends the old one, and so do its owner and their erasure', async () => {
    const activity = await world.activity();
    const person = await world.volunteer();
    await signUp(person, activity.post);
    const old = await feed(person);
    const tag = String((await get(old)).headers['etag']);
    world.t.setNow(new Date(Date.parse(NOW) + 60_000));
    expect((await get(old, { 'if-none-match': tag })).statusCode).toBe(304);
    const next = await feed(person);
    expect([(await get(old)).statusCode, (await get(next)).statusCode]).toEqual([404, 200]);
    await world.t.platform.run(endFeedUseCase, {}, { actor: person });
    expect((await get(next)).statusCode).toBe(404);
    const last = await feed(person);
    await world.t.platform.asSystem('test', (context) => personalRecords.erase(context, idOf(person)));
    expect((await get(last)).statusCode).toBe(404);
    expect((await get(`/api/v1/calendar-feeds/${'A'.repeat(32)}.ics`)).statusCode).toBe(404);
  });

  test('any public activity has a calendar file, a draft has none', async () => {
    const { id } = await world.activity({ title: '公开的活动' });
    expect(parse((await get(`/api/v1/activities/${id}/calendar.ics`)).body)).toMatchObject([{ summary: '公开的活动' }]);
    expect((await get('/api/v1/activities/01a1f6ae-9900-7623-9a00-0123456789ab/calendar.ics')).statusCode).toBe(404);
  });
});

describe('reminders', () => {
  const told = (actor: Actor) =>
    world.t.platform.asSystem(
      'test',
      async ({ tx, district }) =>
        (
          await tx
            .selectFrom('notices.notice')
            .select('id')
            .where('district', '=', district)
            .where('person', '=', idOf(actor))
            .where('kind', '=', 'volunteering.reminder')
            .execute()
        ).length,
    );
  const run = () => world.t.platform.asSystem('test', remind);

  test('go out the day and the hour before, once each even by two workers, and anew when the shift moves', async () => {
    const activity = await world.activity();
    const person = await world.volunteer();
    await signUp(person, activity.post);
    world.t.setNow(at('08:00', '2026-11-20'));
    await run();
    expect(await told(person)).toBe(0);
    world.t.setNow(at('10:00', '2026-11-20'));
    await Promise.all([run(), run()]);
    expect(await told(person)).toBe(1);
    world.t.setNow(at('08:05'));
    await Promise.all([run(), run()]);
    await run();
    expect(await told(person)).toBe(2);
    await world.t.platform.asSystem('test', (context) =>
      changeTimes(context, {
        activity: activity.id,
        shift: activity.shift,
        meetsAt: at('14:40'),
        startsAt: at('15:00'),
        endsAt: at('17:00'),
      }),
    );
    await run();
    expect(await told(person)).toBe(3);
  });

  test('nobody is reminded of what they left', async () => {
    const activity = await world.activity();
    const person = await world.volunteer();
    const id = await signUp(person, activity.post);
    await world.t.platform.run(withdrawUseCase, { id, reason: '有事' }, { actor: person });
    world.t.setNow(at('10:00', '2026-11-20'));
    await run();
    expect(await told(person)).toBe(0);
  });
});
