import fc from 'fast-check';
import { defineCaseType } from '../src/domain/define-case-type.ts';
import type { Action, CaseType, Status } from '../src/domain/case-type.ts';

const label = (text: string) => ({ zh: text, en: text });

/** What a random type is made of: how many statuses, which extra steps between them, whether it has tasks. */
export interface Shape {
  statuses: number;
  extra: { from: number; to: number }[];
  hasTasks: boolean;
  pausedAt: number;
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  statuses: fc.integer({ min: 2, max: 6 }),
  extra: fc.array(fc.record({ from: fc.nat(5), to: fc.nat(5) }), { maxLength: 8 }),
  hasTasks: fc.boolean(),
  pausedAt: fc.nat(5),
});

const WORKER = { permission: 'random.do', at: 'place' } as const;

/** A valid case type of that shape: a chain to the end, so that nothing is unreachable, and extra steps across it. */
export function randomCaseType(shape: Shape, version: number): CaseType {
  const name = (index: number): string => `s${index % shape.statuses}`;
  const last = shape.statuses - 1;
  const statuses: Record<string, Status> = {};
  for (let index = 0; index <= last; index += 1)
    statuses[name(index)] = {
      label: label(`状态${index}`),
      phase: index === 0 ? 'new' : index === last ? 'done' : 'open',
    };
  const actions: Record<string, Action> = {
    hand: {
      label: label('转办'),
      from: 'any-open',
      by: [WORKER],
      form: [{ key: 'unit', kind: 'organisation', required: true, label: label('单位') }],
      effect: ({ draft, input }) => void (draft.unit = String(input['unit'])),
    },
  };
  for (let index = 0; index < last; index += 1)
    actions[`next${index}`] = {
      label: label(`下一步${index}`),
      from: [name(index)],
      to: name(index + 1),
      by: [WORKER],
    };
  for (const [index, { from, to }] of shape.extra.entries()) {
    if (from % shape.statuses === last) continue;
    actions[`jump${index}`] = { label: label(`跳转${index}`), from: [name(from)], to: name(to), by: [WORKER] };
  }
  if (shape.hasTasks) {
    actions['gather'] = {
      label: label('会办'),
      from: ['s0'],
      by: [WORKER],
      form: [{ key: 'units', kind: 'organisations', required: true, label: label('单位') }],
      effect: ({ draft, input }) => (input['units'] as string[]).forEach((unit) => draft.addTask('part', unit)),
    };
    actions['joined'] = { label: label('会办完成'), from: 'any-open', to: name(last), by: ['platform'], hidden: true };
  }
  return defineCaseType({
    name: 'random',
    version,
    label: label('随机'),
    about: label('随机'),
    boardPermission: 'random.board',
    openedBy: ['signed-in'],
    start: 's0',
    statuses,
    actions,
    permissions: {
      'random.board': { label: label('看'), roles: ['street-staff'] },
      'random.do': { label: label('办'), roles: ['street-staff'] },
    },
    form: [{ key: 'place', kind: 'place', required: true, label: label('地点') }],
    deadlines: {
      handle: {
        label: label('办理'),
        startsIn: ['s0'],
        stopsIn: [name(last)],
        pausedIn: shape.pausedAt % shape.statuses === last ? [] : [name(shape.pausedAt)],
        limit: () => ({ hours: 48 }),
      },
    },
    ...(shape.hasTasks
      ? {
          tasks: {
            part: {
              label: label('分办'),
              start: 'asked',
              whenAllDone: 'joined',
              statuses: {
                asked: { label: label('待办'), phase: 'open' as const },
                done: { label: label('完成'), phase: 'done' as const },
              },
              actions: { report: { label: label('完成'), from: ['asked'], to: 'done', by: [WORKER] } },
            },
          },
        }
      : {}),
  });
}
