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

/** Writes the audit rows and the events of one transaction; a commit without its audit row cannot happen. */
export async function writeTrail(
  context: Context,
  audit: readonly AuditEntry[],
  outbox: readonly OutboxEntry[],
): Promise<void> {
  await Promise.all([writeAudit(context, audit), writeOutbox(context, outbox)]);
}

async function writeAudit(context: Context, audit: readonly AuditEntry[]): Promise<void> {
  if (audit.length === 0) return;
  const actor = nameActor(context.actor);
  const rows = audit.map((entry) => ({ id: context.newId(), ...entry }));
  await sql`insert into kernel.audit (district, id, at, actor_kind, actor_id, reason, action, subject, detail, address)
    select ${context.district}::int, r.id, ${context.now}::timestamptz, ${actor.kind}, ${actor.id}, ${actor.reason}, r.action, r.subject, r.detail, ${context.origin.address}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, action text, subject text, detail jsonb)`.execute(
    context.tx,
  );
}

async function writeOutbox(context: Context, outbox: readonly OutboxEntry[]): Promise<void> {
  if (outbox.length === 0) return;
  const rows = outbox.map((entry) => ({ id: context.newId(), ...entry }));
  await sql`insert into kernel.outbox (district, id, at, event, payload)
    select ${context.district}::int, r.id, ${context.now}::timestamptz, r.event, r.payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, event text, payload jsonb)`.execute(
    context.tx,
  );
}
