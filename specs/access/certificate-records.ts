import { askForCertificate, keepIssuer } from '@zhongzhi/certificates';
import type { Context } from '@zhongzhi/kernel';
import { sql } from 'kysely';
import type { AServer, Seat } from '../a-server.ts';
import type { Relation } from './relations.ts';
import { SERVICE_MAKERS, type Maker } from './service-records.ts';

async function ownerOf(context: Context, record: string): Promise<{ person: string; unit: string }> {
  const { rows } = await sql<{
    person: string;
    unit: string;
  }>`select person, unit from volunteering.standing where district = ${context.district} and record = ${record}`.execute(
    context.tx,
  );
  return rows[0]!;
}

/** A certificate of somebody's service, posted first where `days` says so. */
const certificate =
  (days: number): Maker =>
  async (server: AServer, seat: Seat, relation: Relation) => {
    const record = await SERVICE_MAKERS['service record'](server, seat, relation);
    if (record === undefined) return undefined;
    return server.t.platform.asSystem('test world', async (context) => {
      const period = await ownerOf(context, record);
      await keepIssuer(context, { unit: period.unit, contact: '0871-6000000', postingDays: days, validMonths: null });
      return askForCertificate(context, period);
    });
  };

/** The unit of a certificate. */
const issuing: Maker = async (server, seat, relation) => {
  const id = await certificate(0)(server, seat, relation);
  if (id === undefined) return undefined;
  return server.t.platform.asSystem(
    'test world',
    async ({ tx, district }) =>
      (
        await sql<{
          unit: string;
        }>`select unit from certificates.certificate where district = ${district} and id = ${id}`.execute(tx)
      ).rows[0]!.unit,
  );
};

export const CERTIFICATE_MAKERS = {
  'issuing unit': issuing,
  certificate: certificate(0),
  'posted certificate': certificate(7),
} as const satisfies Record<string, Maker>;
