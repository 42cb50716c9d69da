import type { Context } from '@zhongzhi/kernel';
import type { PersonalRecords } from './personal-records.ts';
import { sql } from 'kysely';

async function exportConsents(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select c.purpose, c.decision, c.at, c.channel, c.decided_by <> c.person as "byGuardian", c.notice_version as "noticeVersion", t.text as words
    from privacy.consent c join privacy.consent_text t on t.district = c.district and t.hash = c.text_hash where c.district = ${context.district} and c.person = ${person} order by c.id`.execute(
      context.tx,
    );
  return { consents: rows };
}

async function keepProof(context: Context, person: string): Promise<{ kept: { zh: string; en: string }[] }> {
  const row = await context.tx
    .selectFrom('privacy.consent')
    .select('id')
    .where('district', '=', context.district)
    .where('person', '=', person)
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { kept: [] };
  return {
    kept: [
      {
        zh: '您同意、拒绝和撤回的记录保存3年，用于证明处理合法；其中没有姓名和号码。',
        en: 'What you agreed to, refused and withdrew is kept for 3 years as proof that it was lawful; it holds neither name nor number.',
      },
    ],
  };
}

/** This module's own: consents. */
export const ownRecords: PersonalRecords = {
  name: 'privacy',
  label: { zh: '同意记录', en: 'Consents' },
  export: exportConsents,
  erase: keepProof,
};
