import { dayOf } from '@zhongzhi/contract-kit';
import type { Label } from '@zhongzhi/contract-kit';

/** Accident insurance of a dangerous activity: policy, until when, and that it covers everybody who signs up. */
export interface Insurance {
  readonly company: string;
  readonly policy: string;
  readonly until: string;
  readonly coversNames: boolean;
}

/** What the rules of publishing look at. */
export interface PlanToPublish {
  readonly risks: string;
  readonly isDangerous: boolean;
  readonly insurance: Insurance | null;
  readonly longitude: number | null;
  readonly signUpFrom: Date;
  readonly signUpUntil: Date;
  readonly cancelUntil: Date;
  readonly earlyFrom: Date | null;
  readonly earlyCircles: readonly string[];
  readonly shifts: readonly {
    readonly name: string;
    readonly meetsAt: Date;
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly posts: readonly { readonly capacity: number; readonly checksItself: boolean }[];
  }[];
}

/** One thing that keeps an activity from being published, by the field that mends it. */
export interface Missing {
  readonly field: string;
  readonly text: Label;
}

const LONGEST_SHIFT_MS = 24 * 3_600_000;

const miss = (field: string, zh: string, en: string): Missing => ({ field, text: { zh, en } });

/** What is missing of the accident insurance for what is dangerous (志愿服务条例 art. 17). */
export function uninsured({
  isDangerous,
  insurance,
  shifts,
}: Pick<PlanToPublish, 'isDangerous' | 'insurance'> & {
  readonly shifts: readonly { readonly endsAt: Date }[];
}): Missing[] {
  if (!isDangerous) return [];
  if (insurance === null || insurance.policy.trim() === '')
    return [
      miss(
        'insurance',
        '请先办好意外伤害保险，填写保单号',
        'Take out accident insurance first and give its policy number',
      ),
    ];
  if (!insurance.coversNames)
    return [miss('insurance', '保险要覆盖全体参加人员', 'The insurance must cover everybody who takes part')];
  const lastDay = dayOf(new Date(Math.max(...shifts.map(({ endsAt }) => endsAt.getTime()))));
  if (insurance.until < lastDay)
    return [miss('insurance', '保险要管到活动结束', 'The insurance must last until the activity ends')];
  return [];
}

function timed({ shifts }: PlanToPublish, now: Date | null): Missing[] {
  if (shifts.length === 0) return [miss('shifts', '请至少安排一个班次', 'Plan one shift at least')];
  const found: Missing[] = [];
  for (const { name, meetsAt, startsAt, endsAt, posts } of shifts) {
    if (meetsAt > startsAt || endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > LONGEST_SHIFT_MS)
      found.push(
        miss(
          'shifts',
          `“${name}”的集合、开始、结束要依次在后，一班不超过24小时`,
          `“${name}”: meeting, start and end follow each other within 24 hours`,
        ),
      );
    if (now !== null && startsAt <= now)
      found.push(
        miss(
          'shifts',
          `“${name}”的开始时间已过，请改时间或取消这一场`,
          `“${name}” would have begun already: change its time or cancel it`,
        ),
      );
    if (posts.length === 0 || posts.some(({ capacity }) => capacity < 1))
      found.push(miss('posts', `请写明“${name}”各岗位要几个人`, `Say how many people each post of “${name}” needs`));
  }
  return found;
}

function windows(plan: PlanToPublish, now: Date | null): Missing[] {
  const { signUpFrom, signUpUntil, cancelUntil, earlyFrom, earlyCircles, shifts } = plan;
  const lastStart = new Date(Math.max(...shifts.map(({ startsAt }) => startsAt.getTime())));
  const found: Missing[] = [];
  if (signUpUntil <= signUpFrom)
    found.push(miss('signUpUntil', '报名截止要晚于报名开始', 'Sign-up ends after it begins'));
  else if (now !== null && signUpUntil <= now)
    found.push(miss('signUpUntil', '报名截止时间已过', 'Sign-up would be over already'));
  if (signUpUntil > lastStart)
    found.push(
      miss('signUpUntil', '报名最晚到最后一班开始前截止', 'Sign-up ends before the last shift starts at the latest'),
    );
  if (cancelUntil > lastStart)
    found.push(
      miss(
        'cancelUntil',
        '退出截止不能晚于最后一班开始',
        'The deadline for withdrawal is not after the last shift starts',
      ),
    );
  if (earlyFrom !== null && earlyFrom >= signUpFrom)
    found.push(miss('earlyFrom', '优先报名要早于大家的报名开始时间', 'Early sign-up begins before everybody’s'));
  if (earlyFrom !== null && earlyCircles.length === 0)
    found.push(miss('earlyCircles', '请选择哪些圈子可以优先报名', 'Choose which circles may sign up early'));
  if (earlyFrom === null && earlyCircles.length > 0)
    found.push(miss('earlyFrom', '请写明从什么时候开始优先报名', 'Say from when they may sign up early'));
  return found;
}

/**
 * What keeps an activity from being published; empty when nothing does. True risks and the insurance of what is
 * dangerous are the law's (志愿服务条例 art. 12, 13 and 17); the times make sign-up possible. `now` is null for what is
 * told of afterwards.
 */
export function missingBeforeOpening(plan: PlanToPublish, now: Date | null): Missing[] {
  const found: Missing[] = [];
  if (plan.risks.trim().length < 2)
    found.push(miss('risks', '请如实写明可能的风险', 'Say truthfully which risks there are'));
  found.push(...timed(plan, now));
  if (plan.shifts.length === 0) return found;
  found.push(...uninsured(plan), ...windows(plan, now));
  if (plan.longitude === null && plan.shifts.some(({ posts }) => posts.some(({ checksItself }) => checksItself)))
    found.push(
      miss(
        'longitude',
        '有岗位要自助签到，请在地图上标出地点',
        'Posts check in by themselves: mark the place on the map',
      ),
    );
  return found;
}
