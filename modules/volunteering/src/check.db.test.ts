import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { aNonce, at, aWorld, NOW, PLACE, type World } from '../test/world.ts';
import { asText, keyPairOf, personalCode, type SignedVoucher } from './domain/personal-code.ts';
import {
  checkByScreenUseCase,
  getRollPack,
  uploadScansUseCase,
  vouchForPhone,
  walkUpUseCase,
} from './use-cases/check-use-cases.ts';
import { getScreenCode } from './use-cases/activity-use-cases.ts';
import { signUpUseCase, withdrawUseCase } from './use-cases/volunteer-use-cases.ts';

let world: World;
let serial = 10;
const idOf = (actor: Actor): string => (actor as { personId: string }).personId;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.t.stop());

/** A volunteer's phone: its key, and what the platform vouches for. */
interface Phone {
  readonly secretKey: Uint8Array;
  readonly voucher: SignedVoucher;
}

async function aPhone(actor: Actor, activity: string): Promise<Phone> {
  serial += 1;
  const { publicKey, secretKey } = keyPairOf(new Uint8Array(32).fill(serial));
  const voucher = await world.t.platform.run(vouchForPhone, { activity, key: asText(publicKey) }, { actor });
  return { secretKey, voucher };
}
const shows = ({ secretKey, voucher }: Phone, time: Date): string => personalCode(secretKey, voucher, time);

async function joined(activity: { post: string }): Promise<Actor> {
  const actor = await world.volunteer();
  await world.t.platform.run(signUpUseCase, { posts: [activity.post] }, { actor });
  return actor;
}

interface Scan {
  nonce?: string;
  code?: string;
  person?: string;
  reason?: string;
  step?: 'in' | 'out';
  time: Date;
}
const upload = async (id: string, scans: readonly Scan[], device = '甲机') =>
  (
    (await world.t.platform.run(
      uploadScansUseCase,
      {
        id,
        device,
        scans: scans.map(({ nonce = aNonce(), step = 'in', time, ...scan }) => ({
          nonce,
          step,
          at: time.toISOString(),
          ...scan,
        })),
      },
      { actor: world.leader },
    )) as { results: { outcome: string; person: string | null }[] }
  ).results;
const outcomes = async (id: string, scans: readonly Scan[]) => (await upload(id, scans)).map(({ outcome }) => outcome);
const come = (time: string): void => world.t.setNow(at(time));

describe('codes that a checker’s phone gathered without a network', () => {
  test('let people in and out, say whose they are, and change nothing when they are uploaded again', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const person = await joined(activity);
    const phone = await aPhone(person, activity.id);
    come('11:30');
    const scan = { nonce: aNonce(), code: shows(phone, at('08:50')), time: at('08:50') };
    expect(await upload(activity.id, [scan])).toMatchObject([{ outcome: 'came', person: idOf(person) }]);
    expect(await upload(activity.id, [scan])).toMatchObject([{ outcome: 'came' }]);
    const out = { code: shows(phone, at('11:01')), step: 'out' as const, time: at('11:01') };
    expect(await outcomes(activity.id, [out])).toEqual(['left']);
    const { people } = await world.t.platform.run(getRollPack, { id: activity.id }, { actor: world.leader });
    expect(people).toMatchObject([{ cameAt: at('08:50').toISOString(), leftAt: at('11:01').toISOString() }]);
  });

  test('two phones that scanned the same person yield one attendance and one repeat', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const phone = await aPhone(await joined(activity), activity.id);
    come('09:10');
    const [one, other] = await Promise.all([
      upload(activity.id, [{ code: shows(phone, at('08:50')), time: at('08:50') }], '甲机'),
      upload(activity.id, [{ code: shows(phone, at('08:51')), time: at('08:51') }], '乙机'),
    ]);
    expect([one[0]!.outcome, other[0]!.outcome].sort()).toEqual(['came', 'repeat']);
  });

  test('are refused and kept when they are photographed, forged, of another activity, of an exchanged phone, or of someone who withdrew', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const elsewhere = await world.activity({ title: '另一项' });
    const person = await joined(activity);
    const old = await aPhone(person, activity.id);
    const phone = await aPhone(person, activity.id);
    const stranger = await aPhone(await joined(elsewhere), elsewhere.id);
    const gone = await joined(activity);
    const left = await aPhone(gone, activity.id);
    const signUp = (await world.t.platform.run(signUpUseCase, { posts: [activity.post] }, { actor: gone })).results[0]!;
    await world.t.platform.run(withdrawUseCase, { id: signUp.signUp!, reason: '有事' }, { actor: gone });
    come('09:10');
    const time = at('08:50');
    const good = shows(phone, time);
    expect(
      await outcomes(activity.id, [
        { code: good, time: at('08:55') },
        { code: good.replace(/.$/u, (sign) => (sign === 'A' ? 'Q' : 'A')), time },
        { code: '不是签到码', time },
        { code: shows(stranger, time), time },
        { code: shows(old, time), time },
        { code: shows(left, time), time },
        { code: good, time },
      ]),
    ).toEqual(['code-old', 'code-forged', 'code-forged', 'other-activity', 'code-old', 'not-signed-up', 'came']);
    const kept = await world.t.platform.asSystem('test', ({ tx, district }) =>
      tx
        .selectFrom('volunteering.scan')
        .select('outcome')
        .where('district', '=', district)
        .where('activity', '=', activity.id)
        .execute(),
    );
    expect(kept).toHaveLength(7);
  });

  test('what was scanned before the phone was exchanged stays good; what its owner shows on it afterwards is not', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const person = await joined(activity);
    const old = await aPhone(person, activity.id);
    come('09:30');
    await aPhone(person, activity.id);
    come('10:00');
    expect(await outcomes(activity.id, [{ code: shows(old, at('09:31')), time: at('09:31') }])).toEqual(['code-old']);
    expect(await outcomes(activity.id, [{ code: shows(old, at('09:00')), time: at('09:00') }])).toEqual(['came']);
  });

  test('nobody makes the list of exchanged phones long', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const person = await joined(activity);
    for (let count = 0; count < 10; count += 1) await aPhone(person, activity.id);
    await expect(aPhone(person, activity.id)).rejects.toMatchObject({ code: 'check.too-many-phones' });
  });

  test('nobody is called from the roll for a time before they had a place', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    come('10:00');
    const actor = await world.volunteer();
    const { text: code } = await world.t.platform.run(
      getScreenCode,
      { id: activity.id, step: 'in' },
      { actor: world.leader },
    );
    await world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code }, { actor });
    const call = { person: idOf(actor), reason: '没带手机', time: at('09:00') };
    expect(await outcomes(activity.id, [call])).toEqual(['not-signed-up']);
  });

  test('a phone whose clock is hours wrong cannot put anyone in the future or the far past', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const person = await joined(activity);
    come('09:10');
    const [found] = await upload(activity.id, [{ person: idOf(person), reason: '没带手机', time: at('15:00') }]);
    expect(found).toMatchObject({ outcome: 'came', at: at('09:10').toISOString() });
  });

  test('nobody else gets the roll, and nobody without a place a code', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const stranger = await world.volunteer();
    await expect(world.t.platform.run(getRollPack, { id: activity.id }, { actor: stranger })).rejects.toMatchObject({
      code: 'activity.not-found',
    });
    await expect(aPhone(stranger, activity.id)).rejects.toMatchObject({ code: 'check.no-place' });
  });
});

describe('who comes without having signed up', () => {
  const screen = async (id: string) =>
    (await world.t.platform.run(getScreenCode, { id, step: 'in' }, { actor: world.leader })).text;

  test('signs up and in with one scan, also after sign-ups have closed', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity({ capacity: 1 });
    const [first, second] = [await world.volunteer(), await world.volunteer()];
    come('09:20');
    const code = await screen(activity.id);
    const walk = (actor: Actor) => world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code }, { actor });
    expect(await walk(first)).toMatchObject({ checked: { outcome: 'came' }, signUp: { state: 'held' } });
    expect(await walk(first)).toMatchObject({ checked: { outcome: 'repeat' }, signUp: null });
    await expect(walk(second)).rejects.toMatchObject({ code: 'check.no-room' });
  });

  test('is refused by the same rules as everyone, and by an old code', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity({ onlyPlace: '530102002' });
    come('09:20');
    const code = await screen(activity.id);
    const actor = await world.volunteer();
    expect(await world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code }, { actor })).toMatchObject({
      checked: null,
      signUp: { state: 'refused', words: [{ code: 'sign-up.region' }] },
    });
    come('09:25');
    expect(await world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code }, { actor })).toMatchObject({
      checked: { outcome: 'code-old' },
      signUp: null,
    });
  });
});

describe('six digits', () => {
  test('cannot be tried out: after five wrong ones not even right ones are taken for ten minutes', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity();
    const [actor, other] = [await joined(activity), await joined(activity)];
    come('08:50');
    const screen = () => world.t.platform.run(getScreenCode, { id: activity.id, step: 'in' }, { actor: world.leader });
    const type = async (who: Actor, short: string) =>
      (
        (await world.t.platform.run(
          checkByScreenUseCase,
          { nonce: aNonce(), activity: activity.id, step: 'in', short },
          { actor: who },
        )) as { outcome: string }
      ).outcome;
    const right = (await screen()).short;
    const wrong = right === '000000' ? '000001' : '000000';
    const tries = await Promise.all(Array.from({ length: 12 }, () => type(actor, wrong)));
    expect(tries.filter((one) => one === 'code-old')).toHaveLength(5);
    expect(tries.filter((one) => one === 'too-many-tries')).toHaveLength(7);
    expect(await type(actor, right)).toBe('too-many-tries');
    expect(await type(other, right)).toBe('came');
    come('09:01');
    expect(await type(actor, (await screen()).short)).toBe('came');
  });
});

describe('a position that cannot be', () => {
  test('keeps nobody a place: who is elsewhere neither signs up nor in, and it is noted', async () => {
    world.t.setNow(new Date(NOW));
    const activity = await world.activity({ ...PLACE, capacity: 1 });
    const [far, near] = [await world.volunteer(), await world.volunteer()];
    come('08:50');
    const { text: code } = await world.t.platform.run(
      getScreenCode,
      { id: activity.id, step: 'in' },
      { actor: world.leader },
    );
    const position = { longitude: 103.7, latitude: 25.9, accuracy: 20 };
    expect(
      await world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code, position }, { actor: far }),
    ).toMatchObject({ checked: { outcome: 'away' }, signUp: null });
    expect(await world.t.platform.run(walkUpUseCase, { nonce: aNonce(), code }, { actor: near })).toMatchObject({
      checked: { outcome: 'came' },
    });
  });

  test('whoever was far away a minute ago is not here now; after the time that the way takes they are', async () => {
    world.t.setNow(new Date(NOW));
    const far = { longitude: 103.7, latitude: 25.9 };
    const here = await world.activity({ ...PLACE });
    const there = await world.activity({ ...far, title: '百里外' });
    const actor = await world.volunteer();
    const stand = async ({ id }: { id: string }, place: { longitude: number; latitude: number }) => {
      const { text: code } = await world.t.platform.run(getScreenCode, { id, step: 'in' }, { actor: world.leader });
      const { checked } = await world.t.platform.run(
        walkUpUseCase,
        { nonce: aNonce(), code, position: { ...place, accuracy: 20 } },
        { actor },
      );
      return checked?.outcome;
    };
    come('08:50');
    expect(await stand(here, PLACE)).toBe('came');
    await world.t.platform.asSystem('moved away', ({ tx, district }) =>
      tx
        .updateTable('volunteering.sign_up')
        .set({ state: 'withdrawn' })
        .where('district', '=', district)
        .where('person', '=', idOf(actor))
        .execute(),
    );
    come('08:51');
    expect(await stand(there, far)).toBe('too-fast');
    come('10:50');
    expect(await stand(there, far)).toBe('came');
  });
});
