import { defineCaseType } from '../src/domain/define-case-type.ts';
import type { CaseType } from '../src/domain/case-type.ts';

/** A neutral case type for tests of the engine: no mechanism of the district can bend it. */
export const aCaseType = (changes: Partial<CaseType> = {}): CaseType =>
  defineCaseType({
    name: 'errand',
    version: 1,
    label: { zh: '测试事项', en: 'Errand' },
    about: { zh: '引擎测试用', en: 'For tests of the engine' },
    permissions: {
      'errand.board': {
        label: { zh: '查看', en: 'See' },
        roles: ['street-staff', 'community-staff', 'department-staff', 'district-administrator'],
      },
      'errand.do': { label: { zh: '办理', en: 'Do' }, roles: ['street-staff', 'community-staff', 'department-staff'] },
    },
    boardPermission: 'errand.board',
    openedBy: ['signed-in'],
    start: 'new',
    form: [
      { key: 'place', kind: 'place', required: true, label: { zh: '地点', en: 'Place' } },
      { key: 'description', kind: 'long-text', required: true, label: { zh: '说明', en: 'Words' } },
      { key: 'mayBePublic', kind: 'yes-no', label: { zh: '可公开', en: 'Public' } },
    ],
    onOpen: ({ draft, input }) => void (input['mayBePublic'] === true && (draft.visibility = 'public')),
    statuses: {
      new: { label: { zh: '新', en: 'New' }, phase: 'new' },
      doing: { label: { zh: '在办', en: 'Doing' }, phase: 'open' },
      waiting: { label: { zh: '等待', en: 'Waiting' }, phase: 'waiting' },
      joint: { label: { zh: '会办', en: 'Together' }, phase: 'open' },
      done: { label: { zh: '办结', en: 'Done' }, phase: 'done' },
    },
    actions: {
      take: {
        label: { zh: '接办', en: 'Take' },
        from: ['new'],
        to: 'doing',
        by: [{ permission: 'errand.do', at: 'place' }],
        form: [{ key: 'unit', kind: 'organisation', label: { zh: '单位', en: 'Unit' } }],
        bulk: true,
        effect: ({ draft, input }) => void (typeof input['unit'] === 'string' && (draft.unit = input['unit'])),
      },
      hand: {
        label: { zh: '转办', en: 'Hand over' },
        from: ['doing'],
        to: 'doing',
        by: [
          { permission: 'errand.do', at: 'place' },
          { permission: 'errand.do', at: 'unit' },
        ],
        form: [{ key: 'unit', kind: 'organisation', required: true, label: { zh: '单位', en: 'Unit' } }],
        effect: ({ draft, input }) => void (draft.unit = String(input['unit'])),
      },
      pause: {
        label: { zh: '等反映人', en: 'Wait' },
        from: ['doing'],
        to: 'waiting',
        by: [{ permission: 'errand.do', at: 'place' }],
      },
      resume: {
        label: { zh: '继续', en: 'Go on' },
        from: ['waiting'],
        to: 'doing',
        by: ['opener', { permission: 'errand.do', at: 'place' }],
      },
      gather: {
        label: { zh: '会办', en: 'Gather' },
        from: ['doing'],
        to: 'joint',
        by: [{ permission: 'errand.do', at: 'place' }],
        form: [{ key: 'units', kind: 'organisations', required: true, label: { zh: '单位', en: 'Units' } }],
        effect: ({ draft, input }) => (input['units'] as string[]).forEach((unit) => draft.addTask('part', unit)),
      },
      finish: {
        label: { zh: '办结', en: 'Finish' },
        from: ['doing', 'joint'],
        to: 'done',
        by: [{ permission: 'errand.do', at: 'place' }],
        guard: undefined,
      },
      note: {
        label: { zh: '备注', en: 'Note' },
        from: 'any-open',
        by: [{ permission: 'errand.do', at: 'place' }],
        form: [{ key: 'note', kind: 'text', required: true, label: { zh: '备注', en: 'Note' } }],
        seenBy: 'staff',
      },
    },
    tasks: {
      part: {
        label: { zh: '分办', en: 'Part' },
        start: 'asked',
        whenAllDone: 'finish',
        statuses: {
          asked: { label: { zh: '待办', en: 'Asked' }, phase: 'open' },
          done: { label: { zh: '完成', en: 'Done' }, phase: 'done' },
        },
        actions: {
          report: {
            label: { zh: '完成', en: 'Report' },
            from: ['asked'],
            to: 'done',
            by: [{ permission: 'errand.do', at: 'task-unit' }],
            form: [{ key: 'result', kind: 'text', required: true, label: { zh: '结果', en: 'Result' } }],
          },
        },
      },
    },
    deadlines: {
      handle: {
        label: { zh: '办理', en: 'To handle' },
        startsIn: ['new'],
        stopsIn: ['done'],
        pausedIn: ['waiting'],
        limit: () => ({ hours: 24 }),
        warnAfter: 0.5,
      },
      part: {
        label: { zh: '分办', en: 'Part' },
        task: 'part',
        startsIn: ['asked'],
        stopsIn: ['done'],
        limit: () => ({ hours: 4 }),
      },
    },
    notices: [
      {
        on: 'finish',
        to: 'opener',
        title: { zh: '{title}已办结', en: '{title} is done' },
        body: { zh: '{number}', en: '{number}' },
      },
      {
        on: 'overdue:handle',
        to: 'unit',
        title: { zh: '{number} 超期', en: '{number} overdue' },
        body: { zh: '{title}', en: '{title}' },
      },
    ],
    publicView: { clearedBy: 'errand.do' },
    joinable: true,
    rates: { clock: 'handle' },
    open311: { keywords: 'errand', group: { zh: '测试', en: 'Tests' } },
    ...changes,
  });
