import { sql } from 'kysely';
import { refuse, type Context } from '@zhongzhi/kernel';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { organisationNamesOf, regionPath } from '@zhongzhi/directory';
import type { PublicCase } from '../contract/index.ts';
import { currentCaseTypes, getCaseType } from '../case-types.ts';
import { redact } from '../domain/redact.ts';
import type { CaseRow } from '../store/case-store.ts';
import { categoryLabelOf } from './category-label.ts';
import { inOrder } from '../in-order.ts';
import { idAfter } from './page-marker.ts';

export interface PublicFilter {
  type: string;
  place?: string | undefined;
  category?: string | undefined;
  phase?: string | undefined;
}

/** Cleared cases for everyone, newest first. */
export async function publicCases(
  context: Context,
  filter: PublicFilter,
  cursor: string | undefined,
  limit: number,
): Promise<{ items: PublicCase[]; next: string | null }> {
  getCaseType(context.platform, filter.type);
  const before = cursor === undefined ? null : idAfter(cursor);
  let rows = context.tx
    .selectFrom('casework.case')
    .selectAll()
    .where('district', '=', context.district)
    .where('type', '=', filter.type)
    .where('visibility', '=', 'public');
  if (before !== null) rows = rows.where('id', '<', before);
  if (filter.place !== undefined)
    rows = rows.where('place', '>=', filter.place).where('place', '<', `${filter.place}~`);
  if (filter.category !== undefined) rows = rows.where('category', '=', filter.category);
  if (filter.phase !== undefined) rows = rows.where('phase', '=', filter.phase);
  const found = await rows
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = found.slice(0, limit);
  return {
    items: await inOrder(shown, (row) => publicCaseOf(context, row)),
    next: found.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
  };
}

/** @throws Refusal when the case is not public. */
export async function publicCase(context: Context, id: string): Promise<PublicCase> {
  const row = await context.tx
    .selectFrom('casework.case')
    .selectAll()
    .where('district', '=', context.district)
    .where('id', '=', id)
    .where('visibility', '=', 'public')
    .executeTakeFirst();
  if (row === undefined)
    throw refuse.notFound(
      'case.not-public',
      '没有找到这件事，或者它没有公开。',
      'This matter was not found, or it is not public.',
    );
  return publicCaseOf(context, row);
}

/** A case without personal data: the words that staff cleared, or a redacted copy; a place no finer than about 100 m. */
export async function publicCaseOf(context: Context, row: CaseRow): Promise<PublicCase> {
  const type = getCaseType(context.platform, row.type, row.type_version);
  const cleared = (row.memory as { public?: { title?: string; text?: string } }).public;
  const photos = await context.tx
    .selectFrom('casework.attachment')
    .select('file_id')
    .where('district', '=', context.district)
    .where('case_id', '=', row.id)
    .where('seen_by', '=', 'everyone')
    .orderBy('at')
    .limit(9)
    .execute();
  const answer = await context.tx
    .selectFrom('casework.event')
    .select('note')
    .where('district', '=', context.district)
    .where('case_id', '=', row.id)
    .where('action', '=', 'answer')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const status = type.statuses[row.status]!;
  return {
    id: row.id,
    number: row.number,
    type: type.name,
    typeLabel: type.label,
    title: cleared?.title ?? redact(row.title),
    description: cleared?.text ?? redact(row.description),
    status: row.status,
    statusLabel: status.label,
    phase: row.phase,
    category: row.category,
    categoryLabel: await categoryLabelOf(context, type.name, row.category),
    placePath: row.place === null ? [] : await regionPath(context, row.place),
    point:
      row.longitude === null || row.latitude === null
        ? null
        : { longitude: Math.round(row.longitude * 1_000) / 1_000, latitude: Math.round(row.latitude * 1_000) / 1_000 },
    unit: row.unit === null ? null : ((await organisationNamesOf(context, [row.unit])).get(row.unit) ?? null),
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    isOverdue: row.phase !== 'done' && row.due_at !== null && row.due_at <= context.now,
    followers: row.followers,
    photos: photos.map(({ file_id: id }) => id),
    answer: answer?.note == null ? null : redact(answer.note),
  };
}

export interface MapPoint {
  id: string;
  title: string;
  longitude: number;
  latitude: number;
  phase: string;
  type: string;
}

/** Public cases as points of a map: the newest 500 of a type, places rounded to about 100 m. */
export async function publicMap(context: Context, type: string): Promise<MapPoint[]> {
  const rows = await context.tx
    .selectFrom('casework.case')
    .select(['id', 'title', 'longitude', 'latitude', 'phase', 'memory', 'type'])
    .where('district', '=', context.district)
    .where('type', '=', type)
    .where('visibility', '=', 'public')
    .where('latitude', 'is not', null)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: (row.memory as { public?: { title?: string } }).public?.title ?? redact(row.title),
    longitude: Math.round(row.longitude! * 1_000) / 1_000,
    latitude: Math.round(row.latitude! * 1_000) / 1_000,
    phase: row.phase,
    type: row.type,
  }));
}

const NEAR_DEGREES = 0.004; // about 400 m in Kunming

/** Open reports that may be the same matter: nearby, or in the same community with words in common; only public ones can be shown. */
export async function similarCases(
  context: Context,
  request: {
    type: string;
    longitude?: number | undefined;
    latitude?: number | undefined;
    place?: string | undefined;
    text?: string | undefined;
  },
): Promise<PublicCase[]> {
  const type = currentCaseTypes(context.platform).find(({ name }) => name === request.type);
  if (type?.joinable !== true) return [];
  const near =
    request.longitude === undefined || request.latitude === undefined
      ? sql`false`
      : sql`(latitude between ${request.latitude - NEAR_DEGREES} and ${request.latitude + NEAR_DEGREES} and longitude between ${request.longitude - NEAR_DEGREES} and ${request.longitude + NEAR_DEGREES})`;
  const inPlace = request.place === undefined ? sql`false` : sql`place = ${request.place}`;
  const { rows } =
    await sql<CaseRow>`select * from casework.case where district = ${context.district} and type = ${type.name} and visibility = 'public' and phase <> 'done' and (${near} or ${inPlace}) order by id desc limit 60`.execute(
      context.tx,
    );
  const ranked = rows
    .map((row) => ({ row, score: likeness(request, row) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
  return inOrder(ranked, ({ row }) => publicCaseOf(context, row));
}

function likeness(
  request: { longitude?: number | undefined; latitude?: number | undefined; text?: string | undefined },
  row: CaseRow,
): number {
  const isNear =
    request.longitude !== undefined &&
    row.longitude !== null &&
    Math.hypot(request.longitude - row.longitude, request.latitude! - row.latitude!) < NEAR_DEGREES / 2;
  const words = pairsOf(request.text ?? '');
  const common =
    words.size === 0
      ? 0
      : [...pairsOf(`${row.title}${row.description}`)].filter((pair) => words.has(pair)).length / words.size;
  return (isNear ? 0.4 : 0) + (common >= 0.2 ? common : 0);
}

const pairsOf = (text: string): Set<string> => {
  const letters = [...text.replace(/[^\p{L}\p{N}]/gu, '')];
  return new Set(letters.slice(1).map((letter, index) => letters[index]! + letter));
};
