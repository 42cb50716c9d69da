import Fastify from 'fastify';
import { createPerson } from '@zhongzhi/directory';
import { keepUpload } from '@zhongzhi/files';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { checks } from '../src/checks.ts';
import { addRecordFiles } from '../src/record-files.ts';
import { getScreenCode } from '../src/use-cases/activity-use-cases.ts';
import { checkByScreenUseCase } from '../src/use-cases/check-use-cases.ts';
import { enterRecordUseCase, getMyRecord } from '../src/use-cases/record-use-cases.ts';
import { confirm, signUpUseCase } from '../src/use-cases/volunteer-use-cases.ts';
import { aNonce, at, aWorld, PLACE } from './world.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');

export const idOf = (actor: Actor): string => (actor as { personId: string }).personId;

/** What a call was refused with, or `done`. */
export const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  );

interface Entering {
  readonly minutes?: number;
  readonly actor?: Actor;
  readonly proof?: string[];
}

/** A world in which people serve: activities that are over, records, staff elsewhere, files as they are downloaded. */
export async function aRecordWorld() {
  const world = await aWorld();
  const staff = (role: string, place: string) =>
    world.t.platform.asSystem('test', async (context) =>
      actingAs([{ role, place, unit: null }], await createPerson(context, { name: role }), role),
    );
  let caller: Actor = { kind: 'anonymous' };
  const app = Fastify();
  addRecordFiles(app, world.t.platform, async () => ({ actor: caller, language: 'zh' }) as never);
  app.setErrorHandler((error, _request, reply) =>
    reply.code((error as { kind?: string }).kind === 'not-found' ? 404 : 403).send({}),
  );

  const mine = (actor: Actor) => world.t.platform.run(getMyRecord, {}, { actor });
  const aProof = async (actor: Actor): Promise<string> =>
    (await keepUpload(world.t.platform, { actor }, '签到表.pdf', PDF)).id;

  /** An activity of two hours: some checked in and out, some in only, some held a place and did not come. */
  const activity = async ({
    left = 0,
    forgot = 0,
    absent = 0,
  }: {
    left?: number;
    forgot?: number;
    absent?: number;
  }) => {
    world.t.setNow('2026-11-20T02:00:00Z');
    const made = await world.activity();
    const people: Actor[] = [];
    for (let index = 0; index < left + forgot + absent; index += 1) people.push(await world.volunteer());
    for (const person of people) await world.t.platform.run(signUpUseCase, { posts: [made.post] }, { actor: person });
    const scan = async (person: Actor, step: 'in' | 'out', time: string) => {
      world.t.setNow(at(time));
      const { text } = await world.t.platform.run(getScreenCode, { id: made.id, step }, { actor: world.leader });
      await world.t.platform.run(
        checkByScreenUseCase,
        { nonce: aNonce(), code: text, position: { ...PLACE, accuracy: 10 } },
        { actor: person },
      );
    };
    for (const person of people.slice(0, left + forgot)) await scan(person, 'in', '08:55');
    for (const person of people.slice(0, left)) await scan(person, 'out', '11:05');
    world.t.setNow(at('12:00'));
    return { ...made, people };
  };

  /** One who served and whose record is confirmed. */
  const served = async () => {
    const made = await activity({ left: 1 });
    await world.t.platform.run(confirm, { id: made.id }, { actor: world.leader });
    const volunteer = made.people[0]!;
    const { record } = (await mine(volunteer)).service.items[0]!;
    return { ...made, volunteer, record };
  };

  const enter = async (
    { id, shift }: { id: string; shift: string },
    person: Actor,
    { minutes = 60, actor = world.leader, proof }: Entering = {},
  ) =>
    world.t.platform.run(
      enterRecordUseCase,
      { id, person: idOf(person), shift, minutes, reason: '手机没电，没签上', proof: proof ?? [await aProof(actor)] },
      { actor },
    );

  return {
    world,
    otherStaff: await staff('community-staff', '530102002'),
    district: await staff('district-administrator', '530102'),
    administrator: await staff('system-administrator', '530102'),
    mine,
    aProof,
    activity,
    served,
    enter,
    get: (url: string, actor: Actor) => {
      caller = actor;
      return app.inject({ method: 'GET', url });
    },
    wrongs: async () => {
      const found: string[] = [];
      for (const check of checks) {
        const { ok, detail } = await world.t.platform.asSystem('test', (context) => check.run(context));
        if (!ok) found.push(`${check.name} ${detail}`);
      }
      return found;
    },
    stop: async () => {
      await app.close();
      await world.t.stop();
    },
  };
}
export type RecordWorld = Awaited<ReturnType<typeof aRecordWorld>>;
