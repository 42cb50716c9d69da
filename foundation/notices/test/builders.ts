import type { TestPlatform } from '@zhongzhi/kernel/testing';
import { showDemoOutbox } from '../src/demo-outbox.ts';

/** The newest text message to a number ending like this one, as the demonstration's outbox shows it. */
export async function newestText(t: TestPlatform, phone: string): Promise<string | undefined> {
  const shown = await t.platform.run(showDemoOutbox, {}, { actor: { kind: 'anonymous' } });
  return shown.find((message) => message.to.endsWith(phone.slice(-4)))?.text;
}
