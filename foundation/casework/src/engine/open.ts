import { personOf, refuse, validate, type Context } from '@zhongzhi/kernel';
import { getRegion } from '@zhongzhi/directory';
import { isWithin, safeText } from '@zhongzhi/contract-kit';
import { newCaseNumber } from '../domain/case-number.ts';
import type { CaseType } from '../domain/case-type.ts';
import { sortAtOf } from '../domain/desks.ts';
import { CaseDraft, type CaseFacts } from '../domain/draft.ts';
import { schemaOfForm } from '../domain/form-schema.ts';
import { indexWords } from '../domain/search-words.ts';
import { nextDue } from '../domain/clocks.ts';
import { appendEvent, indexCase, insertCase, layOnDesks } from '../store/case-store.ts';
import { actingUnit } from './access.ts';
import { addTasks, attachToCase, desksOfFacts, factsAfter, linkCases, setDue, settleClocksOf } from './settle.ts';
import { tellOf } from './tell.ts';

/** What the opener's page, an import, or another module gives. */
export interface Opening {
  form: Record<string, unknown>;
  source: string;
  externalId?: string;
  /** The reporter, when it is not the actor; null for a report without a person. */
  opener?: string | null;
  /** How the reporter is called where no person is kept, for instance a masked name of the hotline. */
  openerWords?: string;
  memory?: Record<string, unknown>;
  links?: { kind: string; to: string }[];
}

/**
 * Opens a case in the caller's transaction: form checked, number given, place and unit settled, clocks started, desks
 * laid, people told.
 * @throws Refusal `input.invalid` for wrong fields, `case.place-unknown` for a place outside the district.
 */
export async function openCase(
  context: Context,
  type: CaseType,
  opening: Opening,
): Promise<{ id: string; number: string; status: string; dueAt: Date | null }> {
  const form = cleanForm(opening.form);
  validate(schemaOfForm(type.form), form, 'strict', context.language);
  const facts = await firstFacts(context, type, opening, form);
  const draft = new CaseDraft();
  draft.attach((form['photos'] as string[] | undefined) ?? [], 'report');
  draft.attach((form['files'] as string[] | undefined) ?? [], 'report');
  await type.onOpen?.({ context, facts, task: null, draft, input: form });
  const status = draft.status ?? type.start;
  const made = { ...factsAfter(facts, draft, status, []), version: 1 };
  const phase = type.statuses[status]!.phase;
  await insertCase(context, {
    id: made.id,
    number: made.number,
    type: type.name,
    type_version: type.version,
    status,
    phase,
    version: 1,
    title: made.title,
    description: made.description,
    form: keptForm(type, made.form),
    memory: { ...made.memory },
    place: made.place,
    longitude: made.longitude,
    latitude: made.latitude,
    category: made.category,
    urgency: made.urgency,
    source: opening.source,
    external_id: opening.externalId ?? null,
    opener: made.opener,
    opener_words: opening.openerWords ?? null,
    unit: made.unit,
    assignee: made.assignee,
    visibility: draft.visibility ?? made.visibility,
    opened_at: context.now,
    closed_at: phase === 'done' ? context.now : null,
    updated_at: context.now,
  });
  await appendEvent(context, {
    caseId: made.id,
    seq: 1,
    action: 'open',
    from: null,
    to: status,
    taskId: null,
    actorUnit: actingUnit(context, { facts: made, type }, null),
    note: null,
    input: {},
    seenBy: 'everyone',
  });
  const dueAt = await spread(context, type, made, draft, opening);
  return { id: made.id, number: made.number, status, dueAt };
}

/** Everything that hangs on a new case: tasks, clocks, desks, search, files, links, notices, events. */
async function spread(
  context: Context,
  type: CaseType,
  opened: CaseFacts,
  draft: CaseDraft,
  opening: Opening,
): Promise<Date | null> {
  const facts = { ...opened, tasks: await addTasks(context, { type, facts: opened }, draft) };
  const clocks = await settleClocksOf(context, { type }, facts, [], true);
  const phase = type.statuses[facts.status]!.phase;
  const dueAt = phase === 'done' ? null : nextDue(clocks, type);
  if (dueAt !== null) await setDue(context, facts.id, dueAt);
  const keys = desksOfFacts(context.district, facts);
  const sortAt = sortAtOf(phase, dueAt, null, context.now);
  await layOnDesks(context, { id: facts.id, type: type.name, phase, sortAt }, keys, true);
  const words = indexWords(`${facts.title} ${facts.description} ${facts.number}`);
  await indexCase(context, facts.id, [...keys, facts.number.toLowerCase(), ...words]);
  for (const { ids, stage } of draft.files) await attachToCase(context, facts.id, ids, stage);
  for (const link of [...draft.links, ...(opening.links ?? [])]) await linkCases(context, facts.id, link);
  await tellOf(context, { type, facts, on: 'open', note: null, task: null });
  const live = { caseId: facts.id, type: type.name, version: 1, desks: keys };
  context.emit('case.opened', { caseId: facts.id, type: type.name, live });
  for (const { event, payload } of draft.events) context.emit(event, payload);
  return dueAt;
}

/** Bidirectional and invisible characters go; the text stays. */
function cleanForm(form: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, typeof value === 'string' ? safeText(value).trim() : value]),
  );
}

const HEAD = new Set(['title', 'description', 'place', 'point', 'category', 'urgency', 'photos', 'files']);

/** Fields with a column of their own are not kept twice. */
const keptForm = (type: CaseType, form: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(form).filter(([key]) => !HEAD.has(key) && type.form.some((field) => field.key === key)),
  );

async function firstFacts(
  context: Context,
  type: CaseType,
  opening: Opening,
  form: Record<string, unknown>,
): Promise<CaseFacts> {
  const point = form['point'] as { longitude: number; latitude: number } | undefined;
  const place = (form['place'] as string | undefined) ?? null;
  if (place !== null) await checkPlace(context, place);
  const description = (form['description'] as string | undefined) ?? '';
  const title = (form['title'] as string | undefined)?.trim() || titleFrom(description) || type.label.zh;
  return {
    id: context.newId(),
    number: newCaseNumber(context.now),
    type: type.name,
    status: type.start,
    version: 1,
    title,
    description,
    form,
    place,
    longitude: point?.longitude ?? null,
    latitude: point?.latitude ?? null,
    category: (form['category'] as string | undefined) ?? null,
    urgency: (form['urgency'] as CaseFacts['urgency'] | undefined) ?? null,
    source: opening.source,
    opener: opening.opener === undefined ? personOf(context.actor) : opening.opener,
    unit: null,
    assignee: null,
    visibility: 'private',
    openedAt: context.now,
    closedAt: null,
    dueAt: null,
    memory: opening.memory ?? {},
    tasks: [],
  };
}

async function checkPlace(context: Context, place: string): Promise<void> {
  const unknown = refuse.invalid(
    'case.place-unknown',
    '没有找到这个街道或社区，请重新选择。',
    'This street or community is not known; choose again.',
  );
  if (!isWithin(place, String(context.district))) throw unknown;
  await getRegion(context, place.slice(0, 12)).catch(() => {
    throw unknown;
  });
}

/** The first sentence, or as much of it as fits on one line. */
const titleFrom = (text: string): string => {
  const first =
    text
      .split(/[。！？!?\n；;]/u)
      .find((part) => part.trim() !== '')
      ?.trim() ?? '';
  return [...first].slice(0, 30).join('');
};
