import { describe, expect, test } from 'vitest';
import { aCaseType } from '../../test/a-case-type.ts';
import type { CaseType } from './case-type.ts';
import { faultsOf } from './define-case-type.ts';

const type = aCaseType();
const open = { label: { zh: '开', en: 'Open' }, phase: 'open' } as const;
const step = (changes: object) =>
  ({
    label: { zh: '走', en: 'Go' },
    from: ['new'],
    to: 'doing',
    by: ['opener'],
    ...changes,
  }) as CaseType['actions'][string];

describe('a case type is refused with a sentence when', () => {
  test.each<[string, Partial<CaseType>, string]>([
    ['a status can never be reached', { statuses: { ...type.statuses, island: open } }, 'island can never be reached'],
    [
      'a status is a dead end',
      { statuses: { ...type.statuses, stuck: open }, actions: { ...type.actions, fall: step({ to: 'stuck' }) } },
      'stuck is a dead end',
    ],
    [
      'nobody may take a step',
      { actions: { ...type.actions, lonely: step({ by: [] }) } },
      'nobody may take the step lonely',
    ],
    [
      'a step asks for an unknown permission',
      { actions: { ...type.actions, odd: step({ by: [{ permission: 'no.such', at: 'place' }] }) } },
      'no.such, which the type does not declare',
    ],
    ['a text is missing', { label: { zh: '', en: 'X' } }, 'needs its text in Chinese and English'],
    [
      'a step names an unknown status',
      { actions: { ...type.actions, lost: step({ to: 'nowhere' }) } },
      'names the status nowhere',
    ],
    [
      'a clock never stops',
      {
        deadlines: {
          endless: { label: { zh: '钟', en: 'Clock' }, startsIn: ['new'], stopsIn: [], limit: () => ({ hours: 1 }) },
        },
      },
      'endless never stops',
    ],
    [
      'a clock runs out into an unknown step',
      {
        deadlines: {
          c: {
            label: { zh: '钟', en: 'Clock' },
            startsIn: ['new'],
            stopsIn: ['done'],
            limit: () => ({ hours: 1 }),
            onOverdue: { action: 'boom' },
          },
        },
      },
      'runs out into the step boom',
    ],
    [
      'a notice waits for what never happens',
      { notices: [{ on: 'never', to: 'opener', title: { zh: '一', en: 'a' }, body: { zh: '一', en: 'a' } }] },
      'waits for the step never',
    ],
    [
      'a form asks for a phone without an entry in the register',
      { form: [{ key: 'phone', kind: 'phone', label: { zh: '电话', en: 'Phone' } }] },
      'names no entry of the register',
    ],
    [
      'a choice offers nothing',
      { form: [{ key: 'c', kind: 'choice', label: { zh: '选', en: 'Choice' } }] },
      'offers no choices',
    ],
    ['it starts nowhere', { start: 'nowhere' }, 'starts in nowhere'],
    [
      'a permission is held by no role',
      { permissions: { ...type.permissions, 'errand.empty': { label: { zh: '空', en: 'Empty' }, roles: [] } } },
      'errand.empty is held by no role',
    ],
    ['nobody may open it', { openedBy: [] }, 'nobody may open it'],
  ])('%s', (_name, changes, sentence) => {
    expect(faultsOf({ ...type, ...changes }).join('\n')).toContain(sentence);
  });

  test('and a sound one is not', () => {
    expect(faultsOf(type)).toEqual([]);
  });
});
