import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context } from '@zhongzhi/kernel';
import { staffOf } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import { DESK, getCircle } from './circles.ts';
import { OBJECTION_DAYS, REPORTS_TO_HIDE, type Ground } from './contract/index.ts';
import { leadersOf } from './membership.ts';
import { getPost, postNotFound, type Post } from './posts.ts';

/** The page on which a post or an answer is read. */
const linkOf = (post: Post): string => `/circle-posts/${post.parent ?? post.id}`;

/** Tells those who can decide, once: when it is hidden. */
async function callModerators(context: Context, post: Post): Promise<void> {
  const circle = await getCircle(context, post.circle);
  const leaders = await leadersOf(context, post.circle);
  const staff = await staffOf(context, {
    role: circle.place.length >= 12 ? 'community-staff' : 'street-staff',
    place: circle.place,
  });
  const isOther = (person: string): boolean => person !== post.author;
  const about = {
    kind: 'circle.to-moderate',
    title: { zh: `“${circle.name}”有内容待核实`, en: `“${circle.name}”: a post waits for a decision` },
    body: { zh: '有人举报，内容已先隐藏。请看后决定。', en: 'It was reported and is hidden for now. Decide on it.' },
  };
  await notify(context, { ...about, to: leaders.filter(isOther), link: linkOf(post) });
  await notify(context, {
    ...about,
    to: staff.filter((person) => isOther(person) && !leaders.includes(person)),
    link: DESK,
  });
  context.emit('circles.post-held', {
    post: post.id,
    live: {
      caseId: post.id,
      type: 'circle-post',
      version: context.now.getTime(),
      desks: [`r:${circle.place}`, ...leaders.map((person) => `p:${person}`)],
    },
  });
}

/**
 * Somebody asks that a post be looked at; once a person, a repeat is harmless. Reports of enough different people, or one
 * of a leader, hide it until somebody decides. The author is not told who.
 * @throws Refusal `circle.own-post`.
 */
export async function reportPost(
  context: Context,
  {
    post: id,
    reporter,
    ground,
    words,
    isLeader,
  }: { post: string; reporter: string; ground: Ground; words?: string; isLeader: boolean },
): Promise<{ hidden: boolean }> {
  // Locked, so that two reports at once count each other.
  const post = await getPost(context, id, { lock: true });
  if (post.state === 'removed' || post.state === 'withdrawn') throw postNotFound();
  if (post.author === reporter)
    throw refuse.conflict(
      'circle.own-post',
      '这是您自己发的，可以直接撤下。',
      'This is your own; withdraw it instead.',
    );
  const { rows: added } = await sql`insert into circles.report (district, post, reporter, circle, ground, words, at)
      values (${context.district}, ${id}, ${reporter}, ${post.circle}, ${ground}, ${words === undefined ? null : safeText(words)}, ${context.now})
      on conflict (district, post, reporter) do nothing returning post`.execute(context.tx);
  if (added.length === 0 || post.state === 'held') return { hidden: post.state === 'held' };
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from circles.report where district = ${context.district} and post = ${id} and decision is null`.execute(
    context.tx,
  );
  if (!isLeader && rows[0]!.n < REPORTS_TO_HIDE) return { hidden: false };
  await sql`update circles.post set state = 'held' where district = ${context.district} and id = ${id}`.execute(
    context.tx,
  );
  await callModerators(context, post);
  return { hidden: true };
}

async function tellReporters(context: Context, decision: string, post: Post, removed: boolean): Promise<void> {
  const { rows } = await sql<{
    reporter: string;
  }>`update circles.report set decision = ${decision} where district = ${context.district} and post = ${post.id} and decision is null returning reporter`.execute(
    context.tx,
  );
  await notify(context, {
    to: rows.map(({ reporter }) => reporter),
    kind: 'circle.report-decided',
    title: removed
      ? { zh: '您举报的内容已撤下', en: 'What you reported was taken down' }
      : { zh: '您举报的内容经核实予以保留', en: 'What you reported was looked at and stays' },
    body: { zh: '谢谢您帮着看护圈子。', en: 'Thank you for looking after the circle.' },
    link: removed ? `/circles/${post.circle}` : linkOf(post),
  });
}

async function tellOfDecision(context: Context, post: Post, removed: boolean, reason: string): Promise<void> {
  if (post.author === null) return;
  const body = removed
    ? {
        zh: `原因：${reason}。不同意的话，${OBJECTION_DAYS}天内可以申诉，由另一位工作人员答复。`,
        en: `Reason: ${reason}. You may object within ${OBJECTION_DAYS} days; somebody else will answer.`,
      }
    : { zh: `经核实，内容保留。说明：${reason}`, en: `It stays. ${reason}` };
  await notify(context, {
    to: post.author,
    kind: 'circle.decision',
    title: removed
      ? { zh: '您发的内容被撤下', en: 'What you wrote was taken down' }
      : { zh: '您发的内容已核实', en: 'What you wrote was looked at' },
    body,
    link: linkOf(post),
  });
}

/**
 * Decides whether what was reported stands or goes; the author is told why. Nobody decides on their own words.
 * @throws Refusal `circle.nothing-to-decide`, `circle.own-post`.
 */
export async function decidePost(
  context: Context,
  request: { post: string; by: string; as: 'leader' | 'staff'; outcome: 'stands' | 'removed'; reason: string },
): Promise<string> {
  const post = await getPost(context, request.post, { lock: true });
  if (post.author === request.by)
    throw refuse.conflict(
      'circle.own-post',
      '不能决定自己发的内容，请别人来看。',
      'Nobody decides on their own words.',
    );
  const { rows } =
    await sql`select from circles.report where district = ${context.district} and post = ${post.id} and decision is null limit 1`.execute(
      context.tx,
    );
  const isOpen = post.state === 'held' || (post.state === 'shown' && rows.length > 0);
  if (!isOpen)
    throw refuse.conflict(
      'circle.nothing-to-decide',
      '已经有人处理过了，请刷新。',
      'Somebody decided already; reload.',
    );
  const id = context.newId();
  const reason = safeText(request.reason);
  const removed = request.outcome === 'removed';
  await sql`insert into circles.decision (district, id, post, outcome, reason, decided_by, decided_as, at)
    values (${context.district}, ${id}, ${post.id}, ${request.outcome}, ${reason}, ${request.by}, ${request.as}, ${context.now})`.execute(
    context.tx,
  );
  await sql`update circles.post set state = ${removed ? 'removed' : 'shown'} where district = ${context.district} and id = ${post.id}`.execute(
    context.tx,
  );
  await tellReporters(context, id, post, removed);
  // Who was reported without effect need not learn of it.
  if (removed || post.state === 'held') await tellOfDecision(context, post, removed, reason);
  return id;
}

export interface Decision {
  readonly id: string;
  readonly post: string;
  readonly outcome: 'stands' | 'removed';
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAs: 'leader' | 'staff';
  readonly at: Date;
}

/** The newest decision on a post. */
export async function lastDecision(context: Context, post: string): Promise<Decision | undefined> {
  const { rows } =
    await sql<Decision>`select id, post, outcome, reason, decided_by as "decidedBy", decided_as as "decidedAs", at from circles.decision
    where district = ${context.district} and post = ${post} order by id desc limit 1`.execute(context.tx);
  return rows[0];
}

/** Whether an author may still object. */
export const mayObjectNow = (now: Date, decision: Decision, hasObjected: boolean): boolean =>
  decision.outcome === 'removed' && !hasObjected && now.getTime() < decision.at.getTime() + OBJECTION_DAYS * 86_400_000;

/**
 * The author objects to the removal, once, within 15 days.
 * @throws Refusal `circle.nothing-to-object`, `circle.objected`.
 */
export async function objectToDecision(context: Context, post: Post, author: string, words: string): Promise<void> {
  const decision = await lastDecision(context, post.id);
  if (post.state !== 'removed' || decision === undefined || !mayObjectNow(context.now, decision, false))
    throw refuse.conflict(
      'circle.nothing-to-object',
      `没有可以申诉的决定，或者已超过${OBJECTION_DAYS}天。`,
      `There is nothing to object to, or ${OBJECTION_DAYS} days have passed.`,
    );
  const { rows } =
    await sql`insert into circles.objection (district, decision, post, author, words, at) values (${context.district}, ${decision.id}, ${post.id}, ${author}, ${safeText(words)}, ${context.now})
    on conflict (district, decision) do nothing returning decision`.execute(context.tx);
  if (rows.length === 0)
    throw refuse.conflict(
      'circle.objected',
      '您已经申诉过了，请等答复。',
      'You have objected already; wait for the answer.',
    );
  const { place, name } = await getCircle(context, post.circle);
  const staff = await staffOf(context, {
    role: ['community-staff', 'street-staff'],
    place,
  });
  await notify(context, {
    to: staff.filter((person) => person !== decision.decidedBy && person !== author),
    kind: 'circle.objected',
    title: { zh: `“${name}”有人申诉`, en: `“${name}”: an author objects` },
    body: { zh: '请在工作台“圈子”里答复。', en: 'Answer it at the desk, under circles.' },
    link: DESK,
  });
}

/**
 * Somebody else than who decided answers an objection; reversed, the words are shown again.
 * @throws Refusal `circle.objection-answered`, `circle.own-decision`.
 */
export async function answerObjection(
  context: Context,
  request: { decision: string; by: string; outcome: 'upheld' | 'reversed'; reason: string },
): Promise<void> {
  const { rows } = await sql<{
    post: string;
    author: string;
    decidedBy: string;
  }>`select o.post, o.author, d.decided_by as "decidedBy" from circles.objection o
    join circles.decision d on d.district = o.district and d.id = o.decision where o.district = ${context.district} and o.decision = ${request.decision} and o.outcome is null for no key update of o`.execute(
    context.tx,
  );
  const open = rows[0];
  if (open === undefined)
    throw refuse.conflict(
      'circle.objection-answered',
      '这条申诉已经答复了，请刷新。',
      'This was answered already; reload.',
    );
  if (open.decidedBy === request.by || open.author === request.by)
    throw refuse.forbidden(
      'circle.own-decision',
      '原决定是您做的，请另一位工作人员答复。',
      'You took the decision: somebody else answers.',
    );
  const reason = safeText(request.reason);
  await sql`update circles.objection set outcome = ${request.outcome}, reason = ${reason}, answered_by = ${request.by}, answered_at = ${context.now}
    where district = ${context.district} and decision = ${request.decision}`.execute(context.tx);
  const reversed = request.outcome === 'reversed';
  if (reversed)
    await sql`update circles.post set state = 'shown' where district = ${context.district} and id = ${open.post} and state = 'removed'`.execute(
      context.tx,
    );
  await notify(context, {
    to: open.author,
    kind: 'circle.objection-answered',
    title: reversed
      ? { zh: '申诉成立，内容已恢复', en: 'You were right: it is shown again' }
      : { zh: '申诉已答复，维持撤下', en: 'Your objection was answered: it stays down' },
    body: { zh: reason, en: reason },
    link: linkOf(await getPost(context, open.post)),
  });
}
