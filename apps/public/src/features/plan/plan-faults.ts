import { timesOf, type PlanValues, type PostValues, type ShiftValues } from './plan-values.ts';
import type { planTexts } from './texts.ts';

/** Sentences beside fields: by the name of the field, or `shift key.field`, `post key.field`. */
export type Faults = Readonly<Record<string, string>>;
type FaultWord = Extract<keyof typeof planTexts, `fault${string}`>;
type Say = (word: FaultWord) => string;

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,5}$/u.test(text.trim()) && Number(text) >= least && Number(text) <= most;
const isHours = (text: string): boolean => /^\d+(\.\d+)?$/u.test(text.trim());

function postFaults(post: PostValues): Record<string, FaultWord> {
  const found: Record<string, FaultWord> = {};
  if (post.name.trim() === '') found[`${post.key}.name`] = 'faultMissing';
  if (!isWhole(post.capacity, 1, 10_000)) found[`${post.key}.capacity`] = 'faultCapacity';
  if (post.waitlist.trim() !== '' && !isWhole(post.waitlist, 0, 10_000)) found[`${post.key}.waitlist`] = 'faultNumber';
  if (post.minAge.trim() !== '' && !isWhole(post.minAge, 3, 18)) found[`${post.key}.minAge`] = 'faultAge';
  return found;
}

/** What must be put right of a shift. */
export function shiftFaults(shift: ShiftValues, now: Date): Record<string, FaultWord> {
  const found: Record<string, FaultWord> = {};
  const times = timesOf(shift);
  if (shift.name.trim() === '') found[`${shift.key}.name`] = 'faultMissing';
  if (shift.day === '') found[`${shift.key}.day`] = 'faultDay';
  if (shift.starts === '') found[`${shift.key}.starts`] = 'faultMissing';
  if (shift.ends === '') found[`${shift.key}.ends`] = 'faultMissing';
  if (times !== null && times.startsAt <= now) found[`${shift.key}.day`] = 'faultPast';
  if (times !== null && times.meetsAt > times.startsAt) found[`${shift.key}.meets`] = 'faultMeets';
  return Object.assign(found, ...(shift.posts ?? []).map(postFaults)) as Record<string, FaultWord>;
}

function wordFaults(values: PlanValues): Record<string, FaultWord> {
  const found: Record<string, FaultWord> = {};
  for (const [field, least] of [
    ['title', 2],
    ['content', 4],
    ['risks', 2],
    ['address', 2],
    ['place', 1],
  ] as const)
    if (values[field].trim().length < least) found[field] = field === 'risks' ? 'faultRisks' : 'faultMissing';
  if (!isWhole(values.radius, 20, 5_000)) found['radius'] = 'faultRadius';
  if (values.every !== '' && !isWhole(values.times, 2, 60)) found['times'] = 'faultTimes';
  return found;
}

function windowFaults(values: PlanValues): Record<string, FaultWord> {
  const found: Record<string, FaultWord> = {};
  if (!isHours(values.untilHours)) found['signUpUntil'] = 'faultHours';
  if (!isHours(values.cancelHours)) found['cancelUntil'] = 'faultHours';
  if (values.earlyHours.trim() !== '' && !isHours(values.earlyHours)) found['earlyFrom'] = 'faultHours';
  if (values.earlyHours.trim() !== '' && values.earlyCircles.length === 0) found['earlyCircles'] = 'faultCircles';
  if (values.earlyHours.trim() === '' && values.earlyCircles.length > 0) found['earlyFrom'] = 'faultHours';
  if (values.minAge.trim() !== '' && !isWhole(values.minAge, 3, 18)) found['minAge'] = 'faultAge';
  if (values.accompaniedBelow.trim() !== '' && !isWhole(values.accompaniedBelow, 3, 18))
    found['accompaniedBelow'] = 'faultAccompanied';
  return found;
}

/** What must be put right before a draft can be kept; whether it can be published, the platform says of the draft. */
export function faultsOf(values: PlanValues, now: Date, say: Say): Faults {
  const found: Record<string, FaultWord> = {
    ...wordFaults(values),
    ...windowFaults(values),
    ...Object.assign({}, ...values.shifts.map((shift) => shiftFaults(shift, now))),
  };
  return Object.fromEntries(Object.entries(found).map(([field, word]) => [field, say(word)]));
}
