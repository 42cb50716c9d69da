import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import type { RosterValues } from '../domain/roster-row.ts';

export const CHUNK_PURPOSE = 'volunteers.roster';
/** Kind under which the sheet is attached to its import. */
export const FILE_KIND = 'volunteer-roster';

export type RosterState = 'waiting' | 'reading' | 'writing' | 'done' | 'failed';

/** What came of the rows; together they are the rows done. */
export interface RosterCounts {
  /** New to the platform. */
  readonly added: number;
  /** Known to the platform, new as volunteers. */
  readonly joined: number;
  /** Volunteers already. */
  readonly known: number;
  /** Said again in the same sheet. */
  readonly repeated: number;
  readonly refused: number;
}

export interface RosterImport extends RosterCounts {
  readonly id: string;
  readonly file: string | null;
  readonly fileName: string;
  readonly organisation: string;
  readonly declaration: string;
  readonly places: readonly string[];
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly state: RosterState;
  readonly tries: number;
  readonly readTo: number;
  readonly rowsRead: number;
  readonly rowsDone: number;
  readonly ignoredColumns: readonly string[];
  readonly fault: string | null;
  readonly doneAt: Date | null;
}

/** A row as it stands in the sheet. */
export interface StagedRow {
  readonly number: number;
  readonly values: RosterValues;
}

const COLUMNS = sql`id, file, file_name as "fileName", organisation, declaration, places, made_by as "madeBy", made_at as "madeAt", state, tries, read_to as "readTo",
  rows_read as "rowsRead", rows_done as "rowsDone", added, joined, known, repeated, refused, ignored_columns as "ignoredColumns", fault, done_at as "doneAt"`;

export async function findRoster(context: Context, id: string, lock = false): Promise<RosterImport | undefined> {
  const { rows } =
    await sql<RosterImport>`select ${COLUMNS} from volunteers.roster_import where district = ${context.district} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
      context.tx,
    );
  return rows[0];
}

/** Imports of one maker, or of everybody (null), the newest first. */
export async function listRosters(
  context: Context,
  madeBy: string | null,
  before: string | null,
  most: number,
): Promise<RosterImport[]> {
  const { rows } = await sql<RosterImport>`select ${COLUMNS} from volunteers.roster_import
    where district = ${context.district} ${madeBy === null ? sql`` : sql`and made_by = ${madeBy}`} ${before === null ? sql`` : sql`and id < ${before}::uuid`}
    order by id desc limit ${most}`.execute(context.tx);
  return rows;
}

export interface RosterDraft {
  readonly id: string;
  readonly file: string | null;
  readonly fileName: string;
  readonly organisation: string;
  readonly declaration: string;
  readonly places: readonly string[];
  readonly madeBy: string | null;
}

export const insertRoster = (context: Context, draft: RosterDraft) =>
  sql`insert into volunteers.roster_import (district, id, file, file_name, organisation, declaration, places, made_by, made_at, state, touched_at)
    values (${context.district}, ${draft.id}, ${draft.file}, ${draft.fileName}, ${draft.organisation}, ${draft.declaration}, ${[...draft.places]}::text[], ${draft.madeBy}, ${context.now}, 'waiting', ${context.now})`.execute(
    context.tx,
  );

/** Notes that a worker has begun, or begins again. */
export const beginRoster = (context: Context, id: string) =>
  sql`update volunteers.roster_import set tries = tries + 1, touched_at = ${context.now}, state = case when state = 'waiting' then 'reading' else state end
    where district = ${context.district} and id = ${id}`.execute(context.tx);

/** Keeps rows that were read, encrypted, until they are written. */
export async function stageRows(
  context: Context,
  id: string,
  rows: readonly StagedRow[],
  ignoredColumns: readonly string[],
): Promise<void> {
  const cipher = context.platform.vault.encrypt(CHUNK_PURPOSE, JSON.stringify(rows));
  await sql`insert into volunteers.roster_chunk (district, import, first_row, rows_cipher) values (${context.district}, ${id}, ${rows[0]!.number}, ${cipher})`.execute(
    context.tx,
  );
  await sql`update volunteers.roster_import set rows_read = rows_read + ${rows.length}, read_to = ${rows.at(-1)!.number}, ignored_columns = ${[...ignoredColumns]}::text[], touched_at = ${context.now}
    where district = ${context.district} and id = ${id}`.execute(context.tx);
}

export const setState = (context: Context, id: string, state: RosterState, fault: string | null = null) =>
  sql`update volunteers.roster_import set state = ${state}, fault = ${fault}, touched_at = ${context.now}, done_at = ${state === 'done' || state === 'failed' ? context.now : null}
    where district = ${context.district} and id = ${id}`.execute(context.tx);

/** Takes the first rows that are not written yet out of the stage; undefined when there are none. */
export async function takeChunk(context: Context, id: string): Promise<StagedRow[] | undefined> {
  const { rows } = await sql<{ cipher: Buffer }>`delete from volunteers.roster_chunk c
    where c.district = ${context.district} and c.import = ${id} and c.first_row = (select min(first_row) from volunteers.roster_chunk where district = ${context.district} and import = ${id})
    returning c.rows_cipher as cipher`.execute(context.tx);
  return rows[0] === undefined
    ? undefined
    : (JSON.parse(context.platform.vault.decrypt(CHUNK_PURPOSE, rows[0].cipher)) as StagedRow[]);
}

export const dropChunks = (context: Context, id: string) =>
  sql`delete from volunteers.roster_chunk where district = ${context.district} and import = ${id}`.execute(context.tx);

export interface FaultLine {
  readonly row: number;
  /** Heading of the column. */
  readonly column: string;
  readonly repeats: boolean;
  readonly zh: string;
  readonly en: string;
}

export async function noteFaults(context: Context, id: string, faults: readonly FaultLine[]): Promise<void> {
  if (faults.length === 0) return;
  await sql`insert into volunteers.roster_fault (district, import, row, field, repeats, zh, en)
    select ${context.district}::int, ${id}::uuid, f.row, f."column", f.repeats, f.zh, f.en
    from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb) as f(row int, "column" text, repeats boolean, zh text, en text)`.execute(
    context.tx,
  );
}

/** Faults of an import in the order of the sheet, after one of them. */
export async function faultsAfter(
  context: Context,
  id: string,
  after: { row: number; column: string } | null,
  most: number,
): Promise<FaultLine[]> {
  const { rows } =
    await sql<FaultLine>`select row, field as "column", repeats, zh, en from volunteers.roster_fault where district = ${context.district} and import = ${id}
    and (row, field) > (${after?.row ?? -1}::int, ${after?.column ?? ''}::text) order by row, field limit ${most}`.execute(
      context.tx,
    );
  return rows;
}

/** Who of these stands on the roster already, and in which row. */
export async function rowsOfPeople(
  context: Context,
  id: string,
  people: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{
    person: string;
    row: number;
  }>`select person, row from volunteers.roster_person where district = ${context.district} and import = ${id} and person = any(${[...people]}::uuid[])`.execute(
    context.tx,
  );
  return new Map(rows.map(({ person, row }) => [person, row]));
}

export async function noteProgress(
  context: Context,
  id: string,
  counts: RosterCounts,
  people: readonly { person: string; row: number }[],
): Promise<void> {
  if (people.length > 0)
    await sql`insert into volunteers.roster_person (district, import, person, row)
      select ${context.district}::int, ${id}::uuid, p.person, p.row from unnest(${people.map(({ person }) => person)}::uuid[], ${people.map(({ row }) => row)}::int[]) as p(person, row)`.execute(
      context.tx,
    );
  const { added, joined, known, repeated, refused } = counts;
  await sql`update volunteers.roster_import set rows_done = rows_done + ${added + joined + known + repeated + refused}, added = added + ${added}, joined = joined + ${joined},
      known = known + ${known}, repeated = repeated + ${repeated}, refused = refused + ${refused}, touched_at = ${context.now}
    where district = ${context.district} and id = ${id}`.execute(context.tx);
}
