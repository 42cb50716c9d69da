import { Type } from 'typebox';
import { query, refuse, useCase, validate } from '@zhongzhi/kernel';
import { safeText } from '@zhongzhi/contract-kit';
import {
  ActOnCase,
  BulkAct,
  BulkResult,
  CaseDetail,
  CaseTypeDescription,
  OpenCase,
  OpenedCase,
} from '../contract/index.ts';
import { getCaseType } from '../case-types.ts';
import { takeStep } from '../engine/act.ts';
import { joinCase } from '../engine/join.ts';
import { openCase } from '../engine/open.ts';
import { caseDetail } from '../queries/detail.ts';
import { describeTypes, mayOpen } from '../queries/describe-types.ts';

const Empty = Type.Object({}, { additionalProperties: false });
const Id = Type.String({ format: 'uuid' });

export const listCaseTypes = query({
  name: 'case.list-types',
  permission: 'public',
  input: Empty,
  output: Type.Array(CaseTypeDescription),
  summary: { zh: '事项类型：表单、状态、步骤', en: 'Case types: forms, statuses, steps' },
  run: (context) => Promise.resolve(describeTypes(context)),
});

export const openCaseUseCase = useCase({
  name: 'case.open',
  permission: 'public',
  input: OpenCase,
  output: OpenedCase,
  summary: { zh: '提交一件事项', en: 'Open a case' },
  subject: (_input, output) => output.id,
  async run(context, { type: name, form }) {
    const type = getCaseType(context.platform, name);
    if (!mayOpen(context, type)) {
      if (context.actor.kind === 'anonymous') throw refuse.unauthenticated();
      throw refuse.forbidden(
        'case.not-yours-to-open',
        `“${type.label.zh}”不由您的岗位发起。`,
        `"${type.label.en}" is not opened by your role.`,
      );
    }
    const isStaff = context.may(type.boardPermission);
    const opened = await openCase(context, type, {
      form,
      source: isStaff && type.openedBy.some((opener) => typeof opener === 'object') ? 'staff' : 'phone',
    });
    return { ...opened, dueAt: opened.dueAt?.toISOString() ?? null };
  },
});

export const getCase = query({
  name: 'case.get',
  permission: 'signed-in',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: CaseDetail,
  summary: {
    zh: '一件事项的全部：经过、时限、现在能办的步骤',
    en: 'Everything about a case: timeline, clocks, what may be done now',
  },
  run: (context, { id }) => caseDetail(context, id),
});

export const actOnCase = useCase({
  name: 'case.act',
  permission: 'signed-in',
  input: ActOnCase,
  output: CaseDetail,
  summary: { zh: '办理一个步骤', en: 'Take one step on a case' },
  async run(context, request) {
    await takeStep(context, { ...request, input: cleanInput(request.input) });
    return caseDetail(context, request.id).catch(() => refuseGone());
  },
});

const refuseGone = (): never => {
  throw refuse.gone(
    'case.left-your-scope',
    '已办理。这件事现在不在您的范围内。',
    'Done. This matter has left your scope.',
  );
};

const cleanInput = (input: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input ?? {}).map(([key, value]) => [key, typeof value === 'string' ? safeText(value) : value]),
  );

export const bulkAct = useCase({
  name: 'case.act-on-many',
  permission: 'signed-in',
  input: BulkAct,
  output: BulkResult,
  summary: { zh: '批量办理同一步骤', en: 'Take the same step on many cases' },
  subject: () => null,
  async run(context, { action, cases, input }) {
    const results: { id: string; ok: boolean; code: string | null; detail: string | null }[] = [];
    for (const { id, version } of [...cases].sort((a, b) => (a.id < b.id ? -1 : 1)))
      results.push(
        await context.platform
          .run(
            actOnOne,
            { id, action, ...(version === undefined ? {} : { version }), input: input ?? {} },
            { actor: context.actor, origin: context.origin, language: context.language },
          )
          .then(
            () => ({ id, ok: true, code: null, detail: null }),
            (error: unknown) => {
              const { code, text } = error as { code?: string; text?: { zh: string; en: string } };
              if (text === undefined) throw error;
              return { id, ok: false, code: code ?? null, detail: text[context.language] };
            },
          ),
      );
    return { done: results.filter(({ ok }) => ok).length, results };
  },
});

/** One of many: a transaction of its own, so that one refusal does not undo the others. */
const actOnOne = useCase({
  name: 'case.act',
  permission: 'signed-in',
  input: ActOnCase,
  output: Type.Object({ id: Type.String() }),
  summary: { zh: '办理一个步骤', en: 'Take one step on a case' },
  async run(context, request) {
    const type = (await caseDetail(context, request.id)).type;
    if (getCaseType(context.platform, type).actions[request.action]?.bulk !== true)
      throw refuse.invalid('case.step-not-bulk', '这个步骤要逐件办理。', 'This step is taken one case at a time.');
    validate(ActOnCase, request);
    await takeStep(context, { ...request, input: cleanInput(request.input) });
    return { id: request.id };
  },
});

export const joinCaseUseCase = useCase({
  name: 'case.join',
  permission: 'signed-in',
  input: Type.Object(
    { id: Id, words: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ id: Type.String(), joined: Type.Boolean() }),
  summary: { zh: '同诉：加入一件已公开的反映', en: 'Join a public report' },
  async run(context, { id, words }) {
    await joinCase(context, id, words === undefined || words.trim() === '' ? null : safeText(words.trim()));
    return { id, joined: true };
  },
});
