import pg from 'pg';
import { expect, test } from 'vitest';
import { createVault, Platform, readSettings, silentLogger, type Module, type PersonalDatum } from '@zhongzhi/kernel';
import { checkFormFields, checkForms } from './domain/check-forms.ts';
import { consentWords, registerOf, wordsHash } from './domain/register.ts';

const datum = (key: string, changes: Partial<PersonalDatum> = {}): PersonalDatum => ({
  key,
  label: { zh: '电话', en: 'Phone' },
  purpose: { zh: '联系您', en: 'To reach you' },
  basis: 'consent',
  sensitive: false,
  retention: { zh: '一年', en: 'One year' },
  ...changes,
});

const platformOf = (...modules: Module[]): Platform =>
  new Platform({
    settings: readSettings({}),
    pool: new pg.Pool(),
    vault: createVault(Buffer.alloc(32)),
    modules,
    logger: silentLogger,
  });
const withType = (type: object): Module => ({
  name: 'club',
  personalData: [datum('club.phone')],
  contributions: { 'case-types': [{ name: 'walk', form: [], ...type }] },
});
const unknown = [{ key: 'tel', personal: 'nobody.knows' }];

test('a form whose personal field is in the register may start', () => {
  expect(() =>
    checkForms(platformOf(withType({ form: [{ key: 'tel', personal: 'club.phone' }, { key: 'words' }] }))),
  ).not.toThrow();
});

test.each([
  ['the form', { form: unknown }],
  ['a step', { actions: { ask: { form: unknown } } }],
  ['a step of a task', { tasks: { part: { actions: { report: { form: unknown } } } } }],
])(
  'a personal field of %s that is not in the register stops the start with a sentence that names it',
  (_where, type) => {
    expect(() => checkForms(platformOf(withType(type)))).toThrow(/walk.*tel.*nobody\.knows.*personalData/s);
  },
);

test('a form that belongs to no case type can be held against the register, too', () => {
  const platform = platformOf({ name: 'club', personalData: [datum('club.phone')] });
  expect(() => checkFormFields(platform, [{ key: 'tel', personal: 'club.phone' }, { key: 'words' }])).not.toThrow();
  expect(() => checkFormFields(platform, unknown, { zh: '报名表', en: 'the sign-up form' })).toThrow(
    /报名表.*tel.*nobody\.knows.*sign-up/s,
  );
});

test('two modules cannot register one datum, and none can leave out why or how long', () => {
  expect(() =>
    registerOf(platformOf({ name: 'a', personalData: [datum('x.y')] }, { name: 'b', personalData: [datum('x.y')] })),
  ).toThrow(/x\.y.*b/s);
  expect(() =>
    registerOf(platformOf({ name: 'a', personalData: [datum('x.y', { retention: { zh: '一年', en: ' ' } })] })),
  ).toThrow(/x\.y/);
});

test('the version of the notice and the hash of a consent text change with any word, and with nothing else', () => {
  const one = registerOf(platformOf({ name: 'a', personalData: [datum('x.y')] }));
  const same = registerOf(platformOf({ name: 'a', personalData: [datum('x.y')] }));
  const other = registerOf(
    platformOf({ name: 'a', personalData: [datum('x.y', { retention: { zh: '两年', en: 'Two years' } })] }),
  );
  expect(same.version).toBe(one.version);
  expect(other.version).not.toBe(one.version);
  expect(wordsHash(datum('x.y'))).not.toBe(wordsHash(datum('x.y', { purpose: { zh: '宣传', en: 'Publicity' } })));
});

test('the words of a consent say what, why, how long, that it is sensitive, and that it can be withdrawn', () => {
  const { zh, en } = consentWords(datum('x.y', { sensitive: true }));
  for (const part of ['电话', '敏感', '联系您', '一年', '撤回']) expect(zh).toContain(part);
  for (const part of ['Phone', 'sensitive', 'To reach you', 'One year', 'withdraw']) expect(en).toContain(part);
});
