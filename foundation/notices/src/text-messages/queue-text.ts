import { maskPhone } from '@zhongzhi/contract-kit';
import type { Context } from '@zhongzhi/kernel';
import { providerOf } from './choose-provider.ts';
import type { Template } from './provider.ts';
import { SEND_JOB } from './send-waiting.ts';

/** A text message to be sent after the current transaction has committed. */
export interface TextRequest {
  phone: string;
  kind: string;
  text: string;
  /** The text without what must not be read later, such as a one-time code; this alone is kept after sending. */
  masked: string;
  template: Template;
  parameters: Record<string, string>;
  /** After this moment it is no longer worth sending. */
  expiresAt?: Date;
}

/**
 * Puts a text message into the outbox, in the caller's transaction.
 * @returns false when text messages are off; nothing is kept then.
 */
export async function queueText(context: Context, request: TextRequest): Promise<boolean> {
  if (providerOf(context.platform) === null) return false;
  const { vault } = context.platform;
  const { text, template, parameters } = request;
  await context.tx
    .insertInto('notices.message_outbox')
    .values({
      district: context.district,
      id: context.newId(),
      channel: 'sms',
      kind: request.kind,
      to_cipher: vault.encrypt('notices.to', request.phone),
      to_masked: maskPhone(request.phone),
      body_cipher: vault.encrypt('notices.body', JSON.stringify({ text, template, parameters })),
      body_masked: request.masked,
      due_at: context.now,
      expires_at: request.expiresAt ?? null,
      created_at: context.now,
    })
    .execute();
  await context.enqueue(SEND_JOB, {}, { singletonKey: SEND_JOB });
  return true;
}
