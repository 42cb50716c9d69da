import { personOf, refuse, validate, type Context } from '@zhongzhi/kernel';
import { loadCalendar } from '@zhongzhi/calendar';
import { findRegion } from '@zhongzhi/directory';
import { isWithin, safeText } from '@zhongzhi/contract-kit';
import { newCaseNumber } from '../domain/case-number.ts';
import type { CaseType } from '../domain/case-type.ts';
import { sortAtOf } from '../domain/desks.ts';
import { CaseDraft, type CaseFacts } from '../domain/draft.ts';
import { schemaOfForm } from '../domain/form-schema.ts';
import { indexWords, typeWord } from '../domain/search-words.ts';
import { nextDue, settleClocks } from '../domain/clocks.ts';
import { appendEvent, indexCase, insertCase, layOnDesks, type NewCase, type NewEvent } from '../store/case-store.ts';
import { writeClocks } from '../store/clock-store.ts';
import { actingUnit } from './access.ts';
import { attachToCase, desksOfFacts, factsAfter, insertTasks, linkCases, newTasks } from './settle.ts';
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
  const opened = {
    ...factsAfter(facts, draft, status, []),
    visibility: draft.visibility ?? facts.visibility,
    version: 1,
  };
  const made = { ...opened, tasks: newTasks(context, type, draft) };
  const dueAt = await write(context, type, made, draft, opening);
  for (const { ids, stage } of draft.files) await attachToCase(context, made.id, ids, stage);
  await tellOf(context, { type, facts: made, on: 'open', note: null, task: null });
  for (const { event, payload } of draft.events) context.emit(event, payload);
  return { id: made.id, number: made.number, status, dueAt };
}

/**
 * Writes the case with everything that hangs on it: event, tasks, clocks, desks, search, links. None waits for another,
 * so they go out together, in this order, on the one connection.
 */
async function write(
  context: Context,
  type: CaseType,
  facts: CaseFacts,
  draft: CaseDraft,
  opening: Opening,
): Promise<Date | null> {
  const calendar = await loadCalendar(context);
  const setting = { type, facts, tasks: facts.tasks, restarted: [], now: context.now, calendar };
  const clocks = settleClocks([], setting);
  const phase = type.statuses[facts.status]!.phase;
  const dueAt = phase === 'done' ? null : nextDue(clocks, type);
  const desks = desksOfFacts(context.district, facts);
  const sortAt = sortAtOf(phase, dueAt, null, context.now);
  const words = indexWords(`${facts.title} ${facts.description} ${facts.number}`);
  await Promise.all([
    insertCase(context, rowOf(context, type, facts, opening, dueAt)),
    appendEvent(context, openingEvent(context, type, facts)),
    insertTasks(context, type, facts.id, facts.tasks),
    writeClocks(context, facts.id, [], clocks),
    layOnDesks(context, { id: facts.id, type: type.name, phase, sortAt }, desks, true),
    indexCase(context, facts.id, [...desks, typeWord(type.name), facts.number.toLowerCase(), ...words]),
    ...[...draft.links, ...(opening.links ?? [])].map((link) => linkCases(context, facts.id, link)),
  ]);
  const live = { caseId: facts.id, type: type.name, version: 1, desks };
  context.emit('case.opened', { caseId: facts.id, type: type.name, live });
  return dueAt;
}

const openingEvent = (context: Context, type: CaseType, facts: CaseFacts): NewEvent => ({
  caseId: facts.id,
  seq: 1,
  action: 'open',
  from: null,
  to: facts.status,
  taskId: null,
  actorUnit: actingUnit(context, { facts, type }, null),
  note: null,
  input: {},
  seenBy: 'everyone',
});

function rowOf(context: Context, type: CaseType, facts: CaseFacts, opening: Opening, dueAt: Date | null): NewCase {
  const phase = type.statuses[facts.status]!.phase;
  return {
    id: facts.id,
    number: facts.number,
    type: type.name,
    type_version: type.version,
    status: facts.status,
    phase,
    version: 1,
    title: facts.title,
    description: facts.description,
    form: keptForm(type, facts.form),
    memory: { ...facts.memory },
    place: facts.place,
    longitude: facts.longitude,
    latitude: facts.latitude,
    category: facts.category,
    urgency: facts.urgency,
    source: opening.source,
    external_id: opening.externalId ?? null,
    opener: facts.opener,
    opener_words: opening.openerWords ?? null,
    unit: facts.unit,
    assignee: facts.assignee,
    visibility: facts.visibility,
    due_at: dueAt,
    opened_at: context.now,
    closed_at: phase === 'done' ? context.now : null,
    updated_at: context.now,
  };
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
  if ((await findRegion(context, place.slice(0, 12))) === undefined) throw unknown;
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
