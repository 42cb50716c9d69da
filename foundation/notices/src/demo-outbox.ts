import { Type } from 'typebox';
import { query, refuse } from '@zhongzhi/kernel';
import { DemoMessage } from './contract/index.ts';

const SHOWN = 50;

/** Demonstration mode has no carrier: what would have been sent is shown on screen. No such address in any other mode. */
export const showDemoOutbox = query({
  name: 'notices.show-demo-outbox',
  permission: 'public',
  summary: { zh: '演示：已发出的短信', en: 'Demonstration: text messages sent' },
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Array(DemoMessage),
  async run(context) {
    if (!context.platform.isDemo)
      throw refuse.notFound('route.not-found', '没有这个地址，请检查。', 'There is nothing at this address.');
    const rows = await context.tx
      .selectFrom('notices.message_outbox')
      .selectAll()
      .where('district', '=', context.district)
      .orderBy('id', 'desc')
      .limit(SHOWN)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      to: row.to_masked,
      text:
        row.body_cipher === null
          ? row.body_masked
          : (JSON.parse(context.platform.vault.decrypt('notices.body', row.body_cipher)) as { text: string }).text,
      kind: row.kind,
      state: row.state,
      createdAt: row.created_at.toISOString(),
    }));
  },
});
