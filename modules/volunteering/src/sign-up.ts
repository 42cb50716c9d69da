import { dayOf } from '@zhongzhi/contract-kit';
import { personOf, refuse, RunAnew, settle, type Context, type Text } from '@zhongzhi/kernel';
import { circlesOf } from '@zhongzhi/circles';
import { findPerson, guardiansOf } from '@zhongzhi/directory';
import { findVolunteer, holdsQualification, type Volunteer } from '@zhongzhi/volunteers';
import { objectionsTo, type AskedShift, type Asker, type Objection } from './domain/sign-up-rules.ts';
import { loadRules } from './store/rule-store.ts';
import { lockPeople, lockPosts } from './store/locks.ts';
import { findPosts, takePlace, type PostInFull } from './store/post-store.ts';
import { heldBetween, holdersOf, inForceOn, insertSignUp, type SignUp } from './store/sign-up-store.ts';

/** What became of one post that was asked for. */
export interface SignUpResult {
  readonly post: string;
  readonly shift: string;
  readonly signUp: string | null;
  readonly state: 'held' | 'waiting' | 'offered' | 'refused';
  readonly number: number | null;
  /** Why not, or what to mind. */
  readonly words: readonly { code: string; text: Text }[];
}

export interface SignUpRequest {
  readonly person: string;
  readonly posts: readonly string[];
  readonly group?: string;
  /** At the place, after sign-ups have closed: only the window of sign-up does not count. */
  readonly isWalkUp?: boolean;
}

const DAY_MS = 86_400_000;

const askedShift = (post: PostInFull): AskedShift => ({
  from: post.startsAt,
  to: post.endsAt,
  minAge: post.minAge,
  qualification: post.qualification,
  signUpFrom: post.signUpFrom,
  signUpUntil: post.signUpUntil,
  earlyFrom: post.earlyFrom,
  onlyPlace: post.onlyPlace,
  accompaniedBelow: post.accompaniedBelow,
});

interface Knowledge {
  volunteer: Volunteer | null;
  place: string | null;
  circles: ReadonlySet<string>;
  guardians: readonly string[];
}

async function knowledgeOf(context: Context, person: string): Promise<Knowledge> {
  const volunteer = await findVolunteer(context, person);
  const known = await findPerson(context, person);
  const circles = await circlesOf(context, person);
  const isMinor = volunteer !== null && volunteer.ageBand !== 'adult-or-unknown';
  return {
    volunteer,
    place: volunteer?.place ?? known?.place ?? null,
    circles: new Set(circles.map(({ circle }) => circle)),
    guardians: isMinor ? (await guardiansOf(context, person)).map(({ guardian }) => guardian) : [],
  };
}

async function isAccompanied(context: Context, guardians: readonly string[], shift: string): Promise<boolean> {
  for (const guardian of guardians)
    if ((await inForceOn(context, guardian, [shift])).some(({ state }) => state === 'held')) return true;
  return false;
}

async function askerFor(
  context: Context,
  post: PostInFull,
  { volunteer, place, circles, guardians }: Knowledge,
  others: readonly SignUp[],
): Promise<Asker> {
  const needsCompany = post.accompaniedBelow !== null && guardians.length > 0;
  return {
    age: volunteer?.leastAge ?? null,
    isMinor: volunteer !== null && volunteer.ageBand !== 'adult-or-unknown',
    guardianAgreed: volunteer?.guardianAgreed ?? false,
    isActive: volunteer?.status === 'active' || volunteer?.status === 'waiting-for-guardian',
    places: place === null ? [] : [place],
    holdsQualification:
      post.qualification === null ||
      (volunteer !== null && holdsQualification(volunteer, post.qualification, dayOf(post.startsAt))),
    mayComeEarly: post.earlyCircles.some((circle) => circles.has(circle)),
    isAccompanied: needsCompany && (await isAccompanied(context, guardians, post.shift)),
    others: others
      .filter(({ shift }) => shift !== post.shift)
      .map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })),
  };
}

const kept = (post: PostInFull, found: SignUp): SignUpResult => ({
  post: post.post,
  shift: post.shift,
  signUp: found.id,
  state: found.state as 'held',
  number: found.number,
  words: [],
});

const refused = (post: PostInFull, words: readonly { code: string; text: Text }[]): SignUpResult => ({
  post: post.post,
  shift: post.shift,
  signUp: null,
  state: 'refused',
  number: null,
  words,
});

/** Objections that are about the window of sign-up alone. */
const WINDOW = new Set(['sign-up.not-yet', 'sign-up.over', 'sign-up.started']);

const FULL = {
  code: 'sign-up.full',
  text: {
    zh: '名额和候补都满了，看看别的班次，或到现场问带队人。',
    en: 'All places and the waiting list are full; look at other shifts, or ask the leader at the place.',
  },
};
const OTHER_POST = {
  code: 'sign-up.other-post',
  text: {
    zh: '这一班您已报了别的岗位，请先退掉那个岗位。',
    en: 'You already hold another post on this shift; withdraw from it first.',
  },
};

/** Whether the post has no room at all, as seen without waiting for anybody: most of a rush learns it from here. */
const hasNoRoom = ({ taken, capacity, waiting, waitlist }: PostInFull): boolean =>
  (taken >= capacity || waiting > 0) && waiting >= waitlist;

/** Whoever moves or cancels a shift holds its posts, as we do now: what was read before may be another time by now. */
async function refuseMoved(context: Context, seen: PostInFull): Promise<void> {
  const [now] = await findPosts(context, [seen.post]);
  if (
    now!.status !== seen.status ||
    now!.startsAt.getTime() !== seen.startsAt.getTime() ||
    now!.endsAt.getTime() !== seen.endsAt.getTime()
  )
    throw new RunAnew(seen.post);
}

async function signUpForOne(
  context: Context,
  { person, group, isWalkUp }: SignUpRequest,
  post: PostInFull,
  known: Knowledge,
): Promise<SignUpResult> {
  const [existing] = await inForceOn(context, person, [post.shift]);
  if (existing !== undefined) return existing.post === post.post ? kept(post, existing) : refused(post, [OTHER_POST]);
  if (hasNoRoom(post)) return refused(post, [FULL]);
  const others = await heldBetween(
    context,
    person,
    new Date(post.startsAt.getTime() - DAY_MS),
    new Date(post.endsAt.getTime() + DAY_MS),
  );
  const objections: Objection[] = objectionsTo(
    askedShift(post),
    await askerFor(context, post, known, others),
    await loadRules(context),
    context.now,
  ).filter(({ code }) => isWalkUp !== true || !WINDOW.has(code));
  const words = objections.map(({ code, text }) => ({ code, text }));
  if (objections.some(({ blocks }) => blocks)) return refused(post, words);
  const place = await takePlace(context, post.post);
  if (place === undefined) return refused(post, [FULL]);
  await refuseMoved(context, post);
  const { meetsAt, startsAt, endsAt, shift, activity } = post;
  const id = await insertSignUp(context, {
    ...place,
    post: post.post,
    shift,
    activity,
    person,
    meetsAt,
    startsAt,
    endsAt,
    by: personOf(context.actor) ?? person,
    group: group ?? null,
  });
  return { post: post.post, shift, signUp: id, ...place, words };
}

/** A request with the call that it came by. */
export interface SignUpCall {
  readonly context: Context;
  readonly request: SignUpRequest;
}

/** The posts that one request asks for. @throws Refusal `sign-up.post-unknown`, `sign-up.not-open`. */
function postsAsked({ posts }: SignUpRequest, found: ReadonlyMap<string, PostInFull>): PostInFull[] {
  const seen = [...new Set(posts)].sort().map((id) => {
    const post = found.get(id);
    if (post === undefined)
      throw refuse.notFound(
        'sign-up.post-unknown',
        '没有找到这个岗位，可能已调整，请刷新后再选。',
        'There is no such post any more; reload and choose again.',
      );
    return post;
  });
  if (seen.some(({ status }) => status !== 'open'))
    throw refuse.conflict('sign-up.not-open', '这项活动现在不接受报名。', 'This activity does not take sign-ups now.');
  return seen;
}

/** A request whose posts are known and open. */
interface Asking extends SignUpCall {
  readonly posts: readonly PostInFull[];
  readonly at: number;
}

async function signUpOneByOne(asking: readonly Asking[], outcomes: PromiseSettledResult<SignUpResult[]>[]) {
  const first = asking[0];
  if (first === undefined) return;
  await lockPeople(
    first.context,
    asking.map(({ request }) => request.person),
  );
  // In one transaction with others, all posts are held before the first is taken: one order for everybody.
  if (asking.length > 1)
    await lockPosts(
      first.context,
      asking.flatMap(({ posts }) => posts.map(({ post }) => post)),
    );
  for (const { context, request, posts, at } of asking) {
    const known = await knowledgeOf(context, request.person);
    const results: SignUpResult[] = [];
    for (const post of posts) results.push(await signUpForOne(context, request, post, known));
    outcomes[at] = { status: 'fulfilled', value: results };
  }
}

/**
 * Signs people up for posts, one place each, or into the line where a post is full; a repeat gives the first answer.
 * Each post is decided by itself. Never beyond capacity: the count of a post is changed under its own lock. What arrives
 * together shares one transaction, in the order in which it came.
 * @returns for each their own outcome: refused with `sign-up.post-unknown` or `sign-up.not-open`, or the answers.
 */
export async function signUpAll(calls: readonly SignUpCall[]): Promise<PromiseSettledResult<SignUpResult[]>[]> {
  const { context } = calls[0]!;
  const found = new Map(
    (
      await findPosts(
        context,
        calls.flatMap(({ request }) => request.posts),
      )
    ).map((post) => [post.post, post]),
  );
  const outcomes = await Promise.all(calls.map(({ request }) => settle(async () => postsAsked(request, found))));
  const open = outcomes.flatMap((outcome, at) =>
    outcome.status === 'fulfilled' ? [{ ...calls[at]!, posts: outcome.value, at }] : [],
  );
  const holders = await holdersOf(
    context,
    open.flatMap(({ request, posts }) => posts.map(({ shift }) => ({ person: request.person, shift }))),
  );
  const answers = outcomes as PromiseSettledResult<unknown>[] as PromiseSettledResult<SignUpResult[]>[];
  const rest: Asking[] = [];
  for (const asking of open)
    if (!holders.has(asking.request.person) && asking.posts.every(hasNoRoom))
      answers[asking.at] = { status: 'fulfilled', value: asking.posts.map((post) => refused(post, [FULL])) };
    else rest.push(asking);
  await signUpOneByOne(rest, answers);
  return answers;
}

/** One request by itself. @throws Refusal `sign-up.post-unknown`, `sign-up.not-open`. */
export async function signUp(context: Context, request: SignUpRequest): Promise<SignUpResult[]> {
  const outcome = (await signUpAll([{ context, request }]))[0]!;
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
