import { sql, type RawBuilder } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { encodeCursor } from '@zhongzhi/contract-kit';
import type { BoardFilter, CaseLine, CasePage, Phase } from '../contract/index.ts';
import { getCaseType } from '../case-types.ts';
import type { CaseType } from '../domain/case-type.ts';
import { searchWords, typeWord } from '../domain/search-words.ts';
import { staffDesks } from '../engine/access.ts';
import { linesOf } from './case-lines.ts';
import { idAfter, placeAfter } from './page-marker.ts';

const PHASES_OF: Record<string, Phase[]> = {
  new: ['new'],
  open: ['open'],
  waiting: ['waiting'],
  done: ['done'],
  active: ['new', 'open', 'waiting'],
  overdue: ['new', 'open', 'waiting'],
  all: ['new', 'open', 'waiting', 'done'],
};

interface Place {
  sortAt: Date;
  id: string;
}

/** The desks to look on: the reader's own, or those of a narrower place or unit that the filter names. */
export function desksFor(context: Context, type: CaseType, filter: BoardFilter): string[] {
  if (filter.mine === true) return personOf(context.actor) === null ? [] : [`p:${personOf(context.actor)!}`];
  const own = context.actor.kind === 'system' ? [`r:${context.district}`] : staffDesks(context, type);
  if (
    filter.place !== undefined &&
    own.some((desk) => desk.startsWith('r:') && filter.place!.startsWith(desk.slice(2)))
  )
    return [`r:${filter.place}`];
  if (filter.unit !== undefined && own.some((desk) => desk.startsWith('r:') && desk.length === 8))
    return [`u:${filter.unit}`];
  return own;
}

/** What else a case must satisfy; the desks and the tab are handled by the walk itself. */
function conditions(filter: BoardFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (filter.status !== undefined) all.push(sql`c.status = ${filter.status}`);
  if (filter.unit !== undefined)
    all.push(
      sql`(c.unit = ${filter.unit}::uuid or exists (select from casework.task t where t.district = c.district and t.case_id = c.id and t.unit = ${filter.unit}::uuid))`,
    );
  if (filter.place !== undefined) all.push(sql`starts_with(c.place, ${filter.place})`);
  if (filter.category !== undefined)
    all.push(sql`(c.category = ${filter.category} or starts_with(c.category, ${`${filter.category}/`}))`);
  if (filter.urgency !== undefined) all.push(sql`c.urgency = ${filter.urgency}`);
  if (filter.source !== undefined) all.push(sql`c.source = ${filter.source}`);
  if (filter.from !== undefined)
    all.push(sql`c.opened_at >= (${filter.from}::date)::timestamp at time zone 'Asia/Shanghai'`);
  if (filter.to !== undefined)
    all.push(sql`c.opened_at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  return sql.join(all, sql` and `);
}

/** One stretch of one desk and one phase, in the board's order, no longer than a page. The index `reach_board` gives it sorted. */
function stretch(
  context: Context,
  type: string,
  desk: string,
  phase: Phase,
  filter: BoardFilter,
  after: Place | null,
  most: number,
): RawBuilder<unknown> {
  const isDescending = filter.tab === 'done';
  const beyond =
    after === null
      ? sql`true`
      : isDescending
        ? sql`(r.sort_at, r.case_id) < (${after.sortAt}::timestamptz, ${after.id}::uuid)`
        : sql`(r.sort_at, r.case_id) > (${after.sortAt}::timestamptz, ${after.id}::uuid)`;
  const soon = filter.tab === 'overdue' ? sql`and r.sort_at <= ${context.now}` : sql``;
  const order = isDescending ? sql`r.sort_at desc, r.case_id desc` : sql`r.sort_at, r.case_id`;
  return sql`(select r.case_id, r.sort_at from casework.reach r join casework.case c on c.district = r.district and c.id = r.case_id
    where r.district = ${context.district} and r.reach = ${desk} and r.type = ${type} and r.phase = ${phase} and ${beyond} ${soon} and ${conditions(filter)} order by ${order} limit ${most})`;
}

/** A page of the board: within scope, in order of deadline (finished cases: newest first), by key. */
export async function boardPage(
  context: Context,
  filter: BoardFilter,
  cursor: string | undefined,
  limit: number,
): Promise<CasePage> {
  const type = getCaseType(context.platform, filter.type);
  const desks = desksFor(context, type, filter);
  if (desks.length === 0) {
    if (filter.mine === true) throw refuse.unauthenticated();
    return { items: [], next: null };
  }
  if (filter.text !== undefined && filter.text.trim() !== '') return searchPage(context, filter, desks, cursor, limit);
  const after = cursor === undefined ? null : placeAfter(cursor);
  const phases = PHASES_OF[filter.tab ?? 'active']!;
  const parts = desks.flatMap((desk) =>
    phases.map((phase) => stretch(context, type.name, desk, phase, filter, after, limit + 1)),
  );
  const order = filter.tab === 'done' ? sql`sort_at desc, case_id desc` : sql`sort_at, case_id`;
  const { rows } = await sql<{
    case_id: string;
    sort_at: Date;
  }>`select distinct case_id, sort_at from (${sql.join(parts, sql` union all `)}) page order by ${order} limit ${limit + 1}`.execute(
    context.tx,
  );
  return toPage(
    context,
    rows.map(({ case_id: id, sort_at: at }) => ({ id, key: [at.toISOString(), id] })),
    limit,
  );
}

const NARROWED_CHUNK = 500;
const MOST_CHUNKS = 20;

/** Whether the filter asks for more than words and type, which the word index answers by itself. */
const isNarrowed = ({ tab, ...filter }: BoardFilter): boolean =>
  (tab ?? 'all') !== 'all' || Object.keys(filter).some((key) => !['type', 'text', 'place'].includes(key));

/**
 * Search: newest first, found by the word index together with type and desks. Other filters narrow what was found, chunk
 * by chunk, until the page is full or nothing is left.
 */
async function searchPage(
  context: Context,
  filter: BoardFilter,
  desks: string[],
  cursor: string | undefined,
  limit: number,
): Promise<CasePage> {
  const words = searchWords(filter.text!);
  if (words.length === 0) return { items: [], next: null };
  const most = limit + 1;
  const chunk = isNarrowed(filter) ? NARROWED_CHUNK : most;
  const ids: string[] = [];
  let before = cursor === undefined ? null : idAfter(cursor);
  for (let round = 0; round < MOST_CHUNKS && ids.length < most; round += 1) {
    const found = await findChunk(context, filter, { desks, words, before, chunk });
    ids.push(...found.filter(({ fits }) => fits).map(({ id }) => id));
    if (found.length < chunk) break;
    before = found.at(-1)!.id;
  }
  return toPage(
    context,
    ids.slice(0, most).map((id) => ({ id, key: [id] })),
    limit,
  );
}

interface Chunk {
  desks: readonly string[];
  words: readonly string[];
  before: string | null;
  chunk: number;
}

async function findChunk(context: Context, filter: BoardFilter, { desks, words, before, chunk }: Chunk) {
  const reach = desks.includes(`r:${context.district}`) ? [] : desks;
  const wanted = [...words, typeWord(filter.type)];
  const phases = PHASES_OF[filter.tab ?? 'all']!;
  const { rows } = await sql<{ id: string; fits: boolean }>`
    select c.id, (c.type = ${filter.type} and c.phase = any(${phases}::text[]) and ${conditions(filter)}) as fits
    from casework.find_cases(${context.district}, ${reach}::text[], ${wanted}::text[], ${before}::uuid, ${chunk}) as found(id)
    join casework.case c on c.district = ${context.district} and c.id = found.id order by c.id desc`.execute(
    context.tx,
  );
  return rows;
}

async function toPage(
  context: Context,
  found: { id: string; key: (string | number)[] }[],
  limit: number,
): Promise<CasePage> {
  const shown = found.slice(0, limit);
  const items: CaseLine[] = await linesOf(
    context,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return { items, next: found.length > limit && last !== undefined ? encodeCursor(last.key) : null };
}

/** Counts stop here: a tab that says 999+ costs the same however many lie behind it. */
export const MOST_COUNTED = 999;

/** How many cases lie on each tab, counted up to `MOST_COUNTED`. */
export async function boardCounts(context: Context, filter: BoardFilter): Promise<Record<string, number>> {
  const type = getCaseType(context.platform, filter.type);
  const desks = desksFor(context, type, filter);
  const isPlain = [
    filter.status,
    filter.unit,
    filter.place,
    filter.category,
    filter.urgency,
    filter.source,
    filter.from,
    filter.to,
  ].every((value) => value === undefined);
  const tabs = ['new', 'open', 'waiting', 'overdue', 'done'] as const;
  const counts: Record<string, number> = Object.fromEntries(tabs.map((tab) => [tab, 0]));
  if (desks.length === 0) return counts;
  const parts = tabs.map((tab) => {
    const narrowed = { ...filter, tab };
    const stretches = desks.flatMap((desk) =>
      PHASES_OF[tab]!.map((phase) =>
        isPlain && tab !== 'overdue'
          ? sql`(select r.case_id from casework.reach r where r.district = ${context.district} and r.reach = ${desk} and r.type = ${type.name} and r.phase = ${phase} limit ${MOST_COUNTED + 1})`
          : sql`(select case_id from ${stretch(context, type.name, desk, phase, narrowed, null, MOST_COUNTED + 1)} s)`,
      ),
    );
    return sql`select ${tab}::text as tab, count(*)::int as n from (select distinct case_id from (${sql.join(stretches, sql` union all `)}) a limit ${MOST_COUNTED + 1}) b`;
  });
  const { rows } = await sql<{ tab: string; n: number }>`${sql.join(parts, sql` union all `)}`.execute(context.tx);
  for (const { tab, n } of rows) counts[tab] = n;
  return counts;
}
