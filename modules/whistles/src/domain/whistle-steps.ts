import { refuse, type Context, type Refusal } from '@zhongzhi/kernel';
import { getOrganisation } from '@zhongzhi/directory';
import { takeStep, viewCase, type CaseFacts, type Step } from '@zhongzhi/casework';

const MOST_DAYS = 120;

/** Who may be called by whom: a community calls its street; a street calls departments, companies and other streets. */
async function checkCalled(context: Context, opener: string, called: readonly string[]): Promise<void> {
  const from = await getOrganisation(context, opener);
  const kinds =
    from.kind === 'community-committee'
      ? ['street-office']
      : ['department', 'property-company', 'utility', 'street-office'];
  for (const id of called) {
    const unit = await getOrganisation(context, id);
    if (!kinds.includes(unit.kind) || unit.id === opener)
      throw refuse.invalid(
        'whistle.unit-not-callable',
        `“${unit.name}”不能由“${from.name}”吹哨，请另选单位。`,
        `"${unit.name}" cannot be called by "${from.name}"; choose another unit.`,
      );
  }
}

/** Settles a new whistle: whose it is, whom it calls, the appeal behind it; an emergency goes out at once. */
export async function settleOpening({ context, facts, draft, input }: Step): Promise<void> {
  const unit =
    context.scopeFor('whistle.blow').units[0] ??
    (context.actor.kind === 'system' ? (facts.memory['openerUnit'] as string | undefined) : undefined);
  if (unit === undefined)
    throw refuse.forbidden(
      'whistle.no-unit',
      '您的岗位没有所属单位，不能吹哨。请联系管理员。',
      'Your role has no unit, so you cannot whistle; ask your administrator.',
    );
  const called = input['departments'] as string[];
  await checkCalled(context, unit, called);
  const days = input['withinDays'] as number | undefined;
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > MOST_DAYS))
    throw refuse.invalid(
      'whistle.days',
      `办完期限请填 1 到 ${MOST_DAYS} 个工作日。`,
      `The time to finish is 1 to ${MOST_DAYS} working days.`,
    );
  draft.remember('openerUnit', unit);
  draft.unit = unit;
  if (typeof input['appeal'] === 'string') await takeOver(context, facts, draft, input['appeal']);
  if (input['kind'] !== 'emergency') return;
  draft.status = 'blown';
  for (const id of called) draft.addTask('department', id);
}

async function takeOver(context: Context, facts: CaseFacts, draft: Step['draft'], appeal: string): Promise<void> {
  const view = await viewCase(context, appeal, 'lock');
  if (view.type.name !== 'appeal' || view.type.statuses[view.facts.status]!.phase === 'done')
    throw refuse.conflict(
      'whistle.appeal-not-open',
      '这件诉求已经办结，不能再吹哨。',
      'This appeal is closed; no whistle can be blown for it.',
    );
  if (!view.isStaff) throw refuse.notFound();
  draft.remember('appeal', appeal);
  draft.link('for-appeal', appeal);
  await takeStep(context.asSystem('whistle for an appeal'), {
    id: appeal,
    action: 'whistle',
    input: { note: facts.title },
  });
}

function callAll({ facts, draft }: Step): void {
  for (const id of (facts.form['departments'] as string[] | undefined) ?? []) draft.addTask('department', id);
  draft.remember('isApproved', true);
}

/** Approval calls the departments; after an emergency it only confirms. */
export const approve = Object.assign(callAll, {
  guardAfter: (facts: CaseFacts): Refusal | undefined =>
    facts.form['kind'] === 'emergency' && facts.memory['isApproved'] !== true
      ? undefined
      : refuse.conflict('whistle.approved', '这次吹哨已经批准。', 'This whistle is approved already.'),
});

export function attachPhotos({ draft, input }: Step): void {
  draft.attach((input['photos'] as string[] | undefined) ?? [], 'department');
}

export function settleRefusal({ draft, input }: Step): void {
  draft.taskStatus = input['ruling'] === 'excused' ? 'excused' : 'called';
}

export function guardClose(facts: CaseFacts): Refusal | undefined {
  if (facts.tasks.some(({ status }) => status === 'done'))
    return refuse.conflict(
      'whistle.not-judged',
      '还有部门没有评判，请先逐个评判再办结。',
      'Some departments are not judged yet; judge each, then close.',
    );
  if (facts.form['kind'] === 'emergency' && facts.memory['isApproved'] !== true)
    return refuse.conflict(
      'whistle.not-approved',
      '应急哨还没有补批，请街道领导补批后再办结。',
      'This emergency whistle still needs its approval; then it can be closed.',
    );
  return undefined;
}

/** Closing answers the appeal behind the whistle, in the same transaction. */
export async function closeWhistle({ context, facts, input }: Step): Promise<void> {
  const appeal = facts.memory['appeal'];
  if (typeof appeal !== 'string') return;
  const view = await viewCase(context.asSystem('whistle closed'), appeal, 'lock');
  if (view.facts.status !== 'in-progress' && view.facts.status !== 'reopened') return;
  await takeStep(context.asSystem('whistle closed'), {
    id: appeal,
    action: 'answer',
    input: { answer: String(input['answer']) },
  });
}
