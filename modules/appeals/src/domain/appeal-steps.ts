import { dueAt, loadCalendar } from '@zhongzhi/calendar';
import { refuse, type Context, type Refusal } from '@zhongzhi/kernel';
import { findOrganisations, getOrganisation, unitOfPlace } from '@zhongzhi/directory';
import { takeStep, viewCase, type CaseFacts, type Step } from '@zhongzhi/casework';

/** A unit may return a case once; a second return goes to the supervisor (DOMAIN 4, first-responder rule). */
const RETURNS_BEFORE_SUPERVISOR = 1;
/** "Not solved" reopens once at the unit and once at the street; after that the supervisor decides. */
const REOPENINGS = { atUnit: 0, atStreet: 1 } as const;
/** 不满意 and 非常不满意 bring a call-back and a correction. */
export const BAD_GRADE = 2;

const numberIn = (facts: CaseFacts, key: string): number =>
  typeof facts.memory[key] === 'number' ? facts.memory[key] : 0;

/** The street office above a place. */
async function streetOf(context: Context, place: string | null): Promise<string> {
  const unit = place === null ? undefined : await unitOfPlace(context, place.slice(0, 9));
  if (unit === undefined)
    throw refuse.conflict(
      'appeal.no-street',
      '这个地点没有对应的街道单位，请先在单位目录里补上。',
      'No street office is known for this place; add it to the directory first.',
    );
  return unit.id;
}

async function supervisionOffice(context: Context): Promise<string> {
  const [office] = await findOrganisations(context, { kind: 'supervision-office' });
  if (office === undefined)
    throw refuse.conflict(
      'appeal.no-supervisor',
      '单位目录里没有督查机构，请先补上。',
      'The directory holds no supervision office; add it first.',
    );
  return office.id;
}

/** The community takes a report first, wherever it came from (首接负责). */
export async function settleOpening({ context, facts, draft, input }: Step): Promise<void> {
  const unit = facts.place === null ? undefined : await unitOfPlace(context, facts.place);
  if (unit !== undefined) draft.unit = unit.id;
  if (input['mayBePublic'] === true) draft.visibility = 'offered';
  const category =
    facts.category === null
      ? undefined
      : await context.tx
          .selectFrom('appeals.category')
          .select(['default_urgency', 'default_unit'])
          .where('district', '=', context.district)
          .where('code', '=', facts.category)
          .executeTakeFirst();
  if (facts.category !== null && category === undefined)
    throw refuse.invalid(
      'appeal.category-unknown',
      '没有这个类别，请重新选择。',
      'There is no such category; choose again.',
    );
  draft.urgency = facts.urgency ?? (category?.default_urgency as CaseFacts['urgency']) ?? 'ordinary';
  if (category?.default_unit != null) draft.remember('suggestedUnit', category.default_unit);
}

export async function classify({ context, facts, draft, input }: Step): Promise<void> {
  const code = input['category'] as string | undefined;
  if (code !== undefined) {
    const category = await context.tx
      .selectFrom('appeals.category')
      .select(['default_urgency', 'default_unit'])
      .where('district', '=', context.district)
      .where('code', '=', code)
      .executeTakeFirst();
    if (category === undefined)
      throw refuse.invalid(
        'appeal.category-unknown',
        '没有这个类别，请重新选择。',
        'There is no such category; choose again.',
      );
    draft.category = code;
    if (category.default_unit !== null) draft.remember('suggestedUnit', category.default_unit);
  }
  const urgency = input['urgency'] as CaseFacts['urgency'] | undefined;
  if (urgency !== undefined && urgency !== null) draft.urgency = urgency;
  if (facts.unit === null && facts.place !== null) draft.unit = await streetOf(context, facts.place);
}

export async function passUp({ context, facts, draft }: Step): Promise<void> {
  const street = await streetOf(context, facts.place);
  if (facts.unit === street)
    throw refuse.conflict(
      'appeal.already-at-street',
      '这件事已经在街道，请直接派单或吹哨。',
      'This matter is with the street already: assign it or whistle.',
    );
  draft.unit = street;
}

export async function assign({ context, facts, draft, input }: Step): Promise<void> {
  const unit = await getOrganisation(context, String(input['unit']));
  if (!['department', 'property-company', 'community-committee', 'street-office', 'utility'].includes(unit.kind))
    throw refuse.invalid(
      'appeal.unit-cannot-handle',
      '这个单位不承办诉求，请另选。',
      'This organisation does not handle appeals; choose another.',
    );
  draft.unit = unit.id;
  draft.remember(
    'returnBy',
    dueAt({
      start: context.now,
      limit: { workingDays: 1 },
      pauses: [],
      calendar: await loadCalendar(context),
    }).toISOString(),
  );
  if (numberIn(facts, 'returns') > RETURNS_BEFORE_SUPERVISOR) draft.remember('isFinal', true);
}

/** After a second return only the supervisor assigns, and that is final. */
export const guardAssign = (facts: CaseFacts, context: Context): Refusal | undefined =>
  numberIn(facts, 'returns') > RETURNS_BEFORE_SUPERVISOR && !context.may('appeal.rule')
    ? refuse.forbidden(
        'appeal.supervisor-assigns',
        '已两次退回，由督查最终指定承办单位。',
        'Returned twice: the supervisor assigns it now, finally.',
      )
    : undefined;

export function guardReturn(facts: CaseFacts, context: Context): Refusal | undefined {
  if (facts.memory['isFinal'] === true)
    return refuse.conflict(
      'appeal.assignment-final',
      '督查已最终指定本单位承办，不能再退回。',
      'The supervisor assigned this finally; it cannot be returned.',
    );
  const by = facts.memory['returnBy'];
  if (typeof by === 'string' && new Date(by) < context.now)
    return refuse.conflict(
      'appeal.return-too-late',
      '退回要在派单后 1 个工作日内提出，现在已过时限，请办理。',
      'A return is possible within one working day of assignment; handle it now.',
    );
  return undefined;
}

export async function giveBack({ context, facts, draft }: Step): Promise<void> {
  const returns = numberIn(facts, 'returns') + 1;
  draft.remember('returns', returns);
  draft.unit =
    returns > RETURNS_BEFORE_SUPERVISOR ? await supervisionOffice(context) : await streetOf(context, facts.place);
}

export function attachResult({ draft, input }: Step): void {
  draft.attach((input['photos'] as string[] | undefined) ?? [], 'result');
}

export function attachMore({ draft, input }: Step): void {
  draft.attach((input['photos'] as string[] | undefined) ?? [], 'more');
}

/** The reporter's word: solved closes, not solved takes it up again where the rule says, a bad grade brings a correction. */
export async function confirm({ context, facts, draft, input }: Step): Promise<void> {
  const grade = input['grade'] === undefined ? null : Number(input['grade']);
  if (grade !== null && facts.memory['isGraded'] === true)
    throw refuse.conflict(
      'appeal.graded-before',
      '一件事只评价一次，您已评价过；这次请只确认是否解决。',
      'A matter is graded once, and you have done so; this time only say whether it is solved.',
    );
  const rounds = numberIn(facts, 'rounds') + 1;
  const words = (input['words'] as string | undefined)?.trim() ?? '';
  await context.tx
    .insertInto('casework.rating')
    .values({
      district: context.district,
      case_id: facts.id,
      round: rounds,
      person: facts.opener,
      unit: facts.unit,
      grade,
      solved: input['solved'] === true,
      words: words === '' ? null : words,
      at: context.now,
    })
    .execute();
  draft.remember('rounds', rounds);
  if (grade !== null) draft.remember('isGraded', true);
  draft.note = `${input['solved'] === true ? '已解决' : '未解决'}${words === '' ? '' : `：${words}`}`;
  if (input['solved'] !== true) return takeUpAgain(context, facts, draft);
  draft.status = grade !== null && grade <= BAD_GRADE ? 'correcting' : 'closed';
}

/** Where a matter goes that was not solved: the unit once, the street once, then the supervisor. */
async function takeUpAgain(context: Context, facts: CaseFacts, draft: Step['draft']): Promise<void> {
  const reopened = numberIn(facts, 'reopenings');
  draft.remember('reopenings', reopened + 1);
  if (reopened === REOPENINGS.atStreet) draft.unit = await streetOf(context, facts.place);
  if (reopened > REOPENINGS.atStreet) {
    draft.unit = await supervisionOffice(context);
    draft.status = 'ruling';
    return;
  }
  draft.status = 'reopened';
  draft.restartClock('answer');
}

export const reopen = ({ context, facts, draft }: Step): Promise<void> => takeUpAgain(context, facts, draft);

export async function rule({ context, facts, draft, input }: Step): Promise<void> {
  if (input['decision'] === 'close') {
    draft.status = 'closed';
    return;
  }
  draft.status = 'assigned';
  draft.unit =
    typeof input['unit'] === 'string'
      ? (await getOrganisation(context, input['unit'])).id
      : await streetOf(context, facts.place);
  draft.remember('isFinal', true);
  draft.restartClock('answer');
}

/** Merging moves the reporter along: they are told of the other matter's progress from now on. */
export async function merge({ context, facts, draft, input }: Step): Promise<void> {
  const into = String(input['into']);
  if (into === facts.id)
    throw refuse.invalid(
      'appeal.merge-into-itself',
      '不能并入自己，请选另一件。',
      'It cannot be merged into itself; choose another.',
    );
  const target = await viewCase(context, into, 'lock');
  if (target.type.name !== 'appeal' || target.type.statuses[target.facts.status]!.phase === 'done')
    throw refuse.conflict(
      'appeal.merge-target-closed',
      '只能并入一件正在办理的诉求。',
      'It can be merged only into an open appeal.',
    );
  draft.link('merged-into', into);
  if (facts.opener !== null && facts.opener !== target.facts.opener)
    await takeStep(context.asSystem('merge of appeals'), {
      id: into,
      action: 'take-in',
      input: { number: facts.number },
    });
  if (facts.opener !== null) draft.emit('appeal.merged', { from: facts.id, into, person: facts.opener });
}

export function clear({ draft, input }: Step): void {
  draft.visibility = 'public';
  draft.remember('public', { title: String(input['publicTitle']), text: String(input['publicText']) });
}

/** A whistle was blown for this appeal: the street keeps it until the departments have reported. */
export async function underWhistle({ context, facts, draft }: Step): Promise<void> {
  draft.unit = await streetOf(context, facts.place);
}
