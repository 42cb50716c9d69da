import { dayOf } from '@zhongzhi/contract-kit';
import type { Text } from '@zhongzhi/kernel';
import { minutesBetween, overlaps, type Stretch } from './service-minutes.ts';

/** What a rule of the district does when it is not kept. */
export type Mode = 'block' | 'warn' | 'allow';

/** The district's rules on how much one person takes on. */
export interface LoadRules {
  readonly dailyMinutes: number;
  readonly dailyMode: Mode;
  readonly restMinutes: number;
  readonly restMode: Mode;
}

export const DEFAULT_LOAD_RULES: LoadRules = {
  dailyMinutes: 8 * 60,
  dailyMode: 'warn',
  restMinutes: 30,
  restMode: 'warn',
};

/** The shift that is asked for. */
export interface AskedShift extends Stretch {
  readonly minAge: number | null;
  readonly qualification: string | null;
  readonly signUpFrom: Date;
  readonly signUpUntil: Date;
  readonly earlyFrom: Date | null;
  readonly onlyPlace: string | null;
  readonly accompaniedBelow: number | null;
}

/** Who asks, as far as the rules need to know. */
export interface Asker {
  readonly age: number | null;
  readonly isMinor: boolean;
  readonly guardianAgreed: boolean;
  readonly isActive: boolean;
  readonly places: readonly string[];
  readonly holdsQualification: boolean;
  readonly mayComeEarly: boolean;
  readonly isAccompanied: boolean;
  /** Places already held or offered, on any activity. */
  readonly others: readonly Stretch[];
}

/** One thing that stands against a sign-up. */
export interface Objection {
  readonly code: string;
  readonly blocks: boolean;
  readonly text: Text;
}

const block = (code: string, zh: string, en: string): Objection => ({
  code: `sign-up.${code}`,
  blocks: true,
  text: { zh, en },
});

const minutesOf = ({ from, to }: Stretch): number => Math.floor((to.getTime() - from.getTime()) / 60_000);

function timeWindow(shift: AskedShift, asker: Asker, now: Date): Objection[] {
  const opens = asker.mayComeEarly && shift.earlyFrom !== null ? shift.earlyFrom : shift.signUpFrom;
  if (now < opens)
    return [block('not-yet', '还没到报名时间，请到时再来。', 'Sign-up has not begun; come back when it opens.')];
  if (now >= shift.from)
    return [block('started', '这一班已经开始，不能再报名。', 'This shift has begun; sign-up is over.')];
  if (now >= shift.signUpUntil)
    return [
      block('over', '报名已经截止，可以到现场问一问带队人。', 'Sign-up is over; ask the activity leader at the place.'),
    ];
  return [];
}

function person(shift: AskedShift, asker: Asker): Objection[] {
  const found: Objection[] = [];
  if (!asker.isActive)
    found.push(block('not-registered', '请先登记为志愿者，再来报名。', 'Register as a volunteer first.'));
  if (shift.minAge !== null && asker.age === null && asker.isMinor)
    found.push(block('age-unknown', '请先在“我的资料”里补上出生年月。', 'Add your date of birth to your data first.'));
  if (shift.minAge !== null && asker.age !== null && asker.age < shift.minAge)
    found.push(
      block(
        'too-young',
        `这个岗位要求年满${shift.minAge}周岁。`,
        `This post needs an age of ${shift.minAge} at least.`,
      ),
    );
  if (asker.isMinor && !asker.guardianAgreed)
    found.push(block('guardian', '未满18周岁，需要监护人先同意。', 'Under 18 a guardian has to agree first.'));
  if (
    shift.accompaniedBelow !== null &&
    asker.isMinor &&
    !asker.isAccompanied &&
    (asker.age ?? 0) < shift.accompaniedBelow
  )
    found.push(
      block(
        'accompanied',
        `未满${shift.accompaniedBelow}周岁需要监护人一同报名。`,
        `Under ${shift.accompaniedBelow} a guardian has to sign up too.`,
      ),
    );
  if (shift.qualification !== null && !asker.holdsQualification)
    found.push(
      block(
        'qualification',
        '这个岗位要求的资格您还没有，或者已经过期，请到“我的资料”里补充。',
        'This post needs a qualification that you do not hold or that has expired; add it to your data.',
      ),
    );
  if (shift.onlyPlace !== null && !asker.places.some((place) => place.startsWith(shift.onlyPlace!)))
    found.push(block('region', '这项活动只面向本辖区的志愿者。', 'This activity is for volunteers of its own area.'));
  return found;
}

function load(shift: AskedShift, asker: Asker, rules: LoadRules): Objection[] {
  if (asker.others.some((other) => overlaps(other, shift)))
    return [
      block(
        'overlap',
        '您在同一时间已经报了别的班次，请先退掉那一班。',
        'You hold a place on another shift at that time; withdraw from it first.',
      ),
    ];
  const found: Objection[] = [];
  const sameDay = asker.others.filter(({ from }) => dayOf(from) === dayOf(shift.from));
  const minutes = sameDay.reduce((sum, other) => sum + minutesOf(other), minutesOf(shift));
  if (rules.dailyMode !== 'allow' && minutes > rules.dailyMinutes)
    found.push({
      code: 'sign-up.daily-limit',
      blocks: rules.dailyMode === 'block',
      text: {
        zh: `这一天一共会服务${Math.round(minutes / 6) / 10}小时，超过${rules.dailyMinutes / 60}小时，请注意休息。`,
        en: `This makes ${Math.round(minutes / 6) / 10} hours on one day, more than ${rules.dailyMinutes / 60}; mind your rest.`,
      },
    });
  if (rules.restMode !== 'allow' && asker.others.some((other) => minutesBetween(other, shift) < rules.restMinutes))
    found.push({
      code: 'sign-up.rest',
      blocks: rules.restMode === 'block',
      text: {
        zh: `与您另一班之间不到${rules.restMinutes}分钟，请留出路上和休息的时间。`,
        en: `Less than ${rules.restMinutes} minutes lie between this and another shift of yours; leave time to travel and rest.`,
      },
    });
  return found;
}

/**
 * Everything that stands against this person on this shift, explained; empty when they may simply sign up. Only what
 * `blocks` refuses, the rest is a word of warning.
 */
export const objectionsTo = (shift: AskedShift, asker: Asker, rules: LoadRules, now: Date): Objection[] => [
  ...timeWindow(shift, asker, now),
  ...person(shift, asker),
  ...load(shift, asker, rules),
];
