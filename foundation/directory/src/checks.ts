import { sql } from 'kysely';
import type { Check, Context } from '@zhongzhi/kernel';

const count = async (context: Context, condition: ReturnType<typeof sql>): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${condition}`.execute(context.tx)).rows[0]!.n;

/** What must hold in the directory, checked by `npm run doctor`. */
export const checks: readonly Check[] = [
  {
    name: 'directory.regions-hang-together',
    holds: {
      zh: '每个街道、社区、网格都有现行的上级区划。',
      en: 'Every street, community and grid has a present parent.',
    },
    mend: {
      zh: '在“区划”页补上缺少的上级，或停用多余的下级。',
      en: 'Add the missing parent on the page of regions, or end the part that is left over.',
    },
    run: async (context) => {
      const orphans = await count(
        context,
        sql`directory.region r where r.district = ${context.district} and r.valid_to is null and r.parent is not null
        and not exists (select from directory.region above where above.district = r.district and above.code = r.parent and above.valid_to is null)`,
      );
      return { ok: orphans === 0, detail: `regions without a parent: ${orphans}` };
    },
  },
  {
    name: 'directory.administrators-separate',
    holds: {
      zh: '没有人同时担任系统、安全、审计管理员中的两员。',
      en: 'Nobody is two of system, security and audit administrator.',
    },
    mend: { zh: '由安全管理员终止多余的岗位。', en: 'The security administrator ends the role that is too many.' },
    run: async (context) => {
      const both = await count(
        context,
        sql`(select person from directory.role_grant where district = ${context.district} and ended_at is null
        and role in ('system-administrator', 'security-administrator', 'audit-administrator') group by person having count(*) > 1) as t`,
      );
      return { ok: both === 0, detail: `people with two of the three: ${both}` };
    },
  },
  {
    name: 'directory.numbers-findable',
    holds: {
      zh: '每个登记的手机号、身份证号都能查到本人，没有多余的索引。',
      en: 'Every number on record leads to its person, and no index entry is left over.',
    },
    mend: {
      zh: '请联系维护人员重建号码索引（docs/operations.md）。',
      en: 'Have the number index rebuilt (docs/operations.md).',
    },
    run: async (context) => {
      const lost = await count(
        context,
        sql`directory.person p where p.district = ${context.district} and (
        (p.phone_cipher is not null) <> exists (select from directory.phone_index i where i.home_district = p.district and i.person = p.id)
        or (p.id_number_cipher is not null) <> exists (select from directory.id_index i where i.home_district = p.district and i.person = p.id))`,
      );
      return { ok: lost === 0, detail: `people whose numbers and index differ: ${lost}` };
    },
  },
];
