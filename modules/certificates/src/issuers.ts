import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { organisationNamesOf } from '@zhongzhi/directory';

/** How a unit certifies. */
export interface Issuer {
  readonly unit: string;
  readonly unitName: string;
  readonly contact: string;
  /** Calendar days that a certificate is posted within the unit before it is issued; 0: issued at once. */
  readonly postingDays: number;
  /** For how long it is good, in months; null: for good. */
  readonly validMonths: number | null;
}

/** A unit's rules, or the defaults: issued at once, good for good, reached at its own address. */
export async function issuerOf(context: Context, unit: string): Promise<Issuer> {
  const names = await organisationNamesOf(context, [unit]);
  const unitName = names.get(unit) ?? '原组织单位';
  const { rows } = await sql<{
    contact: string;
    postingDays: number;
    validMonths: number | null;
  }>`select contact, posting_days as "postingDays", valid_months as "validMonths" from certificates.issuer where district = ${context.district} and unit = ${unit}`.execute(
    context.tx,
  );
  const kept = rows[0];
  return {
    unit,
    unitName,
    contact: kept === undefined || kept.contact === '' ? `${unitName}（到单位咨询）` : kept.contact,
    postingDays: kept?.postingDays ?? 0,
    validMonths: kept?.validMonths ?? null,
  };
}

/** Sets how a unit certifies from now on. */
export async function keepIssuer(
  context: Context,
  { unit, contact, postingDays, validMonths }: Omit<Issuer, 'unitName'>,
): Promise<void> {
  await sql`insert into certificates.issuer (district, unit, contact, posting_days, valid_months, changed_at)
    values (${context.district}, ${unit}, ${contact}, ${postingDays}, ${validMonths}, ${context.now})
    on conflict (district, unit) do update set contact = excluded.contact, posting_days = excluded.posting_days, valid_months = excluded.valid_months, changed_at = excluded.changed_at`.execute(
    context.tx,
  );
}

/** The next place in a unit's status list; drawn in the issuing transaction. */
export async function nextStatusIndex(context: Context, unit: string): Promise<number> {
  const { rows } = await sql<{
    index: number;
  }>`insert into certificates.issuer (district, unit, contact, next_index, changed_at) values (${context.district}, ${unit}, '', 1, ${context.now})
    on conflict (district, unit) do update set next_index = certificates.issuer.next_index + 1 returning next_index - 1 as index`.execute(
    context.tx,
  );
  return rows[0]!.index;
}
