import { sql } from 'kysely';
import { encodeCursor } from '@zhongzhi/contract-kit';
import { isUuid, query } from '@zhongzhi/kernel';
import { AuditPage, SearchAudit } from '../contract/shapes.ts';
import { coversDistrict, peopleIn } from '../domain/scope-predicates.ts';
import { leastIdAt } from '../domain/days.ts';
import { namesOf } from '../people.ts';
import { readCursor } from './paging.ts';

const DEFAULT_LIMIT = 50;
const DAY_MS = 86_400_000;

interface AuditRow {
  id: string;
  at: Date;
  actorKind: string;
  actor: string | null;
  reason: string | null;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
  address: string | null;
}

const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** The audit log, newest first. Whoever does not administer the whole district sees what people in their scope did. */
export const searchAudit = query({
  name: 'audit.search',
  permission: 'audit.read',
  input: SearchAudit,
  output: AuditPage,
  summary: {
    zh: '查审计日志：谁、何时、做了什么、对哪条记录',
    en: 'Search the audit log: who, when, what, about which record',
  },
  async run(context, { actor, action, subject, from, to, cursor, limit = DEFAULT_LIMIT }) {
    const before = cursor === undefined ? undefined : readCursor(cursor, 1)[0];
    const { rows } =
      await sql<AuditRow>`select a.id, a.at, a.actor_kind as "actorKind", a.actor_id as actor, a.reason, a.action, a.subject, a.detail, a.address
      from kernel.audit a where a.district = ${context.district}
      ${coversDistrict(context.scope) ? sql`` : sql`and a.actor_kind = 'person' and exists (select from directory.person p where p.district = a.district and p.id::text = a.actor_id and ${peopleIn(context.scope)})`}
      ${actor === undefined ? sql`` : sql`and a.actor_id = ${actor}`}
      ${action === undefined ? sql`` : action.endsWith('.') ? sql`and starts_with(a.action, ${action})` : sql`and a.action = ${action}`}
      ${subject === undefined ? sql`` : sql`and a.subject = ${subject}`}
      ${from === undefined ? sql`` : sql`and a.id >= ${leastIdAt(startOfDay(from))}::uuid`}
      ${to === undefined ? sql`` : sql`and a.id < ${leastIdAt(startOfDay(to) + DAY_MS)}::uuid`}
      ${before === undefined ? sql`` : sql`and a.id < ${before}::uuid`}
      order by a.id desc limit ${limit + 1}`.execute(context.tx);
    const shown = rows.slice(0, limit);
    const names = await namesOf(
      context,
      shown.flatMap((row) =>
        row.actorKind === 'person' && row.actor !== null && isUuid(row.actor) ? [row.actor] : [],
      ),
    );
    return {
      items: shown.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        actorName: row.actor === null ? null : (names.get(row.actor) ?? null),
      })),
      next: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  },
});
