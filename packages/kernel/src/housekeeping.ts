import { sql } from 'kysely';
import { sealAudit } from './audit-chain.ts';
import { defineModule } from './module.ts';

const ANSWERS_KEPT_HOURS = 24;
const DELIVERED_KEPT_DAYS = 7;

/** The kernel's own repeated work: sealing the audit log, forgetting old answers and delivered events. */
export const housekeeping = defineModule({
  name: 'housekeeping',
  jobs: [
    { name: 'kernel.seal-audit', cron: '*/5 * * * *', run: sealAudit },
    {
      name: 'kernel.forget',
      cron: '23 * * * *',
      run: async (context) => {
        await sql`delete from kernel.idempotency where district = ${context.district} and at < ${context.now}::timestamptz - make_interval(hours => ${ANSWERS_KEPT_HOURS})`.execute(
          context.tx,
        );
        await sql`delete from kernel.outbox where district = ${context.district} and delivered_at < now() - make_interval(days => ${DELIVERED_KEPT_DAYS})`.execute(
          context.tx,
        );
      },
    },
  ],
});
