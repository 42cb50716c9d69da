import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context, type Grant } from '@zhongzhi/kernel';
import { ageBandOf, leastAgeOf, birthYearToKeep, type AgeBand } from './domain/minors.ts';
import {
  maskedIdNumber,
  maskedPhone,
  openPhone,
  readIdNumber,
  readPhone,
  sealIdNumber,
  sealPhone,
} from './domain/sealed-fields.ts';
import { requireRegion } from './regions.ts';
import {
  blankPerson,
  findByHash,
  findPersonRow,
  getPersonRow,
  insertPerson,
  PERSON_COLUMNS,
  updatePerson,
  type PersonChange,
  type PersonRow,
} from './store/person-store.ts';
import { endAllGrants, grantRows } from './store/role-grant-store.ts';

/** A person as other modules see them: no number, only whether there is one. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Home community, a region code. */
  readonly place: string | null;
  readonly hasPhone: boolean;
  readonly hasIdNumber: boolean;
  readonly ageBand: AgeBand;
  /** Whole years that a minor has at least; null for adults and where no birth year is kept. */
  readonly leastAge: number | null;
  readonly version: number;
  readonly createdAt: Date;
}

/** A person with their numbers masked, for staff pages. */
export interface MaskedPerson extends Person {
  readonly phone: string | null;
  readonly idNumber: string | null;
}

const asPerson = (context: Context, row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  place: row.place,
  hasPhone: row.phoneCipher !== null,
  hasIdNumber: row.idNumberCipher !== null,
  ageBand: ageBandOf(row.minorBirthYear, context.now),
  leastAge: leastAgeOf(row.minorBirthYear, context.now),
  version: row.version,
  createdAt: row.createdAt,
});

/** A row with its numbers masked. */
export const maskRow = (context: Context, row: PersonRow): MaskedPerson => ({
  ...asPerson(context, row),
  phone: maskedPhone(context.platform.vault, row.phoneCipher),
  idNumber: maskedIdNumber(context.platform.vault, row.idNumberCipher),
});

/** The person with this id, or undefined when there is none or they have been erased. */
export async function findPerson(context: Context, id: string): Promise<Person | undefined> {
  const row = await findPersonRow(context, id);
  return row === undefined ? undefined : asPerson(context, row);
}

/** The people with these ids, by id; who is not there or has been erased is left out. */
export async function findPeople(context: Context, ids: Iterable<string>): Promise<Map<string, Person>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<PersonRow>`select ${PERSON_COLUMNS} from directory.person p
    where p.district = ${context.district} and p.id = any(${wanted}::uuid[]) and p.erased_at is null`.execute(
    context.tx,
  );
  return new Map(rows.map((row) => [row.id, asPerson(context, row)]));
}

/** @throws Refusal `directory.person-not-found`. */
export const getPerson = async (context: Context, id: string): Promise<Person> =>
  asPerson(context, await getPersonRow(context, id));

/** The person with phone and ID number masked. @throws Refusal `directory.person-not-found`. */
export const maskedPerson = async (context: Context, id: string): Promise<MaskedPerson> =>
  maskRow(context, await getPersonRow(context, id));

/** The names of people, for lists and timelines. Ids without a person are left out. */
export async function namesOf(context: Context, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from directory.person where district = ${context.district} and id = any(${wanted}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Who is there of these people, with the roles that they hold; erased people are left out. */
export async function peopleWithGrants(
  context: Context,
  ids: readonly string[],
): Promise<Map<string, { readonly name: string; readonly grants: readonly Grant[] }>> {
  const [people, grants] = await Promise.all([
    sql<{
      id: string;
      name: string;
    }>`select id, name from directory.person where district = ${context.district} and id = any(${ids}::uuid[]) and erased_at is null`.execute(
      context.tx,
    ),
    grantRows(context, ids),
  ]);
  return new Map(
    people.rows.map(({ id, name }) => [
      id,
      {
        name,
        grants: grants.flatMap(({ person, role, place, unit }) => (person === id ? [{ role, place, unit }] : [])),
      },
    ]),
  );
}

/** Plain phone numbers, for sending messages. Never for showing: pages unmask with a reason. People without one are left out. */
export async function phonesOf(context: Context, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ id: string; cipher: Buffer }>`select id, phone_cipher as cipher from directory.person
    where district = ${context.district} and id = any(${wanted}::uuid[]) and phone_cipher is not null`.execute(
    context.tx,
  );
  return new Map(rows.map((row) => [row.id, openPhone(context.platform.vault, row.cipher)]));
}

export interface PersonDraft {
  readonly id?: string;
  readonly name: string;
  readonly phone?: string | null;
  readonly idNumber?: string | null;
  /** Home community. */
  readonly place?: string | null;
  /** Kept for minors only, see `birthYearToKeep`. */
  readonly birthYear?: number | null;
}

/** A name as it is stored: no line breaks, no hidden characters, 1 to 50 characters. */
export function readName(typed: string): string {
  const name = safeText(typed).replace(/\s+/g, ' ').trim();
  if (name === '' || name.length > 50)
    throw refuse.invalid(
      'directory.name-wrong',
      '请填写姓名，最多 50 个字。',
      'Enter a name of at most 50 characters.',
      { errors: [{ field: 'name', detail: '1–50' }] },
    );
  return name;
}

/**
 * Adds a person and claims their numbers.
 * @throws Refusal `directory.phone-taken`, `directory.id-number-taken`, and for numbers that cannot be right.
 */
export async function createPerson(context: Context, draft: PersonDraft): Promise<string> {
  const id = draft.id ?? context.newId();
  const phone = draft.phone ? readPhone(draft.phone) : null;
  const idNumber = draft.idNumber ? readIdNumber(draft.idNumber, context.now) : null;
  if (draft.place != null) await requireRegion(context, draft.place);
  await insertPerson(context, {
    id,
    name: readName(draft.name),
    place: draft.place ?? null,
    phone: phone === null ? null : sealPhone(context, phone),
    idNumber: idNumber === null ? null : sealIdNumber(context, idNumber),
    minorBirthYear: birthYearToKeep(idNumber, draft.birthYear ?? null, context.now),
  });
  context.emit('directory.person-created', { person: id });
  return id;
}

export interface PersonEdit {
  readonly name?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly idNumber?: string | null | undefined;
  readonly place?: string | null | undefined;
  readonly birthYear?: number | null | undefined;
}

/**
 * Changes what is given and leaves the rest.
 * @throws Refusal `directory.changed-meanwhile` when someone else was faster.
 */
export async function editPerson(context: Context, id: string, version: number, edit: PersonEdit): Promise<void> {
  const idNumber = edit.idNumber ? readIdNumber(edit.idNumber, context.now) : null;
  if (edit.place != null) await requireRegion(context, edit.place);
  const change: PersonChange = {
    ...(edit.name === undefined ? {} : { name: readName(edit.name) }),
    ...(edit.place === undefined ? {} : { place: edit.place }),
    ...(edit.phone === undefined
      ? {}
      : { phone: edit.phone === null ? null : sealPhone(context, readPhone(edit.phone)) }),
    ...(edit.idNumber === undefined ? {} : { idNumber: idNumber === null ? null : sealIdNumber(context, idNumber) }),
    ...(idNumber === null && edit.birthYear === undefined
      ? {}
      : { minorBirthYear: birthYearToKeep(idNumber, edit.birthYear ?? null, context.now) }),
  };
  if (!(await updatePerson(context, id, version, change))) throw changedMeanwhile();
  context.emit('directory.person-changed', { person: id, phoneChanged: edit.phone !== undefined });
}

export const changedMeanwhile = () =>
  refuse.conflict(
    'directory.changed-meanwhile',
    '刚才有人改过这条信息，请刷新后在新内容上修改。',
    'Someone changed this just now; reload and edit the new content.',
  );

/** The person of this district with this phone number; undefined also for what is no phone number. */
export async function findPersonByPhone(context: Context, phone: string): Promise<Person | undefined> {
  let plain: string;
  try {
    plain = readPhone(phone);
  } catch {
    return undefined;
  }
  const id = await findByHash(context, 'phone', sealPhone(context, plain).hash);
  return id === undefined ? undefined : findPerson(context, id);
}

/** The person of this district with this resident ID number; undefined also for what is none. */
export async function findPersonByIdNumber(context: Context, idNumber: string): Promise<Person | undefined> {
  let plain: string;
  try {
    plain = readIdNumber(idNumber, context.now);
  } catch {
    return undefined;
  }
  const id = await findByHash(context, 'idNumber', sealIdNumber(context, plain).hash);
  return id === undefined ? undefined : findPerson(context, id);
}

/**
 * Erases a person at their own request: numbers, name, home and titles go, roles end, the id stays for the records that
 * must be kept. Other modules erase theirs on the event `directory.person-erased`.
 */
export async function erasePerson(context: Context, id: string): Promise<void> {
  await getPersonRow(context, id);
  await endAllGrants(context, id);
  await blankPerson(context, id);
  context.emit('directory.person-erased', { person: id });
}
