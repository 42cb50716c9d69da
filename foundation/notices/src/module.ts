import { defineModule, route } from '@zhongzhi/kernel';
import { sql } from 'kysely';
import { showDemoOutbox } from './demo-outbox.ts';
import { countUnread, listMyNotices, markAllRead, markRead } from './inbox.ts';
import { personalRecords } from './personal-records.ts';
import { providerOf } from './text-messages/choose-provider.ts';
import { SEND_JOB, sendWaiting } from './text-messages/send-waiting.ts';

const KEPT_AFTER_READING = '3 years';
const MESSAGES_KEPT = '180 days';

export const notices = defineModule({
  name: 'notices',
  dependsOn: ['directory'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [
    route('GET', '/notices', listMyNotices),
    route('GET', '/notices/unread', countUnread),
    route('POST', '/notices/read-all', markAllRead),
    route('POST', '/notices/:id/read', markRead),
    route('GET', '/demo/outbox', showDemoOutbox, { tag: 'demo' }),
  ],
  jobs: [
    {
      name: SEND_JOB,
      cron: '* * * * *',
      // The carrier is asked outside the job's transaction, so that a slow one holds no connection and no other job.
      run: (context) => {
        const { platform } = context;
        context.afterCommit(() => {
          sendWaiting(platform).catch((error: unknown) =>
            platform.logger.warn({ fault: (error as Error).message }, 'text messages wait for the next round'),
          );
        });
        return Promise.resolve();
      },
    },
    {
      name: 'notices.clean',
      cron: '23 3 * * *',
      run: async (context) => {
        await sql`delete from notices.notice where district = ${context.district} and read_at < ${context.now}::timestamptz - ${KEPT_AFTER_READING}::interval`.execute(
          context.tx,
        );
        await sql`delete from notices.message_outbox where district = ${context.district} and created_at < ${context.now}::timestamptz - ${MESSAGES_KEPT}::interval`.execute(
          context.tx,
        );
      },
    },
  ],
  checks: [
    {
      name: 'notices.texts-leave',
      holds: { zh: '短信都已发出，没有超过一小时还没发的。', en: 'No text message has waited for more than an hour.' },
      mend: {
        zh: '检查短信通道的设置和余额（docs/operations.md），并确认任务进程在运行。',
        en: 'Check the settings and balance of the text message provider, and that the worker runs.',
      },
      run: async (context) => {
        const { rows } = await sql<{
          stuck: number;
          failed: number;
        }>`select count(*) filter (where state in ('waiting', 'sending') and created_at < ${context.now}::timestamptz - interval '1 hour') as stuck,
          count(*) filter (where state = 'failed' and created_at > ${context.now}::timestamptz - interval '1 day') as failed from notices.message_outbox where district = ${context.district}`.execute(
          context.tx,
        );
        const { stuck, failed } = rows[0]!;
        return { ok: stuck === 0, detail: `waiting too long: ${stuck}; failed within a day: ${failed}` };
      },
    },
  ],
  personalData: [
    {
      key: 'notices.notice',
      label: { zh: '给您的通知', en: 'Notices to you' },
      purpose: { zh: '告诉您自己所办事项的进展', en: 'To tell you how your matters are going' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '读过后保存3年', en: '3 years after you read it' },
    },
    {
      key: 'notices.phone',
      label: { zh: '接收短信的手机号', en: 'Phone number for text messages' },
      purpose: { zh: '发送登录验证码和您要的提醒', en: 'To send sign-in codes and the reminders that you asked for' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: {
        zh: '短信发出后立即删除号码和正文，只留打码记录180天',
        en: 'Number and text are removed once sent; a masked record stays for 180 days',
      },
    },
  ],
  contributions: { 'personal-records': [personalRecords] },
  prepare: (platform) => void providerOf(platform),
});
