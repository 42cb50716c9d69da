import { Type } from 'typebox';
import { query, Refusal, refuse, useCase, type Context } from '@zhongzhi/kernel';
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
import type { CaseType } from '../domain/case-type.ts';
import { viewCase } from '../engine/access.ts';
import { takeStep, type StepRequest } from '../engine/act.ts';
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
    if (!isStaff) refuseStaffFields(type, form);
    const opened = await openCase(context, type, {
      form,
      source: isStaff && type.openedBy.some((opener) => typeof opener === 'object') ? 'staff' : 'phone',
    });
    return { ...opened, dueAt: opened.dueAt?.toISOString() ?? null };
  },
});

/** What only staff fill in, such as the urgency that sets the clock, is not taken from a reporter. */
function refuseStaffFields(type: CaseType, form: Record<string, unknown>): void {
  const taken = type.form.filter(({ key, staffOnly }) => staffOnly === true && form[key] !== undefined);
  if (taken.length === 0) return;
  throw refuse.invalid(
    'case.field-for-staff',
    `“${taken.map(({ label }) => label.zh).join('、')}”由工作人员填写，请去掉再提交。`,
    `"${taken.map(({ label }) => label.en).join(', ')}" is filled in by staff; leave it out.`,
    { errors: taken.map(({ key, label }) => ({ field: key, detail: label.zh })) },
  );
}

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
    return caseDetail(context, request.id).catch((error: unknown) => {
      if (error instanceof Refusal && error.kind === 'not-found') return lastLook(context, request.id);
      throw error;
    });
  },
});

/** The case as it was left by someone whom the step itself took it away from: to read once, with nothing more to do. */
async function lastLook(context: Context, id: string): Promise<CaseDetail> {
  const detail = await caseDetail(context.asSystem('last look at a case that was handed on'), id);
  return { ...detail, actions: [], tasks: detail.tasks.map((task) => ({ ...task, actions: [] })), leftScope: true };
}

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
    // In one order for everybody, so that two who act on the same cases wait for each other instead of blocking.
    for (const { id, version } of [...cases].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const refusal = await context
        .attempt(() => actOnOne(context, { id, action, version, input: cleanInput(input) }))
        .catch((error: unknown) => {
          if (error instanceof Refusal && error.kind !== 'busy') return error;
          throw error;
        });
      results.push({
        id,
        ok: refusal === null,
        code: refusal?.code ?? null,
        detail: refusal?.text[context.language] ?? null,
      });
    }
    return { done: results.filter(({ ok }) => ok).length, results };
  },
});

/** One of many, with its own line in the audit log. */
async function actOnOne(context: Context, request: StepRequest): Promise<null> {
  const { type } = await viewCase(context, request.id, 'lock');
  if (!Object.hasOwn(type.actions, request.action) || type.actions[request.action]!.bulk !== true)
    throw refuse.invalid('case.step-not-bulk', '这个步骤要逐件办理。', 'This step is taken one case at a time.');
  await takeStep(context, request);
  context.audit('case.act', request.id);
  return null;
}

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
