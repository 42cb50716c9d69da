import { sql } from 'kysely';
import { coversPlace, coversUnit, personOf, refuse, type Context } from '@zhongzhi/kernel';

/** How long the files of an export may be read. */
const OPEN_MS = 3_600_000;

export interface RecordExport {
  readonly id: string;
  /** Null: of the whole district. */
  readonly unit: string | null;
  readonly from: string;
  readonly to: string;
  readonly wholeNumbers: boolean;
}

const exportNotFound = () =>
  refuse.notFound(
    'record.export-not-found',
    '没有这次导出，或已过一小时，请重新导出。',
    'There is no such export, or its hour is over: export again.',
  );

const isWithin = ({ scope, district }: Context, unit: string | null): boolean =>
  unit === null
    ? coversPlace(scope, String(district))
    : coversUnit(scope, unit) || coversPlace(scope, String(district));

/**
 * Notes who takes the records of a unit or of the district out, for which days and what for; its files can be read for an
 * hour. @throws Refusal `record.export-not-yours`, `record.export-days`.
 */
export async function askForExport(
  context: Context,
  asked: Omit<RecordExport, 'id'> & { readonly reason: string },
): Promise<string> {
  if (!isWithin(context, asked.unit))
    throw refuse.notFound(
      'record.export-not-yours',
      '只能导出本单位的记录。',
      'You export the records of your own unit only.',
    );
  if (asked.from > asked.to)
    throw refuse.invalid('record.export-days', '结束日期不能早于开始日期。', 'The last day is before the first.', {
      errors: [{ field: 'to', detail: '请检查日期' }],
    });
  const id = context.newId();
  await sql`insert into volunteering.record_export (district, id, person, unit, from_day, until_day, whole_numbers, reason, at)
    values (${context.district}, ${id}, ${personOf(context.actor)}, ${asked.unit}, ${asked.from}::date, ${asked.to}::date, ${asked.wholeNumbers}, ${asked.reason}, ${context.now})`.execute(
    context.tx,
  );
  const { unit, from, to, wholeNumbers, reason } = asked;
  context.audit('volunteering.records-exported', id, { unit, from, to, wholeNumbers, reason });
  return id;
}

/** The caller's own export, while it may be read and the unit is still theirs. @throws Refusal `record.export-not-found`. */
export async function ownExport(context: Context, id: string): Promise<RecordExport> {
  const { rows } =
    await sql<RecordExport>`select id, unit, from_day::text as "from", until_day::text as "to", whole_numbers as "wholeNumbers"
    from volunteering.record_export where district = ${context.district} and id = ${id} and person = ${personOf(context.actor)}::uuid
      and at > ${new Date(context.now.getTime() - OPEN_MS)}`.execute(context.tx);
  const found = rows[0];
  if (found === undefined || !isWithin(context, found.unit)) throw exportNotFound();
  return found;
}
