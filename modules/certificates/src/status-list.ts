import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { didOf, statusListOf } from './addresses.ts';
import { sign } from './sign.ts';

/** As many certificates as one list tells of; the least that hides one among many (Bitstring Status List, section 6.1). */
export const LIST_LENGTH = 131_072;

const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The signed list of a unit's revoked certificates. @throws Refusal `certificate.no-such-unit`. */
export async function signedStatusList(context: Context, unit: string): Promise<object> {
  const { rows: keys } =
    await sql`select from certificates.issuer_key where district = ${context.district} and unit = ${unit} limit 1`.execute(
      context.tx,
    );
  if (keys.length === 0)
    throw refuse.notFound(
      'certificate.no-such-unit',
      '这个单位没有开过证明。',
      'This unit has not issued any certificate.',
    );
  const { rows } = await sql<{
    index: number;
  }>`select status_index as index from certificates.certificate where district = ${context.district} and unit = ${unit} and state = 'revoked'`.execute(
    context.tx,
  );
  const { createCredential, createList } = await import('@digitalbazaar/vc-bitstring-status-list');
  const list = await createList({ length: LIST_LENGTH });
  for (const { index } of rows) list.setStatus(index, true);
  const unsigned = await createCredential({
    id: statusListOf(context.platform, unit),
    list,
    statusPurpose: 'revocation',
  });
  return sign(context, unit, {
    ...unsigned,
    issuer: didOf(context.platform, unit),
    validFrom: seconds(context.now),
  });
}
