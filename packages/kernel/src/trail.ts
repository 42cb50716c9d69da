import { sql } from 'kysely';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';

export interface AuditEntry {
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
}

export interface OutboxEntry {
  event: string;
  payload: Record<string, unknown>;
}

function nameActor(actor: Actor): { kind: string; id: string | null; reason: string | null } {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.personId, reason: null };
    case 'client':
      return { kind: 'client', id: actor.clientId, reason: null };
    case 'system':
      return { kind: 'system', id: null, reason: actor.reason };
    case 'anonymous':
      return { kind: 'anonymous', id: null, reason: null };
  }
}

/** What one call leaves behind besides its rows. */
export interface Trail {
  readonly audit: AuditEntry[];
  readonly outbox: OutboxEntry[];
}

/** A call with what it leaves behind. */
export interface Trailed {
  readonly context: Context;
  readonly trail: Trail;
}

/**
 * Writes the audit rows and the events of one transaction, each under the actor and the time of its own call; a commit
 * without its audit rows cannot happen.
 */
export async function writeTrails(calls: readonly Trailed[]): Promise<void> {
  const first = calls[0];
  if (first === undefined) return;
  await Promise.all([writeAudit(first.context, calls), writeOutbox(first.context, calls)]);
}

async function writeAudit({ district, tx }: Context, calls: readonly Trailed[]): Promise<void> {
  const rows = calls.flatMap(({ context, trail }) => {
    const { kind, id, reason } = nameActor(context.actor);
    const common = { at: context.now, actor_kind: kind, actor_id: id, reason, address: context.origin.address };
    return trail.audit.map((entry) => ({ id: context.newId(), ...common, ...entry }));
  });
  if (rows.length === 0) return;
  await sql`insert into kernel.audit (district, id, at, actor_kind, actor_id, reason, action, subject, detail, address)
    select ${district}::int, r.id, r.at, r.actor_kind, r.actor_id, r.reason, r.action, r.subject, r.detail, r.address
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, at timestamptz, actor_kind text, actor_id text, reason text, action text, subject text, detail jsonb, address text)`.execute(
    tx,
  );
}

async function writeOutbox({ district, tx }: Context, calls: readonly Trailed[]): Promise<void> {
  const rows = calls.flatMap(({ context, trail }) =>
    trail.outbox.map((entry) => ({ id: context.newId(), at: context.now, ...entry })),
  );
  if (rows.length === 0) return;
  await sql`insert into kernel.outbox (district, id, at, event, payload)
    select ${district}::int, r.id, r.at, r.event, r.payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, at timestamptz, event text, payload jsonb)`.execute(
    tx,
  );
}
