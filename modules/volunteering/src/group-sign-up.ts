import { leadsOpenCircle, memberNames, membersAmong } from '@zhongzhi/circles';
import { refuse, type Context } from '@zhongzhi/kernel';
import { notify } from '@zhongzhi/notices';
import { signUpAll, type SignUpResult } from './sign-up.ts';
import { getActivity, shiftsOf } from './store/activity-store.ts';

export interface GroupRequest {
  readonly activity: string;
  readonly circle: string;
  readonly post: string;
  readonly people: readonly string[];
  readonly by: string;
}

/** What became of one member, named as the circle names them. */
export interface GroupResult extends Omit<SignUpResult, 'words'> {
  readonly person: string;
  readonly name: string | null;
  words: { code: string; text: { zh: string; en: string } }[];
}

async function needPostOf(context: Context, activity: string, post: string): Promise<void> {
  const shifts = await shiftsOf(context, activity);
  if (!shifts.some(({ posts }) => posts.some(({ id }) => id === post)))
    throw refuse.notFound(
      'sign-up.post-unknown',
      '没有找到这个岗位，可能已调整，请刷新后再选。',
      'There is no such post any more; reload and choose again.',
    );
}

/**
 * A leader signs members of the circle up. The rules hold for each of them as if they had signed up themselves; each is
 * told and may withdraw: nobody serves without wanting to (志愿服务条例 art. 25).
 * @throws Refusal `group.not-your-circle`, `group.not-members`, `activity.not-found`, and those of `signUp`.
 */
export async function signUpGroup(
  context: Context,
  { activity: id, circle, post, people, by }: GroupRequest,
): Promise<GroupResult[]> {
  if (!(await leadsOpenCircle(context, circle, by)))
    throw refuse.notFound('group.not-your-circle', '只有圈长能替圈友报名。', 'Only leaders sign their members up.');
  const chosen = [...new Set(people)];
  const members = await membersAmong(context, circle, chosen);
  if (chosen.some((person) => !members.has(person)))
    throw refuse.invalid(
      'group.not-members',
      '名单里有人已经不在圈子里，请刷新后再选。',
      'Somebody is no member any more; reload and choose again.',
      { errors: [{ field: 'people', detail: '请刷新后再选' }] },
    );
  const activity = await getActivity(context, id);
  await needPostOf(context, id, post);
  const group = context.newId();
  const outcomes = await signUpAll(chosen.map((person) => ({ context, request: { person, posts: [post], group } })));
  const names = await memberNames(context, circle, chosen, true);
  const answers = outcomes.map((outcome, index): GroupResult => {
    if (outcome.status === 'rejected') throw outcome.reason;
    const person = chosen[index]!;
    const { words, ...result } = outcome.value[0]!;
    return { person, name: names.get(person) ?? null, ...result, words: [...words] };
  });
  await notify(context, {
    to: answers.flatMap(({ person, state }) => (state === 'refused' || person === by ? [] : [person])),
    kind: 'volunteering.signed-up-by-leader',
    title: { zh: '圈长替您报了名', en: 'Your circle signed you up' },
    body: {
      zh: `“${activity.title}”。来不了或不想去，在“我报的班次”里退出就行。`,
      en: `“${activity.title}”. If you cannot or do not want to come, withdraw under “My shifts”.`,
    },
    link: '/volunteer',
  });
  return answers;
}
