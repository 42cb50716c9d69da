import { sql } from 'kysely';
import { maskName } from '@zhongzhi/contract-kit';
import type { Context } from '@zhongzhi/kernel';
import type { CertificateCard } from './contract/index.ts';
import { COLUMNS, HOLDER, type Certificate } from './store.ts';

const PAGE = 50;

const asCard = (row: Certificate, holder: string | null): CertificateCard => ({
  id: row.id,
  unit: row.unit,
  unitName: row.unitName,
  from: row.from,
  to: row.to,
  timedMinutes: row.timedMinutes,
  enteredMinutes: row.enteredMinutes,
  state: row.state,
  number: row.number,
  askedAt: row.askedAt.toISOString(),
  postedUntil: row.postedUntil?.toISOString() ?? null,
  issuedAt: row.issuedAt?.toISOString() ?? null,
  validUntil: row.validUntil?.toISOString() ?? null,
  reason: row.reason,
  holder,
});

/** A person's own certificates, newest first. */
export async function certificatesOf(context: Context, person: string): Promise<CertificateCard[]> {
  const { rows } =
    await sql<Certificate>`select ${COLUMNS} from certificates.certificate c where c.district = ${context.district} and c.person = ${person} order by c.id desc limit 200`.execute(
      context.tx,
    );
  return rows.map((row) => asCard(row, null));
}

/** The register of a unit, newest first; what is posted waits at the top of it by its date. Names are masked. */
export async function registerOf(
  context: Context,
  unit: string,
  { state, after }: { state: Certificate['state'] | undefined; after: string | undefined },
): Promise<{ items: CertificateCard[]; next: string | null }> {
  const { rows } = await sql<
    Certificate & { cipher: Buffer | null }
  >`select ${COLUMNS}, c.holder_cipher as cipher from certificates.certificate c where c.district = ${context.district} and c.unit = ${unit}
      and (${state ?? null}::text is null or c.state = ${state ?? null}) and (${after ?? null}::uuid is null or c.id < ${after ?? null}::uuid)
    order by c.id desc limit ${PAGE + 1}`.execute(context.tx);
  const items = rows
    .slice(0, PAGE)
    .map(({ cipher, ...row }) =>
      asCard(row, cipher === null ? null : maskName(context.platform.vault.decrypt(HOLDER, cipher))),
    );
  return { items, next: rows.length > PAGE ? items.at(-1)!.id : null };
}
