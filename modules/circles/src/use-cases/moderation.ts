import { Type } from 'typebox';
import { enumOf, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { circleNotFound, getCircle } from '../circles.ts';
import { Closed, Done, GroundShape, ObjectionShape, Reason, ReportedShape } from '../contract/index.ts';
import { answerObjection, decidePost, objectToDecision, reportPost } from '../moderation.ts';
import { getPost, postNotFound, type Post } from '../posts.ts';
import { openObjections, placeOfDecision, reportedPosts } from '../queries/moderation-pages.ts';
import { mayRead, me, readerOf, type Reader } from '../reader.ts';

/** A post as its reader may see it; an answer is seen where its post is. */
async function seen(context: Context, id: string): Promise<{ post: Post; reader: Reader }> {
  const post = await getPost(context, id);
  const circle = await getCircle(context, post.circle);
  const reader = await readerOf(context, circle);
  if (!(await mayRead(context, post, circle, reader))) throw postNotFound();
  return { post, reader };
}

export const reportPostUseCase = useCase({
  name: 'circle.report-post',
  permission: 'signed-in',
  input: Closed({ id: Uuid, ground: GroundShape, words: Type.Optional(Text(200)) }),
  output: Type.Object({ hidden: Type.Boolean() }),
  summary: { zh: '举报一条内容或回应', en: 'Ask that a post or an answer be looked at' },
  async run(context, { id, ground, words }) {
    const { reader } = await seen(context, id);
    return reportPost(context, {
      post: id,
      reporter: me(context),
      ground,
      isLeader: reader.isLeader,
      ...(words === undefined ? {} : { words }),
    });
  },
});

export const listReported = query({
  name: 'circle.list-reported',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: Type.Object({ items: Type.Array(ReportedShape) }),
  summary: { zh: '这个圈子里待核实的内容（圈长，或社区、街道）', en: 'What was reported in a circle' },
  async run(context, { id }) {
    const reader = await readerOf(context, await getCircle(context, id));
    if (!reader.isLeader && !reader.isModerator) throw circleNotFound();
    return { items: await reportedPosts(context, { circle: id }) };
  },
});

export const listReportedInScope = query({
  name: 'circle.list-reported-in-scope',
  permission: 'circle.moderate',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ReportedShape) }),
  summary: { zh: '辖区圈子里待核实的内容', en: 'What was reported in the circles of one’s area' },
  run: async (context) => ({ items: await reportedPosts(context, { places: context.scope.places }) }),
});

export const decidePostUseCase = useCase({
  name: 'circle.decide-post',
  permission: 'signed-in',
  input: Closed({ id: Uuid, outcome: enumOf(['stands', 'removed']), reason: Reason }),
  output: Type.Object({ id: Type.String() }),
  summary: {
    zh: '决定被举报的内容保留还是撤下，写明原因',
    en: 'Decide whether what was reported stands, with a reason',
  },
  async run(context, { id, outcome, reason }) {
    const { reader } = await seen(context, id);
    if (!reader.isLeader && !reader.isModerator) throw postNotFound();
    const as = reader.isModerator ? 'staff' : 'leader';
    return { id: await decidePost(context, { post: id, by: me(context), as, outcome, reason }) };
  },
});

export const objectUseCase = useCase({
  name: 'circle.object',
  permission: 'signed-in',
  input: Closed({ id: Uuid, words: Text(500, { min: 4 }) }),
  output: Done,
  summary: { zh: '对撤下的决定提出申诉', en: 'Object to the removal of one’s words' },
  async run(context, { id, words }) {
    const post = await getPost(context, id);
    if (post.author !== me(context)) throw postNotFound();
    await objectToDecision(context, post, me(context), words);
    return { id };
  },
});

export const listObjections = query({
  name: 'circle.list-objections',
  permission: 'circle.moderate',
  input: Closed({}),
  output: Type.Object({ items: Type.Array(ObjectionShape) }),
  summary: { zh: '待答复的申诉', en: 'Objections that wait for an answer' },
  run: async (context) => ({ items: await openObjections(context, context.scope.places, personOf(context.actor)) }),
});

export const answerObjectionUseCase = useCase({
  name: 'circle.answer-objection',
  permission: 'circle.moderate',
  input: Closed({ id: Uuid, outcome: enumOf(['upheld', 'reversed']), reason: Reason }),
  output: Done,
  summary: { zh: '答复申诉（不能是原决定人）', en: 'Answer an objection, by somebody else than who decided' },
  async run(context, { id, outcome, reason }) {
    const place = await placeOfDecision(context, id);
    if (place === undefined || !coversPlace(context.scope, place))
      throw refuse.notFound('circle.objection-not-found', '没有这条申诉。', 'There is no such objection.');
    await answerObjection(context, { decision: id, by: me(context), outcome, reason });
    return { id };
  },
});
