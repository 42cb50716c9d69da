import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { birthYearToKeep, isMinor } from './domain/minors.ts';
import { sealPhone } from './domain/sealed-fields.ts';
import { readName } from './people.ts';

/** Someone on a list, told from others by the phone number. Number and region have been checked by whoever read the list. */
export interface ListedPerson {
  readonly name: string;
  /** Eleven digits. */
  readonly phone: string;
  /** Home community, a region code that exists. */
  readonly place: string | null;
  /** Kept for minors only, see `birthYearToKeep`. */
  readonly birthYear: number | null;
}

/**
 * What became of one on the list: entered; known before under this number and name; or the number is someone else's, of
 * another name or another district.
 */
export interface Admitted {
  readonly outcome: 'entered' | 'known' | 'number-of-another';
  /** Null when the number is another's. */
  readonly person: string | null;
  readonly isMinor: boolean;
}

interface Holder {
  hash: string;
  home: number;
  person: string;
  name: string | null;
  minorBirthYear: number | null;
}

async function holdersOf(context: Context, hashes: readonly string[]): Promise<Map<string, Holder>> {
  const { rows } =
    await sql<Holder>`select i.hash, i.home_district as home, i.person, p.name, p.minor_birth_year as "minorBirthYear"
    from directory.phone_index i left join directory.person p on p.district = i.home_district and p.id = i.person and p.erased_at is null
    where i.hash = any(${[...hashes]}::text[])`.execute(context.tx);
  return new Map(rows.map((row) => [row.hash, row]));
}

interface Fresh {
  readonly id: string;
  readonly name: string;
  readonly place: string | null;
  readonly hash: string;
  readonly cipher: Buffer;
  readonly minorBirthYear: number | null;
}

/** Claims the numbers and writes those whose number was free. Gives the numbers that were claimed. */
async function enter(context: Context, fresh: readonly Fresh[]): Promise<Set<string>> {
  const column = <T>(take: (one: Fresh) => T): T[] => fresh.map(take);
  const { rows } = await sql<{ hash: string }>`with claimed as (
      insert into directory.phone_index (hash, home_district, person)
      select hash, ${context.district}::int, id from unnest(${column(({ hash }) => hash)}::text[], ${column(({ id }) => id)}::uuid[]) as f(hash, id) order by hash
      on conflict do nothing returning hash),
    entered as (
      insert into directory.person (district, id, name, place, phone_cipher, minor_birth_year, created_at, updated_at)
      select ${context.district}::int, f.id, f.name, f.place, f.cipher, f.born, ${context.now}::timestamptz, ${context.now}::timestamptz
      from unnest(${column(({ id }) => id)}::uuid[], ${column(({ name }) => name)}::text[], ${column(({ place }) => place)}::text[], ${column(({ hash }) => hash)}::text[],
        ${column(({ cipher }) => cipher)}::bytea[], ${column(({ minorBirthYear }) => minorBirthYear)}::int[]) as f(id, name, place, hash, cipher, born)
      join claimed c on c.hash = f.hash)
    select hash from claimed`.execute(context.tx);
  return new Set(rows.map(({ hash }) => hash));
}

/**
 * Enters many people at once: set by set, not row by row. Who is known already under the number and the name is joined,
 * not doubled; nothing of theirs is changed. Each number may stand on the list once. Two lists at once that hold the same
 * new number: the second waits for the first and finds the person known.
 */
export async function admitPeople(context: Context, listed: readonly ListedPerson[]): Promise<Admitted[]> {
  if (listed.length === 0) return [];
  const sealed = listed.map(({ phone }) => sealPhone(context, phone));
  const before = await holdersOf(
    context,
    sealed.map(({ hash }) => hash),
  );
  const fresh = listed.flatMap((one, index): Fresh[] => {
    const { hash, cipher } = sealed[index]!;
    if (before.has(hash)) return [];
    const minorBirthYear = birthYearToKeep(null, one.birthYear, context.now);
    return [{ id: context.newId(), name: readName(one.name), place: one.place, hash, cipher, minorBirthYear }];
  });
  const claimed = fresh.length === 0 ? new Set<string>() : await enter(context, fresh);
  const lost = fresh.filter(({ hash }) => !claimed.has(hash)).map(({ hash }) => hash);
  const holders = lost.length === 0 ? before : new Map([...before, ...(await holdersOf(context, lost))]);
  const entered = new Map(fresh.filter(({ hash }) => claimed.has(hash)).map((one) => [one.hash, one]));
  return listed.map(({ name }, index): Admitted => {
    const { hash } = sealed[index]!;
    const own = entered.get(hash);
    if (own !== undefined)
      return { outcome: 'entered', person: own.id, isMinor: isMinor(own.minorBirthYear, context.now) };
    const holder = holders.get(hash);
    if (holder === undefined || holder.home !== context.district || holder.name !== readName(name))
      return { outcome: 'number-of-another', person: null, isMinor: false };
    return { outcome: 'known', person: holder.person, isMinor: isMinor(holder.minorBirthYear, context.now) };
  });
}
