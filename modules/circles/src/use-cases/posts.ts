import { Type } from 'typebox';
import { enumOf, Page, Text, Uuid } from '@zhongzhi/contract-kit';
import { personOf, query, useCase, type Context } from '@zhongzhi/kernel';
import { circleNotFound, getCircle, type Circle } from '../circles.ts';
import { Closed, Done, PostKindShape, PostLine, PostShape, WritePost } from '../contract/index.ts';
import { answerPost, getPost, postNotFound, settlePost, withdrawPost, writePost, type Post } from '../posts.ts';
import { postInFull, postsForEveryone, postsOf } from '../queries/post-pages.ts';
import { mayRead, me, readerOf } from '../reader.ts';

/** Circles that are open to be seen: others are for their own people. */
async function visibleCircle(context: Context, id: string): Promise<Circle> {
  const circle = await getCircle(context, id);
  if (circle.status !== 'open' && !(await readerOf(context, circle)).isMember) throw circleNotFound();
  return circle;
}

/** The caller's own post. @throws Refusal `circle.post-not-found` for everybody else. */
async function ownPost(context: Context, id: string): Promise<Post> {
  const post = await getPost(context, id);
  if (post.author !== me(context)) throw postNotFound();
  return post;
}

export const listPosts = query({
  name: 'circle.list-posts',
  permission: 'public',
  input: Closed({ id: Uuid, kind: Type.Optional(PostKindShape), after: Type.Optional(Uuid) }),
  output: Page(PostLine),
  summary: { zh: '圈里的互助、爱心传递和好人好事', en: 'What members of a circle wrote' },
  run: async (context, { id, kind, after }) => postsOf(context, await visibleCircle(context, id), { kind, after }),
});

export const listPostsForEveryone = query({
  name: 'circle.list-public-posts',
  permission: 'public',
  input: Closed({ after: Type.Optional(Uuid) }),
  output: Page(PostLine),
  summary: { zh: '各圈公开的互助、爱心传递和好人好事', en: 'What circles wrote for everyone' },
  run: (context, { after }) => postsForEveryone(context, { after, person: personOf(context.actor) }),
});

export const getPostUseCase = query({
  name: 'circle.get-post',
  permission: 'public',
  input: Closed({ id: Uuid }),
  output: PostShape,
  summary: { zh: '一条内容和它的回应', en: 'One post with its answers' },
  run: (context, { id }) => postInFull(context, id),
});

export const writePostUseCase = useCase({
  name: 'circle.write-post',
  permission: 'signed-in',
  input: WritePost,
  output: Done,
  subject: (_input, { id }) => id,
  summary: { zh: '在圈里发一条（邻里互助、爱心传递、好人好事）', en: 'Tell the circle something' },
  run: async (context, { id, ...draft }) => ({
    id: await writePost(context, { ...draft, circle: id, author: me(context) }),
  }),
});

export const answerPostUseCase = useCase({
  name: 'circle.answer-post',
  permission: 'signed-in',
  input: Closed({ id: Uuid, kind: enumOf(['offer', 'reply']), words: Text(200) }),
  output: Done,
  summary: {
    zh: '回应一条内容：“我来帮”（留言只有发帖人看得到）或回复',
    en: 'Answer a post: offer help, in words for its author alone, or reply',
  },
  run: async (context, { id, kind, words }) => ({
    id: await answerPost(context, { post: id, author: me(context), kind, words }),
  }),
});

export const settlePostUseCase = useCase({
  name: 'circle.settle-post',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '互助已解决', en: 'What help was asked for or offered is settled' },
  async run(context, { id }) {
    await settlePost(context, await ownPost(context, id));
    return { id };
  },
});

export const withdrawPostUseCase = useCase({
  name: 'circle.withdraw-post',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '撤下自己发的内容', en: 'Take back one’s own words' },
  async run(context, { id }) {
    await withdrawPost(context, (await ownPost(context, id)).id);
    return { id };
  },
});

/** Whoever may see a post may see its photos. */
export async function maySeePhoto(context: Context, id: string): Promise<boolean> {
  const post = await getPost(context, id);
  const circle = await getCircle(context, post.circle);
  return mayRead(context, post, circle, await readerOf(context, circle));
}
