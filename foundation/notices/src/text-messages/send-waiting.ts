import { sql } from 'kysely';
import type { Context, Platform } from '@zhongzhi/kernel';
import { providerOf } from './choose-provider.ts';
import type { Delivery, TextMessage } from './provider.ts';

export const SEND_JOB = 'notices.send-texts';
export const MOST_TRIES = 6;
const LEASE_SECONDS = 60;
const FIRST_PAUSE_SECONDS = 10;
const AT_ONCE = 4;

interface Claimed {
  id: string;
  tries: number;
  message: TextMessage;
}

/**
 * Takes one message for this sender; the lease keeps others away while the carrier is asked outside any transaction.
 * The choice is materialised: as a plain subquery it may be run again for every row and take them all.
 */
async function claim(context: Context): Promise<Claimed | undefined> {
  await sql`update notices.message_outbox set state = 'expired', to_cipher = null, body_cipher = null
    where district = ${context.district} and state in ('waiting', 'sending') and due_at <= ${context.now} and expires_at <= ${context.now}`.execute(
    context.tx,
  );
  const { rows } = await sql<{ id: string; tries: number; to_cipher: Buffer; body_cipher: Buffer }>`
    with next as materialized (select id from notices.message_outbox where district = ${context.district} and due_at <= ${context.now}
      and (state = 'waiting' or (state = 'sending' and lease_until <= ${context.now})) order by due_at, id limit 1 for update skip locked)
    update notices.message_outbox o set state = 'sending', tries = o.tries + 1, lease_until = ${new Date(context.now.getTime() + LEASE_SECONDS * 1000)}
    from next where o.district = ${context.district} and o.id = next.id returning o.id, o.tries, o.to_cipher, o.body_cipher`.execute(
    context.tx,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { vault } = context.platform;
  const body = JSON.parse(vault.decrypt('notices.body', row.body_cipher)) as Omit<TextMessage, 'phone'>;
  return { id: row.id, tries: row.tries, message: { ...body, phone: vault.decrypt('notices.to', row.to_cipher) } };
}

/** Writes down what became of an attempt. Once settled, number and text are removed, except where the demonstration shows them. */
async function settle(context: Context, { id, tries }: Claimed, delivery: Delivery): Promise<void> {
  const isFinal = delivery.outcome !== 'unreachable' || tries >= MOST_TRIES;
  const state = delivery.outcome === 'sent' ? 'sent' : isFinal ? 'failed' : 'waiting';
  const pauseMs = FIRST_PAUSE_SECONDS * 1000 * 2 ** (tries - 1);
  await context.tx
    .updateTable('notices.message_outbox')
    .set({
      state,
      lease_until: null,
      due_at: new Date(context.now.getTime() + (state === 'waiting' ? pauseMs : 0)),
      receipt: delivery.outcome === 'sent' ? delivery.receipt : null,
      fault: delivery.outcome === 'sent' ? null : delivery.fault,
      sent_at: delivery.outcome === 'sent' ? context.now : null,
      ...(isFinal && !context.platform.isDemo ? { to_cipher: null, body_cipher: null } : {}),
    })
    .where('district', '=', context.district)
    .where('id', '=', id)
    .where('tries', '=', tries)
    .execute();
}

async function sendOne(platform: Platform): Promise<boolean> {
  const provider = providerOf(platform);
  if (provider === null) return false;
  const claimed = await platform.asSystem('text messages', claim);
  if (claimed === undefined) return false;
  const delivery = await provider.send(claimed.message, { reference: claimed.id, now: platform.clock() });
  await platform.asSystem('text messages', (context) => settle(context, claimed, delivery));
  if (delivery.outcome !== 'sent')
    platform.logger.warn(
      { message: claimed.id, tries: claimed.tries, fault: delivery.fault },
      'a text message could not be sent',
    );
  return true;
}

/**
 * Sends every text message that is due, a few side by side. A message whose sender died is taken again when its lease
 * ends: it is sent at least once, and twice only when the carrier took it and the process died before noting so.
 * @returns how many attempts were made.
 */
export async function sendWaiting(platform: Platform): Promise<number> {
  let attempts = 0;
  const work = async (): Promise<void> => {
    while (await sendOne(platform)) attempts += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return attempts;
}
