import { isLeader, membersAmong } from '@zhongzhi/circles';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { signUpAll, type SignUpResult } from './sign-up.ts';
import { getActivity } from './store/activity-store.ts';

export interface GroupRequest {
  readonly activity: string;
  readonly circle: string;
  readonly post: string;
  readonly people: readonly string[];
  readonly by: string;
}

/**
 * A leader signs members of the circle up. The rules hold for each of them as if they had signed up themselves; each is
 * told and may withdraw: nobody serves without wanting to (志愿服务条例 art. 25).
 * @throws Refusal `group.not-your-circle`, `group.not-members`, and those of `signUp`.
 */
export async function signUpGroup(
  context: Context,
  { activity: id, circle, post, people, by }: GroupRequest,
): Promise<{ person: string; result: SignUpResult }[]> {
  if (!(await isLeader(context, circle, by)))
    throw refuse.notFound('group.not-your-circle', '只有圈长能替圈友报名。', 'Only leaders sign their members up.');
  const members = await membersAmong(context, circle, people);
  if (people.some((person) => !members.has(person)))
    throw refuse.invalid(
      'group.not-members',
      '名单里有人已经不在圈子里，请刷新后再选。',
      'Somebody is no member any more; reload and choose again.',
    );
  const activity = await getActivity(context, id);
  const group = context.newId();
  const chosen = [...new Set(people)];
  const outcomes = await signUpAll(chosen.map((person) => ({ context, request: { person, posts: [post], group } })));
  const answers = outcomes.map((outcome, index) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return { person: chosen[index]!, result: outcome.value[0]! };
  });
  const told = answers.filter(({ person, result }) => result.state !== 'refused' && person !== by);
  await notify(context, {
    to: told.map(({ person }) => person),
    kind: 'volunteering.signed-up-by-leader',
    title: { zh: '圈长替您报了名', en: 'Your circle signed you up' },
    body: {
      zh: `“${activity.title}”。来不了或不想去，在“我的班次”里退出就行。`,
      en: `“${activity.title}”. If you cannot or do not want to come, withdraw under “My shifts”.`,
    },
    link: '/volunteer',
  });
  return answers;
}
