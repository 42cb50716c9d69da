import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from './context.ts';
import type { Platform } from './platform.ts';

const MOST_PER_SEAL = 20_000;
/** Rows younger than this are left for the next seal: a transaction still open may hold an earlier id. */
const SETTLING_SECONDS = 120;

interface AuditRow {
  seq: number;
  text: string;
}

interface Seal {
  seq: number;
  last_seq: number;
  rows: number;
  hash: string;
}

async function rowsBetween(context: Context, after: number, last: number | null, most: number): Promise<AuditRow[]> {
  const upTo =
    last === null ? sql`logged_at < now() - make_interval(secs => ${SETTLING_SECONDS})` : sql`seq <= ${last}`;
  const { rows } =
    await sql<AuditRow>`select seq, concat_ws('|', id, extract(epoch from at), actor_kind, actor_id, reason, action, subject, detail::text, address) as text from kernel.audit
    where district = ${context.district} and seq > ${after} and ${upTo} order by seq limit ${most}`.execute(context.tx);
  return rows;
}

const chain = (before: string, rows: readonly AuditRow[]): string =>
  rows.reduce((hash, row) => createHash('sha256').update(`${hash}\n${row.text}`).digest('hex'), before);

/** Seals the audit rows since the last seal into the hash chain. A job does it every few minutes. */
export async function sealAudit(context: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7300112)`.execute(context.tx);
  const { rows: seals } =
    await sql<Seal>`select seq, last_seq, rows, hash from kernel.audit_seal where district = ${context.district} order by seq desc limit 1`.execute(
      context.tx,
    );
  const last = seals[0];
  const rows = await rowsBetween(context, last?.last_seq ?? 0, null, MOST_PER_SEAL);
  if (rows.length === 0) return;
  await sql`insert into kernel.audit_seal (district, seq, last_seq, rows, hash) values (${context.district}, ${(last?.seq ?? 0) + 1}, ${rows.at(-1)!.seq}, ${rows.length}, ${chain(last?.hash ?? '', rows)})`.execute(
    context.tx,
  );
}

/** Recomputes the whole chain. @returns null when it holds, else which seal does not. */
export async function verifyAuditChain(platform: Platform): Promise<string | null> {
  return platform.transact(
    'public',
    'read',
    { actor: { kind: 'system', reason: 'audit verification' } },
    async (context) => {
      const { rows: seals } =
        await sql<Seal>`select seq, last_seq, rows, hash from kernel.audit_seal where district = ${context.district} order by seq`.execute(
          context.tx,
        );
      let before: Seal | undefined;
      for (const seal of seals) {
        const rows = await rowsBetween(context, before?.last_seq ?? 0, seal.last_seq, MOST_PER_SEAL * 2);
        if (rows.length !== seal.rows || chain(before?.hash ?? '', rows) !== seal.hash)
          return `seal ${seal.seq}: rows were changed, added or removed`;
        before = seal;
      }
      return null;
    },
  );
}
