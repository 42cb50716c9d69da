import { createHash } from 'node:crypto';
import type { PersonalDatum, Platform, Text } from '@zhongzhi/kernel';

/** Every personal datum of the platform, in the order of the modules, and a version that changes with any word of it. */
export interface Register {
  readonly items: readonly PersonalDatum[];
  readonly version: string;
  readonly find: (key: string) => PersonalDatum | undefined;
}

export class RegisterError extends Error {}

const registers = new WeakMap<Platform, Register>();
const isBlank = ({ zh, en }: Text): boolean => zh.trim() === '' || en.trim() === '';
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function collect(platform: Platform): PersonalDatum[] {
  const items: PersonalDatum[] = [];
  for (const { name, personalData } of platform.registry.modules) {
    for (const { key, label, purpose, basis, sensitive, retention } of personalData ?? []) {
      if (items.some((known) => known.key === key))
        throw new RegisterError(
          `个人信息 ${key} 登记了两次（第二次在 ${name} 模块），请改用不同的键。The personal datum ${key} is registered twice (second time by ${name}); give it another key.`,
        );
      if ([label, purpose, retention].some(isBlank))
        throw new RegisterError(
          `个人信息 ${key}（${name} 模块）缺少名称、用途或保存期限，请补齐中英文。The personal datum ${key} of ${name} lacks label, purpose or retention in Chinese or English.`,
        );
      items.push({ key, label, purpose, basis, sensitive, retention });
    }
  }
  return items;
}

/** The field register. @throws RegisterError with a sentence for entries that are doubled or incomplete. */
export function registerOf(platform: Platform): Register {
  const known = registers.get(platform);
  if (known) return known;
  const items = collect(platform);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const register = { items, version: digest(items).slice(0, 12), find: (key: string) => byKey.get(key) };
  registers.set(platform, register);
  return register;
}

/** What a person is shown when asked to consent to one purpose. */
export function consentWords({ label, purpose, sensitive, retention }: PersonalDatum): Text {
  return {
    zh: `收集：${label.zh}${sensitive ? '（敏感个人信息）' : ''}。用途：${purpose.zh}。保存：${retention.zh}。不同意不影响其他功能；同意后可以随时撤回。`,
    en: `Data: ${label.en}${sensitive ? ' (sensitive)' : ''}. Purpose: ${purpose.en}. Kept: ${retention.en}. Saying no does not affect anything else; you can withdraw at any time.`,
  };
}

/** Names the words: another hash, another text. */
export const wordsHash = (datum: PersonalDatum): string => digest([datum.key, consentWords(datum)]).slice(0, 32);

/** Whether a datum is kept only if the person agrees. */
export const needsConsent = ({ basis }: PersonalDatum): boolean => basis === 'consent' || basis === 'separate-consent';
