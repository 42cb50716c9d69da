import { sql } from 'kysely';
import { birthDateOf, maskIdNumber, maskPhone } from '@zhongzhi/contract-kit';
import { personOf, type Context } from '@zhongzhi/kernel';
import { isMinor } from './domain/minors.ts';
import { peopleIn } from './domain/scope-predicates.ts';
import { openIdNumber, openPhone } from './domain/sealed-fields.ts';
import { PERSON_COLUMNS, type PersonRow } from './store/person-store.ts';

/** 个人基本信息 (order 67, art. 5), as far as the directory holds it. */
export interface Basics {
  readonly name: string;
  readonly gender: 'male' | 'female' | null;
  /** Told beside a whole number, and to the person: beside a masked one it would tell the hidden digits. */
  readonly bornOn: string | null;
  readonly idNumber: string | null;
  readonly isWhole: boolean;
  readonly place: string | null;
  readonly phone: string | null;
}

/** Men have an odd seventeenth digit, women an even one (GB 11643). */
const genderOf = (idNumber: string): 'male' | 'female' => (Number(idNumber[16]) % 2 === 1 ? 'male' : 'female');

function basicsOfRow(context: Context, row: PersonRow, isWhole: boolean): Basics {
  const { vault } = context.platform;
  const idNumber = row.idNumberCipher === null ? null : openIdNumber(vault, row.idNumberCipher);
  return {
    name: row.name,
    gender: idNumber === null ? null : genderOf(idNumber),
    bornOn: idNumber !== null && (isWhole || row.id === personOf(context.actor)) ? birthDateOf(idNumber) : null,
    idNumber: idNumber === null ? null : isWhole ? idNumber : maskIdNumber(idNumber),
    isWhole,
    place: row.place,
    phone: row.phoneCipher === null ? null : maskPhone(openPhone(vault, row.phoneCipher)),
  };
}

/**
 * The basics of people, by id; erased people are left out. ID numbers are masked, save where `whole` is asked for and the
 * caller may open this person's number: `directory.unmask` over the person, and for a minor `directory.unmask-minor` as well.
 */
export async function basicsOf(
  context: Context,
  ids: readonly string[],
  { whole = false }: { whole?: boolean } = {},
): Promise<Map<string, Basics>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const within = (permission: string) =>
    whole && context.may(permission) ? peopleIn(context.scopeFor(permission)) : sql<boolean>`false`;
  const { rows } = await sql<
    PersonRow & { mayOpen: boolean; mayOpenMinor: boolean }
  >`select ${PERSON_COLUMNS}, ${within('directory.unmask')} as "mayOpen", ${within('directory.unmask-minor')} as "mayOpenMinor"
    from directory.person p where p.district = ${context.district} and p.id = any(${wanted}::uuid[]) and p.erased_at is null`.execute(
    context.tx,
  );
  return new Map(
    rows.map((row) => [
      row.id,
      basicsOfRow(context, row, row.mayOpen && (row.mayOpenMinor || !isMinor(row.minorBirthYear, context.now))),
    ]),
  );
}
