import { sql } from 'kysely';
import type { Context, Text } from '@zhongzhi/kernel';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select number, unit_name as unit, period_from as "from", period_to as "to", timed_minutes as "timedMinutes", entered_minutes as "enteredMinutes", state, asked_at as "askedAt", issued_at as "issuedAt", reason, credential
    from certificates.certificate where district = ${context.district} and person = ${person} order by id`.execute(
      context.tx,
    );
  return { certificates: rows };
}

const KEPT: Text = {
  zh: '已开出的证明留在登记册里，不再有您的姓名，仍可查验。',
  en: 'Certificates that were issued stay in the register without your name, and can still be checked.',
};

/** The register stays, the person goes: what was issued still verifies, because it names nobody. */
async function eraseOwn(context: Context, person: string): Promise<{ kept: Text[] }> {
  const { rows } = await sql<{
    number: string | null;
  }>`update certificates.certificate set person = null, holder_cipher = null, holder_code_cipher = null, volunteer_number = null,
      state = case when state = 'posted' then 'refused' else state end, reason = case when state = 'posted' then '申请人已注销' else reason end
    where district = ${context.district} and person = ${person} returning number`.execute(context.tx);
  return { kept: rows.some(({ number }) => number !== null) ? [KEPT] : [] };
}

export const personalRecords = {
  name: 'certificates',
  label: { zh: '服务证明', en: 'Certificates' },
  export: exportOwn,
  erase: eraseOwn,
};
