import { sql } from 'kysely';
import type { Check, Context } from '@zhongzhi/kernel';

/** Proof of consent is kept three years after it ceased to count (PIPL art. 56 for assessments; limitation of claims). */
const KEPT_YEARS = 3;
/** An erasure that cannot finish at once is finished soon after its last matter is closed; the longest of these take months. */
const ERASURE_DAYS = 180;

const yearsBefore = (now: Date, years: number): Date => {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() - years);
  return then;
};

/** Removes proofs that have had their time. */
export async function forgetConsents(context: Context): Promise<void> {
  await sql`select privacy.forget_consents(${context.district}, ${yearsBefore(context.now, KEPT_YEARS)})`.execute(
    context.tx,
  );
}

async function countOverdue(context: Context): Promise<number> {
  const before = new Date(yearsBefore(context.now, KEPT_YEARS).getTime() - 7 * 86_400_000);
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from privacy.consent c where c.district = ${context.district} and (
    (c.decision <> 'given' and c.at < ${before})
    or exists (select from privacy.consent n where n.district = c.district and n.person = c.person and n.purpose = c.purpose and n.id > c.id and n.at < ${before})
    or exists (select from privacy.erasure e where e.district = c.district and e.person = c.person and e.requested_at < ${before}))`.execute(
    context.tx,
  );
  return rows[0]!.n;
}

async function countStuck(context: Context): Promise<number> {
  const before = new Date(context.now.getTime() - ERASURE_DAYS * 86_400_000);
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from privacy.erasure where district = ${context.district} and finished_at is null and requested_at < ${before}`.execute(
    context.tx,
  );
  return rows[0]!.n;
}

const worker = {
  zh: '确认任务进程在运行（npm run work），它每天夜里清理一次。',
  en: 'See that the worker runs (npm run work); it cleans up every night.',
};

/** What doctor holds this module to. */
export const checks: readonly Check[] = [
  {
    name: 'privacy.consents-forgotten',
    holds: { zh: '没有超过保存期限的同意记录。', en: 'No record of consent is kept beyond its time.' },
    mend: worker,
    run: async (context) => {
      const n = await countOverdue(context);
      return { ok: n === 0, detail: `overdue: ${n}` };
    },
  },
  {
    name: 'privacy.erasures-finished',
    holds: {
      zh: `没有超过${ERASURE_DAYS}天还没办完的注销。`,
      en: `No erasure has waited longer than ${ERASURE_DAYS} days.`,
    },
    mend: {
      zh: '把这些人未办结的事项办结；第二天夜里会自动删除余下的信息。',
      en: 'Close the open matters of these people; the rest is erased the following night.',
    },
    run: async (context) => {
      const n = await countStuck(context);
      return { ok: n === 0, detail: `waiting: ${n}` };
    },
  },
];
