import { sql } from 'kysely';
import { maskPhone } from '@zhongzhi/contract-kit';
import { phonesOf } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';

async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { rows } =
    await sql`select kind, title, body, link, created_at as "createdAt", read_at as "readAt" from notices.notice where district = ${context.district} and person = ${person} order by id`.execute(
      context.tx,
    );
  return { notices: rows };
}

/**
 * Notices go; text messages to this number go as far as they can be told apart. Settled ones hold a masked number only:
 * whoever shares the mask loses the words of a log entry, nothing more.
 */
async function eraseOwn(context: Context, person: string): Promise<{ kept: never[] }> {
  const { district, tx, platform } = context;
  await sql`delete from notices.notice where district = ${district} and person = ${person}`.execute(tx);
  const phone = (await phonesOf(context, [person])).get(person);
  if (phone === undefined) return { kept: [] };
  const rows = await tx
    .selectFrom('notices.message_outbox')
    .select(['id', 'to_cipher'])
    .where('district', '=', district)
    .where('to_masked', '=', maskPhone(phone))
    .execute();
  const theirs = rows
    .filter(({ to_cipher: to }) => to !== null && platform.vault.decrypt('notices.to', to) === phone)
    .map(({ id }) => id);
  if (theirs.length > 0)
    await tx.deleteFrom('notices.message_outbox').where('district', '=', district).where('id', 'in', theirs).execute();
  await tx
    .updateTable('notices.message_outbox')
    .set({ body_masked: '' })
    .where('district', '=', district)
    .where('to_masked', '=', maskPhone(phone))
    .where('to_cipher', 'is', null)
    .execute();
  return { kept: [] };
}

export const personalRecords = {
  name: 'notices',
  label: { zh: '通知', en: 'Notices' },
  export: exportOwn,
  erase: eraseOwn,
};
