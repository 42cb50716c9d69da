import type { Context } from '@zhongzhi/kernel';
import { namesOf, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import type { CaseLine } from '../contract/index.ts';
import type { CaseRow } from '../store/case-store.ts';

const COLUMNS = [
  'id',
  'number',
  'type',
  'title',
  'status',
  'phase',
  'version',
  'place',
  'category',
  'urgency',
  'source',
  'unit',
  'assignee',
  'opened_at',
  'closed_at',
  'due_at',
  'followers',
  'longitude',
  'latitude',
] as const;

/** The given cases as lines of a list, in the given order. Whoever calls has checked the scope. */
export async function linesOf(context: Context, ids: readonly string[]): Promise<CaseLine[]> {
  if (ids.length === 0) return [];
  const rows = await context.tx
    .selectFrom('casework.case')
    .select([...COLUMNS])
    .where('district', '=', context.district)
    .where('id', 'in', [...ids])
    .execute();
  const [units, people, places] = await Promise.all([
    organisationNamesOf(
      context,
      rows.flatMap((row) => row.unit ?? []),
    ),
    namesOf(context, [...new Set(rows.flatMap((row) => row.assignee ?? []))]),
    regionNamesOf(context, [...new Set(rows.flatMap((row) => row.place ?? []))]),
  ]);
  const names = { units, people, places };
  const byId = new Map(rows.map((row) => [row.id, lineOf(row, names, context.now)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type Row = Pick<CaseRow, (typeof COLUMNS)[number]>;
type Names = Record<'units' | 'people' | 'places', ReadonlyMap<string, string>>;

function lineOf(row: Row, { units, people, places }: Names, now: Date): CaseLine {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    title: row.title,
    status: row.status,
    phase: row.phase,
    version: row.version,
    place: row.place,
    placeName: row.place === null ? null : (places.get(row.place) ?? null),
    category: row.category,
    urgency: row.urgency,
    source: row.source,
    unit: row.unit === null ? null : { id: row.unit, name: units.get(row.unit) ?? '' },
    assignee: row.assignee === null ? null : { id: row.assignee, name: people.get(row.assignee) ?? '' },
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    isOverdue: row.phase !== 'done' && row.due_at !== null && row.due_at <= now,
    followers: row.followers,
    point:
      row.longitude === null || row.latitude === null ? null : { longitude: row.longitude, latitude: row.latitude },
  };
}
