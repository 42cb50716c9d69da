import { sql } from 'kysely';
import type { Check } from '@zhongzhi/kernel';

/** What must hold of the register at all times. */
export const checks: readonly Check[] = [
  {
    name: 'certificates.numbers-without-gaps',
    holds: { zh: '每个单位每年的证明编号连续', en: 'Numbers of a unit and year have no gaps' },
    mend: { zh: '登记册有缺号或重号，请查审计日志', en: 'The register has gaps or doubles: look at the audit log' },
    async run({ tx, district }) {
      const { rows } = await sql<{
        unit: string;
      }>`select k.unit from certificates.counter k where k.district = ${district} and k.last <> (
          select count(*) from certificates.certificate c where c.district = k.district and c.unit = k.unit and c.number is not null
            and extract(year from c.issued_at at time zone 'Asia/Shanghai') = k.year) limit 20`.execute(tx);
      return { ok: rows.length === 0, detail: rows.map(({ unit }) => unit).join(', ') };
    },
  },
  {
    name: 'certificates.minutes-are-their-records',
    holds: { zh: '证明上的时间等于所列记录之和', en: 'The time of a certificate is the sum of its records' },
    mend: { zh: '证明与记录不符，请撤销后重新开具', en: 'Revoke the certificate and issue it anew' },
    async run({ tx, district }) {
      const { rows } = await sql<{
        id: string;
      }>`select c.id from certificates.certificate c where c.district = ${district} and c.timed_minutes + c.entered_minutes <> (
          select coalesce(sum(p.minutes), 0) from certificates.part p where p.district = c.district and p.certificate = c.id) limit 20`.execute(
        tx,
      );
      return { ok: rows.length === 0, detail: rows.map(({ id }) => id).join(', ') };
    },
  },
];
