import { sql } from 'kysely';
import { maskPhone } from '@zhongzhi/contract-kit';
import { namesOf, phonesOf } from '@zhongzhi/directory';
import { refuse, type Context, type Platform } from '@zhongzhi/kernel';
import { needOrganiser } from './authority.ts';
import { asText, fromText, keyPairOf, signVoucher, type SignedVoucher } from './domain/personal-code.ts';
import { getActivity } from './store/activity-store.ts';

const AFTER_END_MS = 4 * 3_600_000;
const KEY_BYTES = 32;

/** The platform's key for vouchers: derived from the district's secret, so that it is the same in every process. */
export const platformKey = (platform: Platform) =>
  keyPairOf(
    Buffer.from(platform.vault.blindIndex('volunteering.vouchers', String(platform.district)), 'hex').subarray(
      0,
      KEY_BYTES,
    ),
  );

/**
 * Vouches for the key of a phone: it may show its owner's codes for this activity until four hours after its end. The
 * owner's earlier phone may not any more.
 * @throws Refusal `check.no-place`, `check.key-malformed`, `activity.not-found`.
 */
export async function vouch(
  context: Context,
  { activity: id, person, key }: { activity: string; person: string; key: string },
): Promise<SignedVoucher & { from: Date; until: Date }> {
  const activity = await getActivity(context, id);
  const { rows: places } =
    await sql`select from volunteering.sign_up where district = ${context.district} and person = ${person} and activity = ${id} and state = 'held' limit 1`.execute(
      context.tx,
    );
  if (places.length === 0)
    throw refuse.conflict(
      'check.no-place',
      '您在这项活动里没有名额，请先报名。',
      'You hold no place in this activity; sign up first.',
    );
  const bytes = fromText(key);
  if (bytes?.length !== KEY_BYTES)
    throw refuse.invalid(
      'check.key-malformed',
      '签到码没有准备好，请刷新再试。',
      'The key of the phone is malformed; reload.',
    );
  await needFewPhones(context, id, person);
  await sql`update volunteering.phone_key set revoked_at = ${context.now} where district = ${context.district} and activity = ${id} and person = ${person} and public_key <> ${key} and revoked_at is null`.execute(
    context.tx,
  );
  await sql`insert into volunteering.phone_key (district, activity, person, public_key, at) values (${context.district}, ${id}, ${person}, ${key}, ${context.now})
    on conflict (district, activity, person, public_key) do update set revoked_at = null`.execute(context.tx);
  const from = new Date(context.now.getTime() - 3_600_000);
  const until = new Date(activity.endsAt.getTime() + AFTER_END_MS);
  const signed = signVoucher(platformKey(context.platform).secretKey, {
    activity: id,
    person,
    key: bytes,
    from,
    until,
  });
  return { ...signed, from, until };
}

/** A key that is no good any more, and since when: what was scanned before stays good. */
export interface RevokedKey {
  readonly key: string;
  readonly at: Date;
}

/** Keys of phones that were exchanged for another. */
export async function revokedKeys(context: Context, activity: string): Promise<RevokedKey[]> {
  const { rows } =
    await sql<RevokedKey>`select public_key as key, revoked_at as at from volunteering.phone_key where district = ${context.district} and activity = ${activity} and revoked_at is not null`.execute(
      context.tx,
    );
  return rows;
}

const MOST_PHONES = 10;

/** The lists of revoked keys go to every checker: nobody makes them long. @throws Refusal `check.too-many-phones`. */
async function needFewPhones(context: Context, activity: string, person: string): Promise<void> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from volunteering.phone_key where district = ${context.district} and activity = ${activity} and person = ${person}`.execute(
    context.tx,
  );
  if (rows[0]!.n >= MOST_PHONES)
    throw refuse.tooMany(
      'check.too-many-phones',
      '这项活动您换手机的次数太多，请到现场让带队人点名签到。',
      'You have changed phones too often for this activity; let the leader call you from the roll.',
    );
}

interface Expected {
  person: string;
  shift: string;
  post: string;
  meetsAt: Date;
  startsAt: Date;
  endsAt: Date;
  heldSince: Date;
  cameAt: Date | null;
  leftAt: Date | null;
}

const MOST_ON_A_ROLL = 20_000;

/**
 * All that a checker's phone needs to work without a network: who is expected, the platform's key, what is revoked, and
 * the time. @throws Refusal `activity.not-found` for everyone who does not check in here.
 */
export async function packRoll(context: Context, id: string) {
  const activity = await getActivity(context, id);
  await needOrganiser(context, activity, ['leader', 'checker', 'recorder']);
  const { rows } =
    await sql<Expected>`select u.person, u.shift, p.name as post, u.meets_at as "meetsAt", u.starts_at as "startsAt", u.ends_at as "endsAt", u.at as "heldSince", t.came_at as "cameAt", t.left_at as "leftAt"
    from volunteering.sign_up u
    join volunteering.post p on p.district = u.district and p.id = u.post
    left join volunteering.attendance t on t.district = u.district and t.shift = u.shift and t.person = u.person
    where u.district = ${context.district} and u.activity = ${id} and u.state = 'held' order by u.number limit ${MOST_ON_A_ROLL}`.execute(
      context.tx,
    );
  const people = rows.map(({ person }) => person);
  const names = await namesOf(context, people);
  const phones = await phonesOf(context, people);
  return {
    activity: {
      id,
      title: activity.title,
      isOpen: activity.status === 'open',
      startsAt: activity.startsAt.toISOString(),
      endsAt: activity.endsAt.toISOString(),
    },
    now: context.now.toISOString(),
    key: asText(platformKey(context.platform).publicKey),
    revoked: (await revokedKeys(context, id)).map(({ key, at }) => ({ key, at: at.toISOString() })),
    people: rows.map((row) => ({
      person: row.person,
      shift: row.shift,
      post: row.post,
      name: names.get(row.person) ?? '',
      phone: maskPhone(phones.get(row.person) ?? ''),
      meetsAt: row.meetsAt.toISOString(),
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      heldSince: row.heldSince.toISOString(),
      cameAt: row.cameAt?.toISOString() ?? null,
      leftAt: row.leftAt?.toISOString() ?? null,
    })),
  };
}
