import { sql } from 'kysely';
import type { Context, Figure, Text } from '@zhongzhi/kernel';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { getCaseType } from '../case-types.ts';
import { redact } from '../domain/redact.ts';
import { idAfter } from './page-marker.ts';

const PAGE = 30;

/** A figure that counts cases of a type in certain statuses; its records are the cases, with words only where cleared. */
export function caseFigure(draft: {
  name: string;
  type: string;
  statuses: readonly string[];
  label: Text;
  definition: Text;
}): Figure {
  const statuses = [...draft.statuses];
  return {
    name: draft.name,
    label: draft.label,
    definition: draft.definition,
    unit: { zh: '件', en: 'cases' },
    async count(context) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from casework.case where district = ${context.district} and type = ${draft.type} and status = any(${statuses}::text[])`.execute(
        context.tx,
      );
      return { value: rows[0]?.n ?? 0 };
    },
    records: (context, after) => recordsOf(context, draft.type, statuses, after),
  };
}

async function recordsOf(context: Context, type: string, statuses: string[], after: string | null) {
  const before = after === null ? null : idAfter(after);
  const { rows } = await sql<{
    id: string;
    number: string;
    title: string;
    visibility: string;
    closed_at: Date | null;
    updated_at: Date;
    memory: { public?: { title?: string } };
  }>`
    select id, number, title, visibility, closed_at, updated_at, memory from casework.case where district = ${context.district} and type = ${type} and status = any(${statuses}::text[]) and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${PAGE + 1}`.execute(
    context.tx,
  );
  const shown = rows.slice(0, PAGE);
  const label = getCaseType(context.platform, type).label[context.language];
  return {
    items: shown.map((row) => ({
      id: row.id,
      title:
        row.visibility === 'public'
          ? `${row.number} ${row.memory.public?.title ?? redact(row.title)}`
          : `${row.number} ${label}（未公开）`,
      at: (row.closed_at ?? row.updated_at).toISOString(),
      link: row.visibility === 'public' ? `/public/${row.id}` : null,
    })),
    next: rows.length > PAGE ? encodeCursor([shown.at(-1)!.id]) : null,
  };
}
