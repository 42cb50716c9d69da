import type { Context } from '@zhongzhi/kernel';
import { decidePost, getPost, invite, joinCircle, objectToDecision, reportPost, writePost } from '@zhongzhi/circles';
import { createPerson } from '@zhongzhi/directory';
import { made, openCircle, type Maker } from './service-records.ts';
import type { Standing } from './relations.ts';

/** A post of the owner in an open circle. */
async function post(
  context: Context,
  standing: Standing,
  owner: string,
  audience: 'circle' | 'everyone' = 'circle',
): Promise<string> {
  const circle = await openCircle(context, standing, owner);
  return writePost(context, { circle, author: owner, kind: 'kindness', words: '送给邻居一把伞', audience });
}

async function reported(context: Context, standing: Standing, owner: string): Promise<string> {
  const id = await post(context, standing, owner);
  const reporter = await createPerson(context, { name: '举报人' });
  await joinCircle(context, { circle: (await getPost(context, id)).circle, person: reporter });
  await reportPost(context, { post: id, reporter, ground: 'advertising', isLeader: true });
  return id;
}

async function removed(context: Context, standing: Standing, owner: string): Promise<{ id: string; decision: string }> {
  const id = await reported(context, standing, owner);
  const by = await createPerson(context, { name: '另一位圈长' });
  const decision = await decidePost(context, {
    post: id,
    by,
    as: 'leader',
    outcome: 'removed',
    reason: '与圈子无关的广告',
  });
  return { id, decision };
}

export const CIRCLE_MAKERS = {
  invitation: made(
    async (context, standing, owner) =>
      (await invite(context, await openCircle(context, standing, owner), owner)).token,
  ),
  'post in a circle': made((context, standing, owner) => post(context, standing, owner)),
  'post for everyone': made((context, standing, owner) => post(context, standing, owner, 'everyone')),
  'reported post': made(reported),
  'removed post': made(async (context, standing, owner) => (await removed(context, standing, owner)).id),
  'objection to a removal': made(async (context, standing, owner) => {
    const { id, decision } = await removed(context, standing, owner);
    await objectToDecision(context, await getPost(context, id), owner, '这不是广告');
    return decision;
  }),
} as const satisfies Record<string, Maker>;
