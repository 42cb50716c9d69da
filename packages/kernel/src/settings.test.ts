import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings, SettingError, SETTINGS } from './settings.ts';

const OPERATIONS = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

test('every setting stands in the table of docs/operations.md with its default', () => {
  for (const { variable, fallback, meaning } of Object.values(SETTINGS)) {
    expect(OPERATIONS).toContain(`| \`${variable}\` | ${fallback === '' ? '–' : `\`${fallback}\``} | ${meaning.zh} |`);
  }
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['ZHONGZHI_MODE', 'test'],
  ['PUBLIC_ADDRESS', 'ftp://x.example'],
  ['DATABASE_POOL', '1'],
])('%s=%s stops the start with a sentence that names it', (variable, value) => {
  expect(() => readSettings({ [variable]: value })).toThrow(SettingError);
  expect(() => readSettings({ [variable]: value })).toThrow(variable);
});

test('without any variable the defaults hold', () => {
  expect(readSettings({}).port).toBe(3_000);
});
