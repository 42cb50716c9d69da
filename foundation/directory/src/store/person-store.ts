import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import type { Sealed } from '../domain/sealed-fields.ts';

/** A person's row, sealed fields still sealed. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly place: string | null;
  readonly phoneCipher: Buffer | null;
  readonly idNumberCipher: Buffer | null;
  readonly minorBirthYear: number | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly erasedAt: Date | null;
}

export const PERSON_COLUMNS = sql.raw(
  `p.id, p.name, p.place, p.phone_cipher as "phoneCipher", p.id_number_cipher as "idNumberCipher", p.minor_birth_year as "minorBirthYear", p.version, p.created_at as "createdAt", p.erased_at as "erasedAt"`,
);

/** The row of a person who has not been erased, or undefined. */
export async function findPersonRow(context: Context, id: string): Promise<PersonRow | undefined> {
  const { rows } =
    await sql<PersonRow>`select ${PERSON_COLUMNS} from directory.person p where p.district = ${context.district} and p.id = ${id} and p.erased_at is null`.execute(
      context.tx,
    );
  return rows[0];
}

/** @throws Refusal `directory.person-not-found`. */
export async function getPersonRow(context: Context, id: string): Promise<PersonRow> {
  const row = await findPersonRow(context, id);
  if (row === undefined) throw personNotFound();
  return row;
}

export const personNotFound = () =>
  refuse.notFound(
    'directory.person-not-found',
    '没有找到这个人，可能已注销，或不在您的范围内。',
    'Person not found: the account may have been erased, or the person is outside your scope.',
  );

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly place: string | null;
  readonly phone: Sealed | null;
  readonly idNumber: Sealed | null;
  readonly minorBirthYear: number | null;
}

const INDEX = { phone: sql.raw('directory.phone_index'), idNumber: sql.raw('directory.id_index') } as const;
export type SealedField = keyof typeof INDEX;

/** Claims a number for a person. Two claims of one number at once: the second waits, then sees whose it is. */
async function claim(context: Context, field: SealedField, hash: string, person: string): Promise<void> {
  const { rows } =
    await sql`insert into ${INDEX[field]} (hash, home_district, person) values (${hash}, ${context.district}, ${person}) on conflict do nothing returning hash`.execute(
      context.tx,
    );
  if (rows.length > 0) return;
  const held = await sql<{
    person: string;
    home: number;
  }>`select person, home_district as home from ${INDEX[field]} where hash = ${hash}`.execute(context.tx);
  if (held.rows[0]?.person === person && held.rows[0].home === context.district) return;
  if (field === 'phone')
    throw refuse.conflict(
      'directory.phone-taken',
      '这个手机号已登记在另一个人名下，请核对号码。',
      'This phone number is already on record for someone else; check it.',
    );
  throw refuse.conflict(
    'directory.id-number-taken',
    '这个身份证号已登记在另一个人名下，请核对证件。',
    'This ID number is already on record for someone else; check it.',
  );
}

async function release(context: Context, field: SealedField, person: string): Promise<void> {
  await sql`delete from ${INDEX[field]} where home_district = ${context.district} and person = ${person}`.execute(
    context.tx,
  );
}

/** Writes a new person and claims their numbers. */
export async function insertPerson(context: Context, person: NewPerson): Promise<void> {
  await sql`insert into directory.person (district, id, name, place, phone_cipher, id_number_cipher, minor_birth_year, created_at, updated_at)
    values (${context.district}, ${person.id}, ${person.name}, ${person.place}, ${person.phone?.cipher ?? null}, ${person.idNumber?.cipher ?? null}, ${person.minorBirthYear}, ${context.now}, ${context.now})`.execute(
    context.tx,
  );
  if (person.phone !== null) await claim(context, 'phone', person.phone.hash, person.id);
  if (person.idNumber !== null) await claim(context, 'idNumber', person.idNumber.hash, person.id);
}

export interface PersonChange {
  readonly name?: string;
  readonly place?: string | null;
  readonly phone?: Sealed | null;
  readonly idNumber?: Sealed | null;
  readonly minorBirthYear?: number | null;
}

/** Changes what is given, if the row is still at the version the editor saw. */
export async function updatePerson(
  context: Context,
  id: string,
  version: number,
  change: PersonChange,
): Promise<boolean> {
  const { rows } = await sql`update directory.person p set version = p.version + 1, updated_at = ${context.now}
      ${change.name === undefined ? sql`` : sql`, name = ${change.name}`}
      ${change.place === undefined ? sql`` : sql`, place = ${change.place}`}
      ${change.phone === undefined ? sql`` : sql`, phone_cipher = ${change.phone?.cipher ?? null}`}
      ${change.idNumber === undefined ? sql`` : sql`, id_number_cipher = ${change.idNumber?.cipher ?? null}`}
      ${change.minorBirthYear === undefined ? sql`` : sql`, minor_birth_year = ${change.minorBirthYear}`}
    where p.district = ${context.district} and p.id = ${id} and p.version = ${version} and p.erased_at is null returning p.id`.execute(
    context.tx,
  );
  if (rows.length === 0) return false;
  for (const field of ['phone', 'idNumber'] as const) {
    const sealed = change[field];
    if (sealed === undefined) continue;
    await release(context, field, id);
    if (sealed !== null) await claim(context, field, sealed.hash, id);
  }
  return true;
}

/** The person of this district who has a number, by its hash. */
export async function findByHash(context: Context, field: SealedField, hash: string): Promise<string | undefined> {
  const { rows } = await sql<{
    person: string;
  }>`select person from ${INDEX[field]} where hash = ${hash} and home_district = ${context.district}`.execute(
    context.tx,
  );
  return rows[0]?.person;
}

/** Removes what identifies a person; the row stays, so that records that name its id still hold together. */
export async function blankPerson(context: Context, id: string): Promise<void> {
  await release(context, 'phone', id);
  await release(context, 'idNumber', id);
  await sql`update directory.person set name = '已注销', place = null, phone_cipher = null, id_number_cipher = null, minor_birth_year = null, version = version + 1, updated_at = ${context.now}, erased_at = ${context.now}
    where district = ${context.district} and id = ${id} and erased_at is null`.execute(context.tx);
  await sql`update directory.membership set ended_at = ${context.now}, title = null where district = ${context.district} and person = ${id}`.execute(
    context.tx,
  );
  await sql`update directory.guardian set ended_at = ${context.now} where district = ${context.district} and (ward = ${id} or guardian = ${id}) and ended_at is null`.execute(
    context.tx,
  );
  await sql`update directory.organisation set contact_person = null where district = ${context.district} and contact_person = ${id}`.execute(
    context.tx,
  );
}
