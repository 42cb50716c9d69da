import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { passOnPlace } from './line.ts';
import { lockPeople, lockPosts } from './store/locks.ts';
import { findPosts, giveBack, type PostInFull } from './store/post-store.ts';
import { findSignUp, heldBetween, turn, type SignUp, type SignUpState } from './store/sign-up-store.ts';
import { overlaps } from './domain/service-minutes.ts';

const unknown = () =>
  refuse.notFound('sign-up.unknown', '没有找到这次报名，请刷新后再看。', 'There is no such sign-up; reload the page.');

const changed = () =>
  refuse.conflict(
    'sign-up.changed',
    '这次报名刚刚有了变化，请刷新后再看。',
    'This sign-up has just changed; reload and look again.',
  );

/** A sign-up of the caller with its post, both locked in the order that everything keeps. */
async function lockOwn(context: Context, id: string): Promise<{ signUp: SignUp; post: PostInFull }> {
  const person = personOf(context.actor);
  const seen = await findSignUp(context, id);
  if (seen === undefined || seen.person !== person) throw unknown();
  await lockPeople(context, [seen.person]);
  await lockPosts(context, [seen.post]);
  const signUp = (await findSignUp(context, id))!;
  return { signUp, post: (await findPosts(context, [signUp.post]))[0]! };
}

/** Frees what a sign-up held: a place goes to the next in line, a place in the line simply closes up. */
export async function release(
  context: Context,
  signUp: Pick<SignUp, 'id' | 'state'>,
  post: PostInFull,
  to: SignUpState,
  reason?: string,
): Promise<void> {
  if (!(await turn(context, signUp.id, [signUp.state], to, reason === undefined ? {} : { reason }))) throw changed();
  if (signUp.state === 'waiting') await giveBack(context, post.post, 'waiting');
  else await passOnPlace(context, post);
}

/**
 * The volunteer gives the place back. After the cancellation deadline a reason is asked for, so that the leader can plan;
 * once the shift has begun it is a matter of attendance (志愿服务条例 art. 22: who cannot come tells in time).
 */
export async function withdraw(context: Context, id: string, reason?: string): Promise<{ isLate: boolean }> {
  const { signUp, post } = await lockOwn(context, id);
  if (signUp.state === 'withdrawn') return { isLate: false };
  if (signUp.state !== 'held' && signUp.state !== 'waiting' && signUp.state !== 'offered') throw changed();
  if (context.now >= signUp.startsAt)
    throw refuse.conflict(
      'sign-up.has-begun',
      '这一班已经开始。来不了请直接联系带队人。',
      'This shift has begun; call the leader if you cannot come.',
    );
  const isLate = signUp.state === 'held' && context.now >= post.cancelUntil;
  if (isLate && (reason === undefined || reason.trim().length < 2))
    throw refuse.invalid(
      'sign-up.reason-needed',
      '已过取消时限，请写一句原因，好让带队人安排。',
      'The time to cancel is over; give a short reason so that the leader can plan.',
      { errors: [{ field: 'reason', detail: '请填写' }] },
    );
  await release(context, signUp, post, 'withdrawn', reason);
  return { isLate };
}

/** Takes or declines the place that was offered from the line. */
export async function answerOffer(context: Context, id: string, takes: boolean): Promise<void> {
  const { signUp, post } = await lockOwn(context, id);
  if (takes && signUp.state === 'held') return;
  const isOver = context.now >= signUp.startsAt || (signUp.offeredUntil !== null && signUp.offeredUntil <= context.now);
  if (signUp.state !== 'offered' || isOver)
    throw refuse.gone(
      'sign-up.offer-over',
      '保留时间已过，这个名额给了下一位。',
      'The time to answer is over; the place went to the next in line.',
    );
  if (!takes) return release(context, signUp, post, 'declined');
  const others = await heldBetween(context, signUp.person, signUp.startsAt, signUp.endsAt);
  const span = { from: signUp.startsAt, to: signUp.endsAt };
  if (others.some((other) => other.id !== id && overlaps({ from: other.startsAt, to: other.endsAt }, span)))
    throw refuse.conflict(
      'sign-up.overlap',
      '您在同一时间已经报了别的班次，请先退掉那一班。',
      'You hold a place on another shift at that time; withdraw from it first.',
    );
  if (!(await turn(context, id, ['offered'], 'held'))) throw changed();
}
