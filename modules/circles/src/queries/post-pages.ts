import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { circlesBy, getCircle, type Circle } from '../circles.ts';
import type { PostAnswer, PostCard, PostInFull, PostKind } from '../contract/index.ts';
import { lastDecision, mayObjectNow } from '../moderation.ts';
import { getPost, POST_COLUMNS, postNotFound, type Post } from '../posts.ts';
import { mayPublish, mayRead, namesIn, readerOf, type Reader } from '../reader.ts';

const PAGE = 20;
const MOST_ANSWERS = 200;

type Row = Post & { kind: PostKind; offers: number; replies: number };

const COUNTS = sql`(select count(*)::int from circles.post a where a.district = p.district and a.parent = p.id and a.kind = 'offer' and a.state = 'shown') as offers,
  (select count(*)::int from circles.post a where a.district = p.district and a.parent = p.id and a.kind = 'reply' and a.state = 'shown') as replies`;

function cardOf(row: Row, circle: Circle, names: ReadonlyMap<string, string>, person: string | null): PostCard {
  return {
    id: row.id,
    circle: row.circle,
    circleName: circle.name,
    kind: row.kind,
    words: row.words,
    photos: [...row.photos],
    author: row.author === null ? null : (names.get(row.author) ?? null),
    about: row.about === null ? null : (names.get(row.about) ?? null),
    audience: row.audience,
    state: row.state,
    isOwn: row.author !== null && row.author === person,
    at: row.at.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    offers: row.offers,
    replies: row.replies,
  };
}

/** What a circle's members wrote, newest first: all of it for them, for others what was written for everyone. */
export async function postsOf(
  context: Context,
  circle: Circle,
  { kind, after }: { kind?: PostKind | undefined; after?: string | undefined },
): Promise<{ items: PostCard[]; next: string | null }> {
  const reader = await readerOf(context, circle);
  const { rows } = await sql<Row>`select ${POST_COLUMNS}, ${COUNTS} from circles.post p
    where p.district = ${context.district} and p.circle = ${circle.id} and p.parent is null and (${after ?? null}::uuid is null or p.id < ${after ?? null}::uuid)
      ${kind === undefined ? sql`` : sql`and p.kind = ${kind}`}
      and ${
        reader.isMember
          ? sql`(p.state = 'shown' or (p.state = 'held' and (p.author = ${reader.person}::uuid or ${reader.isLeader})))`
          : sql`(p.state = 'shown' and p.audience = 'everyone' and ${circle.status === 'open'})`
      } order by p.id desc limit ${PAGE + 1}`.execute(context.tx);
  return pageOf(context, rows, new Map([[circle.id, circle]]), reader);
}

async function pageOf(
  context: Context,
  rows: readonly Row[],
  circles: ReadonlyMap<string, Circle>,
  reader: Pick<Reader, 'person' | 'isMember'>,
): Promise<{ items: PostCard[]; next: string | null }> {
  const items: PostCard[] = [];
  for (const row of rows.slice(0, PAGE)) {
    const circle = circles.get(row.circle);
    if (circle === undefined || (!reader.isMember && !(await mayPublish(context, row)))) continue;
    const names = await namesIn(context, row.circle, [row.author, row.about], reader.isMember);
    items.push(cardOf(row, circle, names, reader.person));
  }
  return { items, next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}

/** What members of all open circles wrote for everyone, newest first. */
export async function postsForEveryone(
  context: Context,
  { after, person }: { after?: string | undefined; person: string | null },
): Promise<{ items: PostCard[]; next: string | null }> {
  const { rows } = await sql<Row>`select ${POST_COLUMNS}, ${COUNTS} from circles.post p
    where p.district = ${context.district} and p.audience = 'everyone' and p.state = 'shown' and p.parent is null and (${after ?? null}::uuid is null or p.id < ${after ?? null}::uuid)
      and exists (select from circles.circle c where c.district = p.district and c.id = p.circle and c.status = 'open')
    order by p.id desc limit ${PAGE + 1}`.execute(context.tx);
  const circles = await circlesBy(
    context,
    rows.map(({ circle }) => circle),
  );
  return pageOf(context, rows, circles, { person, isMember: false });
}

/** Answers for members; the words of an offer are for its author and the post's alone, and for those who decide on it. */
async function answersOf(context: Context, post: Post, reader: Reader): Promise<PostAnswer[]> {
  if (!reader.isMember && !reader.isModerator && post.author !== reader.person) return [];
  const { rows } = await sql<Post & { kind: 'offer' | 'reply' }>`select ${POST_COLUMNS} from circles.post p
    where p.district = ${context.district} and p.parent = ${post.id} and p.state <> 'withdrawn' order by p.id limit ${MOST_ANSWERS}`.execute(
    context.tx,
  );
  const circle = await getCircle(context, post.circle);
  const visible: Post[] = [];
  for (const row of rows) if (await mayRead(context, row, circle, reader)) visible.push(row);
  const names = await namesIn(
    context,
    post.circle,
    visible.map(({ author }) => author),
    true,
  );
  const { person } = reader;
  const reported = await reportedBy(
    context,
    person,
    visible.map(({ id }) => id),
  );
  return visible.map((row) => {
    const isOwn = row.author !== null && row.author === person;
    // Whoever decides on what was reported reads it; nobody gets to read it by reporting it.
    const decides = row.state !== 'shown' && !reported.has(row.id);
    const isConcerned = isOwn || post.author === person || decides;
    return {
      id: row.id,
      kind: row.kind as 'offer' | 'reply',
      words: row.kind === 'reply' || isConcerned ? row.words : null,
      author: row.author === null ? null : (names.get(row.author) ?? null),
      isOwn,
      state: row.state,
      at: row.at.toISOString(),
    };
  });
}

async function reportedBy(context: Context, reporter: string | null, posts: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    post: string;
  }>`select post from circles.report where district = ${context.district} and post = any(${[...posts]}::uuid[]) and reporter = ${reporter}::uuid`.execute(
    context.tx,
  );
  return new Set(rows.map(({ post }) => post));
}

async function decisionFor(context: Context, post: Post, reader: Reader): Promise<PostInFull['decision']> {
  const isAuthor = post.author !== null && post.author === reader.person;
  if (!isAuthor && !reader.isLeader && !reader.isModerator) return null;
  const decision = await lastDecision(context, post.id);
  if (decision === undefined) return null;
  const { rows } = await sql<{
    words: string;
    outcome: 'upheld' | 'reversed' | null;
    reason: string | null;
  }>`select words, outcome, reason from circles.objection where district = ${context.district} and decision = ${decision.id}`.execute(
    context.tx,
  );
  return {
    id: decision.id,
    outcome: decision.outcome,
    reason: decision.reason,
    at: decision.at.toISOString(),
    objection: rows[0] ?? null,
    mayObject: isAuthor && post.state === 'removed' && mayObjectNow(context.now, decision, rows.length > 0),
  };
}

const openReports = async (context: Context, post: string): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from circles.report where district = ${context.district} and post = ${post} and decision is null`.execute(
      context.tx,
    )
  ).rows[0]!.n;

/** One post with its answers, for whoever may see it. @throws Refusal `circle.post-not-found`. */
export async function postInFull(context: Context, id: string): Promise<PostInFull> {
  const post = await getPost(context, id);
  const circle = await getCircle(context, post.circle);
  const reader = await readerOf(context, circle);
  if (post.parent !== null || !(await mayRead(context, post, circle, reader))) throw postNotFound();
  const { rows } =
    await sql<Row>`select ${POST_COLUMNS}, ${COUNTS} from circles.post p where p.district = ${context.district} and p.id = ${id}`.execute(
      context.tx,
    );
  const isInside = reader.isMember || reader.isModerator || post.author === reader.person;
  const names = await namesIn(context, circle.id, [post.author, post.about], isInside);
  const card = cardOf(rows[0]!, circle, names, reader.person);
  const isShown = post.state === 'shown';
  const isAboutHelp = post.kind === 'help-wanted' || post.kind === 'help-offered';
  return {
    ...card,
    answers: await answersOf(context, post, reader),
    decision: await decisionFor(context, post, reader),
    abilities: {
      mayAnswer: reader.isMember && isShown && circle.status === 'open',
      mayReport: reader.person !== null && isShown && !card.isOwn,
      mayWithdraw: card.isOwn && (isShown || post.state === 'held'),
      maySettle: card.isOwn && isShown && isAboutHelp && post.settledAt === null,
      mayDecide:
        (reader.isLeader || reader.isModerator) &&
        !card.isOwn &&
        (post.state === 'held' || (isShown && (await openReports(context, id)) > 0)),
    },
  };
}
