import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';
import { openIdNumber, openPhone } from './domain/sealed-fields.ts';
import { erasePerson } from './people.ts';
import { guardiansOf } from './store/guardian-store.ts';
import { findPersonRow } from './store/person-store.ts';

/** Everything that the directory keeps about a person, numbers in full: it is their own. */
async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { district, tx, platform } = context;
  const row = await findPersonRow(context, person);
  if (row === undefined) return null;
  const memberships =
    await sql`select o.name as organisation, m.title, m.since, m.ended_at as "endedAt" from directory.membership m join directory.organisation o on o.district = m.district and o.id = m.organisation
    where m.district = ${district} and m.person = ${person} order by m.since`.execute(tx);
  const roles =
    await sql`select role, place, unit, granted_at as "grantedAt", ended_at as "endedAt" from directory.role_grant where district = ${district} and person = ${person} order by granted_at`.execute(
      tx,
    );
  const wards =
    await sql`select p.name, g.relation, g.valid_from as "since" from directory.guardian g join directory.person p on p.district = g.district and p.id = g.ward
    where g.district = ${district} and g.guardian = ${person} and g.ended_at is null`.execute(tx);
  return {
    name: row.name,
    phone: row.phoneCipher === null ? null : openPhone(platform.vault, row.phoneCipher),
    idNumber: row.idNumberCipher === null ? null : openIdNumber(platform.vault, row.idNumberCipher),
    home: row.place,
    minorBirthYear: row.minorBirthYear,
    since: row.createdAt.toISOString(),
    memberships: memberships.rows,
    roles: roles.rows,
    guardians: (await guardiansOf(context, person)).map(({ relation }) => ({ relation })),
    wards: wards.rows,
  };
}

const ROLES_KEPT: Text = {
  zh: '担任过岗位的起止时间作为审计记录保存，不再显示您的姓名。',
  en: 'When you held which role is kept as an audit record, without your name.',
};
const AUDIT_KEPT: Text = {
  zh: '操作日志依《网络安全法》至少保存6个月，其中没有您的姓名和号码。',
  en: 'The log of acts is kept for at least 6 months (Cybersecurity Law); it holds neither your name nor your number.',
};

async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[] }> {
  if ((await findPersonRow(context, person)) !== undefined) await erasePerson(context, person);
  const role = await context.tx
    .selectFrom('directory.role_grant')
    .select('id')
    .where('district', '=', context.district)
    .where('person', '=', person)
    .limit(1)
    .executeTakeFirst();
  return { kept: role === undefined ? [AUDIT_KEPT] : [ROLES_KEPT, AUDIT_KEPT] };
}

export const personalRecords = {
  name: 'directory',
  label: { zh: '身份和岗位', en: 'Identity and roles' },
  export: exportOwn,
  erase: eraseOwn,
};
