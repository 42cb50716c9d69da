import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';

/** Names a guardian for a minor; a repeat is harmless. */
export async function nameGuardian(
  context: Context,
  link: { ward: string; guardian: string; relation: string },
): Promise<void> {
  if (link.ward === link.guardian)
    throw refuse.invalid(
      'directory.guardian-self',
      '监护人不能是本人，请另选。',
      'A person cannot be their own guardian; choose someone else.',
    );
  await sql`insert into directory.guardian (district, ward, guardian, relation, valid_from) values (${context.district}, ${link.ward}, ${link.guardian}, ${link.relation}, ${context.now}) on conflict do nothing`.execute(
    context.tx,
  );
}

/** The guardians in force of a person. */
export async function guardiansOf(context: Context, ward: string): Promise<{ guardian: string; relation: string }[]> {
  const { rows } = await sql<{
    guardian: string;
    relation: string;
  }>`select guardian, relation from directory.guardian where district = ${context.district} and ward = ${ward} and ended_at is null order by valid_from`.execute(
    context.tx,
  );
  return rows;
}

/** Ends a guardianship. */
export async function endGuardian(context: Context, ward: string, guardian: string): Promise<void> {
  await sql`update directory.guardian set ended_at = ${context.now} where district = ${context.district} and ward = ${ward} and guardian = ${guardian} and ended_at is null`.execute(
    context.tx,
  );
}
