import { sql } from 'kysely';
import { Refusal, refuse, type Context } from '@zhongzhi/kernel';
import { secondsToWait, WRONG_CODE_LIMITS } from './domain/code-limits.ts';
import { takeCode, wasTaken } from './redemptions.ts';

/** What became of a code at the counter. Only `taken` moved beans. */
export type Taking =
  | { readonly outcome: 'taken' | 'taken-before'; readonly id: string; readonly item: string; readonly beans: number }
  | { readonly outcome: 'unknown'; readonly triesLeft: number };

const MOST_COUNTED = Math.max(...WRONG_CODE_LIMITS.map(({ most }) => most));
const LONGEST_SECONDS = Math.max(...WRONG_CODE_LIMITS.map(({ withinSeconds }) => withinSeconds));
const SECOND_MS = 1_000;
const KEPT_HOURS = 48;

/** Codes of one merchant are tried one after the other, so that many at once are counted as many. */
const oneAfterTheOther = (context: Context, merchant: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`beans.code:${merchant}`}, ${context.district}))`.execute(
    context.tx,
  );

async function wrongOnes(context: Context, merchant: string): Promise<Date[]> {
  const since = new Date(context.now.getTime() - LONGEST_SECONDS * SECOND_MS);
  const { rows } = await sql<{ at: Date }>`select at from beans.wrong_code
    where district = ${context.district} and merchant = ${merchant} and at > ${since} order by at desc limit ${MOST_COUNTED}`.execute(
    context.tx,
  );
  return rows.map(({ at }) => at);
}

function tooMany(seconds: number): Refusal {
  const minutes = Math.ceil(seconds / 60);
  return refuse.tooMany(
    'redemption.too-many-wrong',
    `错的兑换码太多，请${minutes}分钟后再核销。可以请顾客重新出示，用相机扫。`,
    `Too many wrong codes: try again in ${minutes} minutes. Ask the customer to show the code again and scan it.`,
    { extra: { retryAfterSeconds: seconds } },
  );
}

/**
 * A merchant enters a code. A wrong one is an answer, not a refusal, because it is counted; one that this merchant took
 * within the hour is said to be taken, and is no guess.
 * @throws Refusal `redemption.too-many-wrong` when the merchant has tried too many.
 */
export async function tryCode(context: Context, merchant: string, code: string): Promise<Taking> {
  await oneAfterTheOther(context, merchant);
  const wrong = await wrongOnes(context, merchant);
  const seconds = secondsToWait(wrong, context.now);
  if (seconds > 0) throw tooMany(seconds);
  try {
    return { outcome: 'taken', ...(await takeCode(context, merchant, code)) };
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== 'redemption.code-unknown') throw thrown;
  }
  const before = await wasTaken(context, merchant, code);
  if (before !== undefined) return { outcome: 'taken-before', ...before };
  await sql`insert into beans.wrong_code (district, merchant, id, at) values (${context.district}, ${merchant}, ${context.newId()}, ${context.now})`.execute(
    context.tx,
  );
  return { outcome: 'unknown', triesLeft: triesLeft([...wrong, context.now], context.now) };
}

/** How many more wrong codes there may be before a pause. */
function triesLeft(wrong: readonly Date[], now: Date): number {
  return Math.min(
    ...WRONG_CODE_LIMITS.map(
      ({ most, withinSeconds }) =>
        most - wrong.filter((at) => at.getTime() > now.getTime() - withinSeconds * SECOND_MS).length,
    ),
  );
}

/** Wrong codes that no limit counts any more. */
export async function forgetWrongCodes(context: Context): Promise<void> {
  const before = new Date(context.now.getTime() - KEPT_HOURS * 3_600 * SECOND_MS);
  await sql`delete from beans.wrong_code where district = ${context.district} and at < ${before}`.execute(context.tx);
}

const MOST_SHOWN = 200;

/** What a merchant took on a day in Shanghai: how much in all, and the latest of it without the customers. */
export async function takenOn(context: Context, merchant: string, day: string) {
  const of = sql`r.district = ${context.district} and r.merchant = ${merchant} and r.state = 'taken'
    and r.taken_at >= ${day}::date::timestamp at time zone 'Asia/Shanghai' and r.taken_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`;
  const { rows: sums } = await sql<{
    count: number;
    beans: number;
  }>`select count(*)::int as count, coalesce(sum(r.beans), 0)::int as beans from beans.redemption r where ${of}`.execute(
    context.tx,
  );
  const { rows } = await sql<{
    id: string;
    item: string;
    beans: number;
    takenAt: Date;
  }>`select r.id, i.name as item, r.beans, r.taken_at as "takenAt" from beans.redemption r
    join beans.item i on i.district = r.district and i.id = r.item
    where ${of} order by r.taken_at desc, r.id desc limit ${MOST_SHOWN}`.execute(context.tx);
  return { day, ...sums[0]!, items: rows.map((row) => ({ ...row, takenAt: row.takenAt.toISOString() })) };
}
