import { SettingError, type Platform, type Settings } from '@zhongzhi/kernel';
import { createAliyunProvider } from './aliyun.ts';
import type { TextProvider } from './provider.ts';

/** The demonstration's carrier: the message stays in the outbox, where the page shows it. */
const demonstration: TextProvider = { name: 'demo', send: () => Promise.resolve({ outcome: 'sent', receipt: null }) };

function need(
  settings: Settings,
  name: 'smsKeyId' | 'smsKeySecret' | 'smsSignature' | 'smsTemplate',
  variable: string,
): string {
  const value = settings[name];
  if (value === null)
    throw new SettingError(
      `SMS_PROVIDER=aliyun 还缺设置 ${variable}，请补上或改为 SMS_PROVIDER=off。SMS_PROVIDER=aliyun needs the setting ${variable}.`,
    );
  return value;
}

/**
 * The carrier that the settings name; null when text messages are off.
 * @throws SettingError when the chosen carrier is not fully set, or the demonstration's is chosen for real work.
 */
export function chooseProvider(settings: Settings): TextProvider | null {
  switch (settings.smsProvider) {
    case 'off':
      return null;
    case 'demo':
      if (settings.mode !== 'demo')
        throw new SettingError(
          'SMS_PROVIDER=demo 会把验证码显示在屏幕上，只能用于演示；正式使用请设为 off 或 aliyun。SMS_PROVIDER=demo shows codes on screen and works in demonstration mode only; use off or aliyun.',
        );
      return demonstration;
    case 'aliyun':
      if (settings.smsEndpoint === null)
        throw new SettingError(
          'SMS_PROVIDER=aliyun 还缺设置 SMS_ENDPOINT。SMS_PROVIDER=aliyun needs the setting SMS_ENDPOINT.',
        );
      return createAliyunProvider({
        endpoint: settings.smsEndpoint,
        keyId: need(settings, 'smsKeyId', 'SMS_KEY_ID'),
        keySecret: need(settings, 'smsKeySecret', 'SMS_KEY_SECRET'),
        signature: need(settings, 'smsSignature', 'SMS_SIGNATURE'),
        templates: { code: need(settings, 'smsTemplate', 'SMS_TEMPLATE'), notice: settings.smsNoticeTemplate },
      });
  }
}

const chosen = new WeakMap<Platform, { provider: TextProvider | null }>();

/** The platform's carrier, chosen once. */
export function providerOf(platform: Platform): TextProvider | null {
  const known = chosen.get(platform) ?? { provider: chooseProvider(platform.settings) };
  chosen.set(platform, known);
  return known.provider;
}
