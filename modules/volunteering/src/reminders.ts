import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';

const HOUR_MS = 3_600_000;
const MOST_AT_ONCE = 500;
/** How long before a shift people are reminded, and in which words. */
const AHEAD = [
  { ahead: 'hour', from: 0, to: HOUR_MS, zh: '一小时后', en: 'in an hour' },
  { ahead: 'day', from: HOUR_MS * 2, to: 24 * HOUR_MS, zh: '明天这个时候之前', en: 'within a day' },
] as const;

interface Due {
  signUp: string;
  person: string;
  activity: string;
  title: string;
  address: string;
  meetsAt: Date;
  startsAt: Date;
}

const timeOf = (at: Date): string => {
  const local = new Date(at.getTime() + 8 * HOUR_MS).toISOString();
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日${local.slice(11, 16)}`;
};

async function remindOf(context: Context, { ahead, from, to, zh, en }: (typeof AHEAD)[number]): Promise<number> {
  // Written first: of two workers one writes the reminder, and that one sends it. A shift that was moved has another time.
  const { rows } = await sql<Due>`with due as (
      select u.district, u.id, u.person, u.activity, u.meets_at, u.starts_at from volunteering.sign_up u
      where u.district = ${context.district} and u.state = 'held' and u.starts_at > ${new Date(context.now.getTime() + from)} and u.starts_at <= ${new Date(context.now.getTime() + to)}
        and not exists (select from volunteering.reminder r where r.district = u.district and r.sign_up = u.id and r.ahead = ${ahead} and r.starts_at = u.starts_at)
      order by u.starts_at, u.id limit ${MOST_AT_ONCE}
    ), written as (
      insert into volunteering.reminder (district, sign_up, ahead, starts_at, at) select district, id, ${ahead}, starts_at, ${context.now} from due
      on conflict do nothing returning sign_up
    )
    select d.id as "signUp", d.person, d.activity, a.title, a.address, d.meets_at as "meetsAt", d.starts_at as "startsAt" from due d
    join written w on w.sign_up = d.id join volunteering.activity a on a.district = d.district and a.id = d.activity`.execute(
    context.tx,
  );
  for (const due of rows)
    await notify(context, {
      to: due.person,
      kind: 'volunteering.reminder',
      title: { zh: `别忘了：${due.title}`, en: `Remember: ${due.title}` },
      body: {
        zh: `${zh}开始。${timeOf(due.meetsAt)}在${due.address}集合。来不了请现在退出，把名额让给别人。`,
        en: `It begins ${en}: meet at ${due.address}. If you cannot come, withdraw now so that somebody else can.`,
      },
      link: `/activities/${due.activity}`,
    });
  return rows.length;
}

/** Turns of one run: more wait for the next, so that one transaction does not grow without end. */
const MOST_TURNS = 40;

/** Reminds people of their shifts, the day and the hour before; once each. @returns how many were reminded. */
export async function remind(context: Context): Promise<number> {
  let reminded = 0;
  for (const ahead of AHEAD)
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const count = await remindOf(context, ahead);
      reminded += count;
      if (count < MOST_AT_ONCE) break;
    }
  return reminded;
}
