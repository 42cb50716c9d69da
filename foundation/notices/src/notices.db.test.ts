import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { newUuid, readSettings, runJob, type Platform } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { startFakeCarrier, type FakeCarrier } from '../test/start-fake-carrier.ts';
import { countUnread, listMyNotices, markAllRead, markRead } from './inbox.ts';
import { notices } from './module.ts';
import { notify } from './notify.ts';
import { queueText } from './text-messages/queue-text.ts';
import { MOST_TRIES, sendWaiting } from './text-messages/send-waiting.ts';

const modules = [directory, notices];
const title = { zh: '您的诉求已答复', en: 'Your appeal was answered' };
const body = { zh: '翠湖社区回复了您，请看看是否解决。', en: 'The community has answered; see whether it is solved.' };

const tell = (
  platform: Platform,
  to: string | string[],
  extra: { link?: string; sms?: boolean } = {},
): Promise<string[]> =>
  platform.asSystem('test', (context) => notify(context, { to, kind: 'appeal.answered', title, body, ...extra }));

const outboxOf = (platform: Platform) =>
  platform.asSystem('test', (context) =>
    context.tx.selectFrom('notices.message_outbox').selectAll().orderBy('id').execute(),
  );

describe('the inbox', () => {
  let t: TestPlatform;
  let app: FastifyInstance;
  const [me, other] = [newUuid(), newUuid()];
  const mine = { actor: actingAs([], me) };
  beforeAll(async () => {
    t = await createTestPlatform(modules);
    app = await buildShell(t.platform, {
      findActor: () => Promise.resolve(mine.actor),
      isReady: () => true,
      version: 'test',
    });
  });
  afterAll(async () => {
    await app.close();
    await t.stop();
  });

  it('shows each person their own notices, newest first, page by page, in their language', async () => {
    for (let i = 0; i < 5; i += 1) await tell(t.platform, [me, other, me], { link: `/my/${i}` });
    const first = await t.platform.run(listMyNotices, { limit: 3 }, mine);
    expect(first.items.map((item) => item.link)).toEqual(['/my/4', '/my/3', '/my/2']);
    expect(first.items[0]).toMatchObject({ title: title.zh, body: body.zh, kind: 'appeal.answered', readAt: null });
    const rest = await t.platform.run(listMyNotices, { limit: 3, after: first.next! }, { ...mine, language: 'en' });
    expect(rest.items.map((item) => [item.link, item.title])).toEqual([
      ['/my/1', title.en],
      ['/my/0', title.en],
    ]);
    expect(rest.next).toBeNull();
    const answer = await app.inject({ url: '/api/v1/notices?limit=2&unreadOnly=true' });
    expect(answer.json<{ items: object[] }>().items).toHaveLength(2);
  });

  it('counts what is unread, and marks only what is one’s own', async () => {
    expect(await t.platform.run(countUnread, {}, mine)).toEqual({ count: 5 });
    const { items } = await t.platform.run(listMyNotices, {}, mine);
    await t.platform.run(markRead, { id: items[0]!.id }, mine);
    await t.platform.run(markRead, { id: items[0]!.id }, mine);
    expect(await t.platform.run(countUnread, {}, mine)).toEqual({ count: 4 });
    const theirs = (await t.platform.run(listMyNotices, {}, { actor: actingAs([], other) })).items[0]!;
    await expect(t.platform.run(markRead, { id: theirs.id }, mine)).rejects.toMatchObject({ kind: 'not-found' });
    await t.platform.run(markAllRead, {}, mine);
    expect(await t.platform.run(countUnread, {}, mine)).toEqual({ count: 0 });
    expect(await t.platform.run(countUnread, {}, { actor: actingAs([], other) })).toEqual({ count: 5 });
    expect((await t.platform.run(listMyNotices, { unreadOnly: true }, mine)).items).toEqual([]);
  });

  it('is closed to strangers', async () => {
    await expect(t.platform.run(listMyNotices, {}, { actor: { kind: 'anonymous' } })).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
  });

  it('holds a notice exactly if the act that caused it was committed', async () => {
    const someone = newUuid();
    await expect(
      t.platform.asSystem('test', async (context) => {
        await notify(context, { to: someone, kind: 'k', title, body });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    expect((await t.platform.run(listMyNotices, {}, { actor: actingAs([], someone) })).items).toEqual([]);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
    'links nowhere but within the platform: %j is a bug',
    async (link) => {
      await expect(tell(t.platform, me, { link })).rejects.toThrow('within the platform');
    },
  );
});

describe('text messages in the demonstration', () => {
  let t: TestPlatform;
  let app: FastifyInstance;
  beforeAll(async () => {
    t = await createTestPlatform(modules);
    app = await buildShell(t.platform, {
      findActor: () => Promise.resolve({ kind: 'anonymous' }),
      isReady: () => true,
      version: 'test',
    });
  });
  afterAll(async () => {
    await app.close();
    await t.stop();
  });

  it('are shown on screen, with masked numbers, and go only to people who have a number', async () => {
    const [withPhone, without] = await t.platform.asSystem(
      'test',
      async (context) =>
        [
          await createPerson(context, { name: '甲', phone: '13812345678' }),
          await createPerson(context, { name: '乙' }),
        ] as const,
    );
    await tell(t.platform, [withPhone, without], { sms: true });
    await runJob(t.platform, 'notices.send-texts');
    await sendWaiting(t.platform);
    const shown = (await app.inject({ url: '/api/v1/demo/outbox' })).json<object[]>();
    expect(shown).toEqual([
      expect.objectContaining({
        to: '138****5678',
        text: `${title.zh}：${body.zh}`,
        state: 'sent',
        kind: 'appeal.answered',
      }),
    ]);
    const rows = JSON.stringify(await outboxOf(t.platform));
    expect(rows).not.toContain('13812345678');
  });
});

describe('text messages through a carrier', () => {
  let t: TestPlatform;
  let carrier: FakeCarrier;
  const later = (seconds: number): void => t.setNow(new Date(t.now().getTime() + seconds * 1000));
  const queue = (phone: string, expiresAt?: Date): Promise<boolean> =>
    t.platform.asSystem('test', (context) =>
      queueText(context, {
        phone,
        kind: 'identity.code',
        text: '验证码 246810',
        masked: '验证码 ******',
        template: 'code',
        parameters: { code: '246810' },
        ...(expiresAt === undefined ? {} : { expiresAt }),
      }),
    );
  const newest = async () => (await outboxOf(t.platform)).at(-1)!;

  beforeAll(async () => {
    carrier = await startFakeCarrier();
    const environment = {
      ZHONGZHI_MODE: 'production',
      SMS_PROVIDER: 'aliyun',
      SMS_ENDPOINT: carrier.endpoint,
      SMS_KEY_ID: 'fake-key-id',
      SMS_KEY_SECRET: 'fake-key-secret',
      SMS_SIGNATURE: '五华众治',
      SMS_TEMPLATE: 'SMS_1',
    };
    t = await createTestPlatform(modules, { environment });
  });
  afterAll(async () => {
    await t.stop();
    await carrier.stop();
  });

  it('are sent once, and keep neither number nor code afterwards', async () => {
    await queue('13800000001');
    expect(await sendWaiting(t.platform)).toBe(1);
    expect(await sendWaiting(t.platform)).toBe(0);
    expect((await carrier.taken()).at(-1)).toMatchObject({
      PhoneNumbers: '13800000001',
      TemplateCode: 'SMS_1',
      TemplateParam: '{"code":"246810"}',
    });
    expect(await newest()).toMatchObject({
      state: 'sent',
      tries: 1,
      to_cipher: null,
      body_cipher: null,
      body_masked: '验证码 ******',
      to_masked: '138****0001',
      receipt: expect.stringMatching(/^biz-/),
    });
  });

  it('are tried again with growing pauses when the carrier fails, and arrive once it is back', async () => {
    await carrier.misbehave('http-500', 2);
    await queue('13800000002');
    expect(await sendWaiting(t.platform)).toBe(1);
    expect(await newest()).toMatchObject({ state: 'waiting', tries: 1, fault: 'HTTP 500, InternalError' });
    expect(await sendWaiting(t.platform)).toBe(0);
    later(10);
    expect(await sendWaiting(t.platform)).toBe(1);
    later(19);
    expect(await sendWaiting(t.platform)).toBe(0);
    later(1);
    expect(await sendWaiting(t.platform)).toBe(1);
    expect(await newest()).toMatchObject({ state: 'sent', tries: 3, fault: null });
    expect((await carrier.taken()).filter((message) => message['PhoneNumbers'] === '13800000002')).toHaveLength(1);
  });

  it('are given up after a final answer, and after the last try', async () => {
    await carrier.misbehave('code:isv.MOBILE_NUMBER_ILLEGAL', 1);
    await queue('13800000003');
    await sendWaiting(t.platform);
    expect(await newest()).toMatchObject({
      state: 'failed',
      tries: 1,
      to_cipher: null,
      body_cipher: null,
      fault: 'HTTP 200, isv.MOBILE_NUMBER_ILLEGAL',
    });
    await carrier.misbehave('cut', MOST_TRIES);
    await queue('13800000004');
    for (let i = 0; i < MOST_TRIES; i += 1) {
      await sendWaiting(t.platform);
      later(600);
    }
    expect(await newest()).toMatchObject({ state: 'failed', tries: MOST_TRIES, body_cipher: null });
  });

  it('are not sent once their code could no longer be used', async () => {
    await queue('13800000005', new Date(t.now().getTime() + 300_000));
    later(300);
    expect(await sendWaiting(t.platform)).toBe(0);
    expect(await newest()).toMatchObject({ state: 'expired', tries: 0, to_cipher: null, body_cipher: null });
  });

  it('are followed up after a sender died, and left to it while it may still be alive', async () => {
    await queue('13800000006');
    await t.platform.asSystem('a sender that dies', (context) =>
      context.tx
        .updateTable('notices.message_outbox')
        .set({ state: 'sending', tries: 1, lease_until: new Date(t.now().getTime() + 60_000) })
        .where('state', '=', 'waiting')
        .execute(),
    );
    expect(await sendWaiting(t.platform)).toBe(0);
    later(60);
    expect(await sendWaiting(t.platform)).toBe(1);
    expect(await newest()).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('are each sent once by several senders at the same moment', async () => {
    for (let i = 0; i < 12; i += 1) await queue(`1390000000${i % 10}`);
    const before = (await carrier.taken()).length;
    const attempts = await Promise.all([sendWaiting(t.platform), sendWaiting(t.platform), sendWaiting(t.platform)]);
    expect(attempts.reduce((sum, one) => sum + one, 0)).toBe(12);
    expect((await carrier.taken()).length - before).toBe(12);
  });

  it('leave the reminder out, not the inbox, when no template is set for reminders', async () => {
    const person = await t.platform.asSystem('test', (context) =>
      createPerson(context, { name: '丙', phone: '13700000001' }),
    );
    await tell(t.platform, person, { sms: true });
    await sendWaiting(t.platform);
    expect(await newest()).toMatchObject({ state: 'failed', fault: 'no template is set for notice' });
    expect((await t.platform.run(listMyNotices, {}, { actor: actingAs([], person) })).items).toHaveLength(1);
  });

  it('that wait too long are found by the doctor', async () => {
    const [check] = notices.checks!;
    const run = () => t.platform.asSystem('test', (context) => check!.run(context));
    expect((await run()).ok).toBe(true);
    await queue('13800000009');
    later(3_601);
    expect(await run()).toMatchObject({ ok: false, detail: expect.stringContaining('waiting too long: 1') });
  });
});

describe('text messages switched off', () => {
  it('leave nothing behind; the inbox still tells', async () => {
    const t = await createTestPlatform(modules, { environment: { SMS_PROVIDER: 'off' } });
    try {
      const person = await t.platform.asSystem('test', (context) =>
        createPerson(context, { name: '丁', phone: '13700000002' }),
      );
      await tell(t.platform, person, { sms: true });
      expect(await outboxOf(t.platform)).toEqual([]);
      expect(await t.platform.run(countUnread, {}, { actor: actingAs([], person) })).toEqual({ count: 1 });
    } finally {
      await t.stop();
    }
  });

  it.each([
    [{ ZHONGZHI_MODE: 'production', SMS_PROVIDER: 'demo' }, 'SMS_PROVIDER'],
    [{ SMS_PROVIDER: 'aliyun', SMS_KEY_ID: 'k', SMS_KEY_SECRET: 's', SMS_SIGNATURE: 'x' }, 'SMS_TEMPLATE'],
    [{ SMS_PROVIDER: 'aliyun', SMS_KEY_SECRET: 's', SMS_SIGNATURE: 'x', SMS_TEMPLATE: 't' }, 'SMS_KEY_ID'],
  ])('stop the start when half set: %j', (environment, variable) => {
    expect(() => notices.prepare!({ settings: readSettings(environment) } as unknown as Platform)).toThrow(variable);
  });
});
