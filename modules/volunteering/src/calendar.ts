import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Context, Platform } from '@zhongzhi/kernel';
import { refuse } from '@zhongzhi/kernel';

const TOKEN_BYTES = 24;
const KEPT_DAYS = 90;

const digestOf = (context: Context, token: string): string =>
  context.platform.vault.blindIndex('volunteering.calendar-feed', token);

/** Makes the secret address of a person's shifts; the one before ends. @returns the token, shown once. */
export async function makeFeed(context: Context, person: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await sql`insert into volunteering.calendar_feed (district, person, token_hash, made_at) values (${context.district}, ${person}, ${digestOf(context, token)}, ${context.now})
    on conflict (district, person) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`.execute(
    context.tx,
  );
  return token;
}

/** Ends the address; a repeat is harmless. */
export async function endFeed(context: Context, person: string): Promise<void> {
  await sql`delete from volunteering.calendar_feed where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
}

/** Since when a person has an address; null without one. */
export async function feedSince(context: Context, person: string): Promise<Date | null> {
  const { rows } = await sql<{
    madeAt: Date;
  }>`select made_at as "madeAt" from volunteering.calendar_feed where district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
  return rows[0]?.madeAt ?? null;
}

interface Entry {
  id: string;
  activity: string;
  title: string;
  name: string;
  content: string;
  address: string;
  startsAt: Date;
  endsAt: Date;
  meetsAt: Date;
  version: number;
  isCancelled: boolean;
  longitude: number | null;
  latitude: number | null;
}

const timeOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** Writes entries as calendar programs take them (RFC 5545): times in UTC, keys that stay, numbers that grow with changes. */
async function write(
  platform: Platform,
  name: string,
  entries: readonly Entry[],
  { now, reminds }: { now: Date; reminds: boolean },
): Promise<string> {
  const { default: ical, ICalAlarmType, ICalCalendarMethod, ICalEventStatus } = await import('ical-generator');
  const base = platform.settings.publicAddress ?? `http://localhost:${platform.settings.port}`;
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'zhongzhi', product: 'volunteering', language: 'ZH' },
    ttl: 3_600,
  });
  for (const entry of entries) {
    const event = calendar.createEvent({
      id: `${entry.id}@${new URL(base).host}`,
      sequence: entry.version,
      start: entry.startsAt,
      end: entry.endsAt,
      stamp: now,
      summary: entry.title,
      description: `${entry.name}，${timeOf(entry.meetsAt)} 集合\n${entry.content}`,
      location:
        entry.latitude === null || entry.longitude === null
          ? entry.address
          : { title: entry.address, geo: { lat: entry.latitude, lon: entry.longitude } },
      url: `${base}/activities/${entry.activity}`,
      status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (reminds && !entry.isCancelled)
      for (const seconds of [86_400, 3_600])
        event.createAlarm({ type: ICalAlarmType.display, triggerBefore: seconds, description: entry.title });
  }
  return calendar.toString();
}

/** A person's shifts of the last months and to come. @throws Refusal `calendar.unknown` for an address that ended. */
export async function feedOf(context: Context, token: string): Promise<string> {
  const { rows: owners } = await sql<{
    person: string;
  }>`select person from volunteering.calendar_feed where district = ${context.district} and token_hash = ${digestOf(context, token)}`.execute(
    context.tx,
  );
  const owner = owners[0];
  if (owner === undefined)
    throw refuse.notFound(
      'calendar.unknown',
      '这个日历地址已停用，请在“志愿圈圈”里重新获取。',
      'This calendar address has ended; get a new one.',
    );
  const { rows } =
    await sql<Entry>`select u.id, u.activity, a.title, p.name, a.content, a.address, u.starts_at as "startsAt", u.ends_at as "endsAt", u.meets_at as "meetsAt",
      a.version, u.state = 'cancelled' as "isCancelled", a.longitude, a.latitude
    from volunteering.sign_up u join volunteering.activity a on a.district = u.district and a.id = u.activity
    join volunteering.post p on p.district = u.district and p.id = u.post
    where u.district = ${context.district} and u.person = ${owner.person} and u.state in ('held', 'cancelled')
      and u.starts_at > ${new Date(context.now.getTime() - KEPT_DAYS * 86_400_000)} order by u.starts_at desc limit 500`.execute(
      context.tx,
    );
  return write(context.platform, '我的志愿服务', rows, { now: context.now, reminds: true });
}

/** The shifts of an activity that everybody may see. @throws Refusal `activity.not-found`. */
export async function calendarOf(context: Context, activity: string): Promise<string> {
  const { rows } =
    await sql<Entry>`select s.id, a.id as activity, a.title, s.name, a.content, a.address, s.starts_at as "startsAt", s.ends_at as "endsAt", s.meets_at as "meetsAt",
      a.version, a.status = 'cancelled' as "isCancelled", a.longitude, a.latitude
    from volunteering.activity a join volunteering.shift s on s.district = a.district and s.activity = a.id
    where a.district = ${context.district} and a.id = ${activity} and a.status <> 'draft' order by s.starts_at`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.notFound('activity.not-found', '没有这项活动，可能已被移走。', 'There is no such activity.');
  return write(context.platform, rows[0]!.title, rows, { now: context.now, reminds: false });
}
