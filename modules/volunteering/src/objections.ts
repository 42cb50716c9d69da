import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { dueAt as dueOf, loadCalendar } from '@zhongzhi/calendar';
import { notify } from '@zhongzhi/notices';
import { needOrganiser } from './authority.ts';
import { getActivity } from './store/activity-store.ts';
import { loadPromises } from './store/rule-store.ts';

export interface ObjectionDraft {
  readonly person: string;
  readonly activity: string;
  readonly about: 'record' | 'missing' | 'no-show';
  readonly record?: string;
  readonly words: string;
}

/** Whoever signed up or has a record may object, to a record of their own, once until it is answered. */
async function needPart(context: Context, { person, activity, about, record: said }: ObjectionDraft): Promise<void> {
  const record = said ?? null;
  const { rows } = await sql<{
    hasPart: boolean;
    isOwn: boolean;
    isOpen: boolean;
  }>`select exists (select from volunteering.sign_up where district = ${context.district} and activity = ${activity} and person = ${person})
        or exists (select from volunteering.standing where district = ${context.district} and activity = ${activity} and person = ${person}) as "hasPart",
      ${record}::uuid is null or exists (select from volunteering.standing where district = ${context.district} and record = ${record}::uuid and activity = ${activity} and person = ${person}) as "isOwn",
      exists (select from volunteering.objection where district = ${context.district} and activity = ${activity} and person = ${person} and about = ${about}
        and record is not distinct from ${record}::uuid and answered_at is null) as "isOpen"`.execute(context.tx);
  const { hasPart, isOwn, isOpen } = rows[0]!;
  if (!hasPart || !isOwn)
    throw refuse.notFound('objection.not-yours', '您没有参加过这项活动。', 'You took no part in this activity.');
  if (isOpen)
    throw refuse.conflict(
      'objection.open',
      '您已经提过，正在等答复。',
      'You have objected already; the answer is on its way.',
    );
}

/** A volunteer objects; the organiser answers within the working days that the district has set. @throws Refusal `objection.not-yours`, `objection.open`. */
export async function object(context: Context, draft: ObjectionDraft): Promise<{ id: string; dueAt: Date }> {
  const activity = await getActivity(context, draft.activity);
  await needPart(context, draft);
  const id = context.newId();
  const due = dueOf({
    start: context.now,
    limit: { workingDays: (await loadPromises(context)).answerWorkingDays },
    pauses: [],
    calendar: await loadCalendar(context),
  });
  await sql`insert into volunteering.objection (district, id, person, record, activity, about, words, at, due_at)
    values (${context.district}, ${id}, ${draft.person}, ${draft.record ?? null}, ${draft.activity}, ${draft.about}, ${draft.words}, ${context.now}, ${due})`.execute(
    context.tx,
  );
  await notify(context, {
    to: activity.leader,
    kind: 'volunteering.objection',
    title: { zh: '有志愿者提出异议', en: 'A volunteer objects' },
    body: {
      zh: `“${activity.title}”：${draft.words.slice(0, 60)}`,
      en: `“${activity.title}”: ${draft.words.slice(0, 60)}`,
    },
    link: `/organise/${activity.id}`,
  });
  return { id, dueAt: due };
}

/** The organiser answers. Upheld against a no-show, it is withdrawn. @throws Refusal `objection.not-found`, `objection.answered`. */
export async function answerObjection(
  context: Context,
  { id, upheld, answer }: { id: string; upheld: boolean; answer: string },
): Promise<void> {
  const { rows } = await sql<{
    activity: string;
    person: string;
    about: string;
    record: string | null;
    answered_at: Date | null;
  }>`select activity, person, about, record, answered_at from volunteering.objection
    where district = ${context.district} and id = ${id} for no key update`.execute(context.tx);
  const found = rows[0];
  const notFound = refuse.notFound('objection.not-found', '没有这条异议。', 'There is no such objection.');
  if (found === undefined) throw notFound;
  const activity = await getActivity(context, found.activity);
  await needOrganiser(context, activity, ['leader', 'recorder']);
  if (found.answered_at !== null)
    throw refuse.conflict('objection.answered', '这条异议已经答复过了。', 'This objection was answered already.');
  await sql`update volunteering.objection set answered_at = ${context.now}, answered_by = ${personOf(context.actor)}, answer = ${answer}, upheld = ${upheld}
    where district = ${context.district} and id = ${id}`.execute(context.tx);
  if (upheld && found.about === 'no-show')
    await sql`update volunteering.no_show set withdrawn_at = ${context.now}, withdrawn_why = ${answer}
      where district = ${context.district} and activity = ${found.activity} and person = ${found.person} and withdrawn_at is null`.execute(
      context.tx,
    );
  await notify(context, {
    to: found.person,
    kind: 'volunteering.objection-answered',
    title: { zh: '您的异议有答复了', en: 'Your objection has been answered' },
    body: { zh: answer, en: answer },
    link: found.record === null ? '/volunteer/records' : `/volunteer/records/${found.record}`,
  });
}
