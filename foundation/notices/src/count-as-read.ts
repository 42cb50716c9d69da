import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';

/** Notices told before a moment count as read, an hour after they were told: for records of the past that are brought in. */
export async function countAsRead(context: Context, before: Date): Promise<void> {
  await sql`update notices.notice set read_at = created_at + interval '1 hour' where district = ${context.district} and read_at is null and created_at < ${before}`.execute(
    context.tx,
  );
}
