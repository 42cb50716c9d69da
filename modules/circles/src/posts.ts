import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { refuse, type Context } from '@zhongzhi/kernel';
import { attachFiles } from '@zhongzhi/files';
import { findPerson } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import { circleNotFound, getCircle } from './circles.ts';
import type { PostKind } from './contract/index.ts';
import { findMembership, membersAmong } from './membership.ts';

export type PostState = 'shown' | 'held' | 'removed' | 'withdrawn';

/** A post, or an answer to one. */
export interface Post {
  readonly id: string;
  readonly circle: string;
  /** The post that this answers. */
  readonly parent: string | null;
  readonly kind: PostKind | 'offer' | 'reply';
  /** Null once the author has been erased. */
  readonly author: string | null;
  readonly words: string;
  readonly photos: readonly string[];
  readonly audience: 'circle' | 'everyone';
  readonly about: string | null;
  readonly state: PostState;
  readonly at: Date;
  readonly settledAt: Date | null;
}

/** The columns of a `Post`. */
export const POST_COLUMNS = sql`p.id, p.circle, p.parent, p.kind, p.author, p.words, p.photos, p.audience, p.about, p.state, p.at, p.settled_at as "settledAt"`;

export const postNotFound = () =>
  refuse.notFound('circle.post-not-found', '没有这条内容，可能已经撤下。', 'There is no such post; it may be gone.');

/** @throws Refusal `circle.post-not-found`. */
export async function getPost(context: Context, id: string, { lock = false } = {}): Promise<Post> {
  const { rows } =
    await sql<Post>`select ${POST_COLUMNS} from circles.post p where p.district = ${context.district} and p.id = ${id} ${lock ? sql`for no key update` : sql``}`.execute(
      context.tx,
    );
  if (rows[0] === undefined) throw postNotFound();
  return rows[0];
}

export interface PostDraft {
  readonly circle: string;
  readonly author: string;
  readonly kind: PostKind;
  readonly words: string;
  readonly photos?: readonly string[];
  readonly audience?: 'circle' | 'everyone';
  readonly about?: string;
}

const MOST_AN_HOUR = 30;

async function refuseFlood(context: Context, author: string): Promise<void> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from circles.post where district = ${context.district} and author = ${author} and at > ${new Date(context.now.getTime() - 3_600_000)}`.execute(
    context.tx,
  );
  if (rows[0]!.n >= MOST_AN_HOUR)
    throw refuse.tooMany(
      'circle.too-many-posts',
      '您这一小时发得太多了，请过一会儿再发。',
      'You have posted very often within the hour; wait a little.',
    );
}

/** @throws Refusal `circle.not-found` for who is no member of an open circle: nothing is told about it. */
async function needMember(context: Context, circle: string, person: string) {
  const found = await getCircle(context, circle);
  if (found.status !== 'open' || (await findMembership(context, circle, person))?.state !== 'joined')
    throw circleNotFound();
  return found;
}

function cleanWords(words: string): string {
  const clean = safeText(words).trim();
  if (clean === '')
    throw refuse.invalid('circle.words-missing', '请写几句话。', 'Write a few words.', {
      errors: [{ field: 'words', detail: '请填写' }],
    });
  return clean;
}

async function insertPost(context: Context, row: Omit<Post, 'id' | 'state' | 'at' | 'settledAt'>): Promise<string> {
  const id = context.newId();
  await sql`insert into circles.post (district, id, circle, parent, kind, author, words, photos, audience, about, state, at)
    values (${context.district}, ${id}, ${row.circle}, ${row.parent}, ${row.kind}, ${row.author}, ${row.words}, ${[...row.photos]}::uuid[], ${row.audience}, ${row.about}, 'shown', ${context.now})`.execute(
    context.tx,
  );
  await attachFiles(context, { ids: row.photos, kind: 'circle-post', id });
  return id;
}

async function refuseMinorInPublic(context: Context, author: string): Promise<void> {
  if ((await findPerson(context, author))?.ageBand !== 'adult-or-unknown')
    throw refuse.forbidden(
      'circle.minor-not-public',
      '未满18岁，只能发给圈里的人看。',
      'Under 18 one posts for the circle only.',
    );
}

/**
 * A member tells the circle something, or everyone if they choose.
 * @throws Refusal `circle.not-found`, `circle.minor-not-public`, `circle.about-stranger`, `circle.too-many-posts`, `file.not-yours`.
 */
export async function writePost(context: Context, draft: PostDraft): Promise<string> {
  const { name } = await needMember(context, draft.circle, draft.author);
  await refuseFlood(context, draft.author);
  const audience = draft.audience ?? 'circle';
  if (audience === 'everyone') await refuseMinorInPublic(context, draft.author);
  const about = draft.about ?? null;
  if (
    about !== null &&
    (draft.kind !== 'good-deed' || !(await membersAmong(context, draft.circle, [about])).has(about))
  )
    throw refuse.invalid(
      'circle.about-stranger',
      '好人好事只能写圈里的成员；写别人时请不要点名。',
      'A good deed names members of the circle only.',
      { errors: [{ field: 'about', detail: '请重新选择' }] },
    );
  const id = await insertPost(context, {
    circle: draft.circle,
    parent: null,
    kind: draft.kind,
    author: draft.author,
    words: cleanWords(draft.words),
    photos: [...new Set(draft.photos ?? [])],
    audience,
    about,
  });
  if (about !== null && about !== draft.author)
    await notify(context, {
      to: about,
      kind: 'circle.good-deed',
      title: { zh: `“${name}”有人写了您做的好事`, en: `“${name}” tells of something good you did` },
      body: {
        zh: '圈外的人看不到，除非您在隐私设置里同意公开。写得不对，可以请人核实。',
        en: 'Nobody outside the circle sees it unless you agree in your privacy settings. Report it if it is wrong.',
      },
      link: `/circle-posts/${id}`,
    });
  return id;
}

/** What an answer is called where its reader hears of it. */
function answerTitle(post: Post, kind: 'offer' | 'reply') {
  if (kind === 'reply') return { zh: '有人回复了您', en: 'Somebody replied to you' };
  return post.kind === 'help-wanted'
    ? { zh: '有邻居说：我来帮', en: 'A neighbour says: I will help' }
    : { zh: '有邻居需要您帮忙', en: 'A neighbour would like your help' };
}

async function tellAuthor(context: Context, post: Post, kind: 'offer' | 'reply', author: string): Promise<void> {
  if (post.author === null || post.author === author) return;
  const own = await findMembership(context, post.circle, post.author);
  if (kind === 'reply' && own?.muted === true) return;
  await notify(context, {
    to: post.author,
    kind: `circle.${kind}`,
    title: answerTitle(post, kind),
    body: { zh: '打开看看，给个回音。', en: 'Have a look and answer.' },
    link: `/circle-posts/${post.id}`,
  });
  context.emit('circles.answered', {
    post: post.id,
    live: { caseId: post.id, type: 'circle-post', version: context.now.getTime(), desks: [`p:${post.author}`] },
  });
}

/**
 * Answers a post. An offer (我来帮, or 我需要 where help is offered) is made once; its words are for the post's author
 * alone, so that a phone number can stand in them. A repeat of an offer changes nothing.
 * @throws Refusal `circle.post-not-found`, `circle.not-about-help`, `circle.settled`, `circle.own-post`.
 */
export async function answerPost(
  context: Context,
  { post: id, author, kind, words }: { post: string; author: string; kind: 'offer' | 'reply'; words: string },
): Promise<string> {
  const post = await getPost(context, id, { lock: true });
  if (post.parent !== null || post.state !== 'shown') throw postNotFound();
  await needMember(context, post.circle, author);
  await refuseFlood(context, author);
  if (kind === 'offer') {
    if (post.kind !== 'help-wanted' && post.kind !== 'help-offered')
      throw refuse.conflict(
        'circle.not-about-help',
        '这条不是互助，可以直接回复。',
        'This is not about help; reply instead.',
      );
    if (post.settledAt !== null)
      throw refuse.conflict(
        'circle.settled',
        '这件事已经解决了，谢谢您的好意。',
        'This is settled already; thank you.',
      );
    if (post.author === author) throw refuse.conflict('circle.own-post', '这是您自己发的。', 'This is your own post.');
    const { rows } = await sql<{
      id: string;
    }>`select id from circles.post where district = ${context.district} and parent = ${id} and author = ${author} and kind = 'offer' and state <> 'withdrawn'`.execute(
      context.tx,
    );
    if (rows[0] !== undefined) return rows[0].id;
  }
  const answer = await insertPost(context, {
    circle: post.circle,
    parent: id,
    kind,
    author,
    words: cleanWords(words),
    photos: [],
    audience: 'circle',
    about: null,
  });
  await tellAuthor(context, post, kind, author);
  return answer;
}

/** The author of a post about help says that it is done; who offered is thanked. A repeat is harmless. */
export async function settlePost(context: Context, post: Post): Promise<void> {
  if (post.kind !== 'help-wanted' && post.kind !== 'help-offered')
    throw refuse.conflict('circle.not-about-help', '这条不是互助，不用标记。', 'This is not about help.');
  const { rows } =
    await sql`update circles.post set settled_at = ${context.now} where district = ${context.district} and id = ${post.id} and settled_at is null and state = 'shown' returning id`.execute(
      context.tx,
    );
  if (rows.length === 0) return;
  const { rows: offers } = await sql<{
    author: string;
  }>`select author from circles.post where district = ${context.district} and parent = ${post.id} and kind = 'offer' and state = 'shown' and author is not null`.execute(
    context.tx,
  );
  await notify(context, {
    to: offers.map(({ author }) => author),
    kind: 'circle.settled',
    title: { zh: '您想帮的事解决了', en: 'What you offered to help with is settled' },
    body: { zh: '谢谢您伸手。', en: 'Thank you for offering.' },
    link: `/circle-posts/${post.id}`,
  });
}

/** The author takes back what they wrote; what has been removed by a decision stays so. */
export async function withdrawPost(context: Context, id: string): Promise<void> {
  await sql`update circles.post set state = 'withdrawn' where district = ${context.district} and id = ${id} and state in ('shown', 'held')`.execute(
    context.tx,
  );
}
