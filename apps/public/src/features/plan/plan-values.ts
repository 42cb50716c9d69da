import type { ActivityTemplate, Every, PlannedActivity } from '@zhongzhi/volunteering/contract';
import { newKey } from '@zhongzhi/web-kit';
import type { Point } from '../form/values.ts';

/** A post as it is typed. */
export interface PostValues {
  key: string;
  name: string;
  capacity: string;
  /** Places in line; empty: as many as the capacity. */
  waitlist: string;
  qualification: string;
  minAge: string;
  checksItself: boolean;
}

/** A shift as it is typed; without posts of its own it has those of the first. */
export interface ShiftValues {
  key: string;
  name: string;
  day: string;
  meets: string;
  starts: string;
  ends: string;
  posts: readonly PostValues[] | null;
}

/** The form of a plan, in the words that were typed. */
export interface PlanValues {
  title: string;
  content: string;
  risks: string;
  place: string;
  address: string;
  point: Point | null;
  radius: string;
  shifts: readonly ShiftValues[];
  every: Every | '';
  times: string;
  isDangerous: boolean;
  company: string;
  policy: string;
  until: string;
  coversNames: boolean;
  isLocalOnly: boolean;
  minAge: string;
  accompaniedBelow: string;
  fromDay: string;
  fromTime: string;
  /** Hours before the start. */
  untilHours: string;
  cancelHours: string;
  /** Hours that circles are ahead of everybody. */
  earlyHours: string;
  earlyCircles: readonly string[];
  /** Who checks in and records besides the leader. */
  checkers: readonly string[];
  recorders: readonly string[];
}

const AHEAD_MS = 8 * 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const dayIn = (at: Date): string => new Date(at.getTime() + AHEAD_MS).toISOString().slice(0, 10);
const timeIn = (at: Date): string => new Date(at.getTime() + AHEAD_MS).toISOString().slice(11, 16);
const instant = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

export const newPost = (name = '', capacity = ''): PostValues => ({
  key: newKey(),
  name,
  capacity,
  waitlist: '',
  qualification: '',
  minAge: '',
  checksItself: false,
});

export const newShift = (name: string, posts: readonly PostValues[] | null): ShiftValues => ({
  key: newKey(),
  name,
  day: '',
  meets: '',
  starts: '',
  ends: '',
  posts,
});

/** An empty form for a project. */
export const emptyPlan = (project: { place: string; risks: string }, shiftName: string): PlanValues => ({
  title: '',
  content: '',
  risks: project.risks,
  place: project.place.slice(0, 12),
  address: '',
  point: null,
  radius: '200',
  shifts: [newShift(shiftName, [newPost()])],
  every: '',
  times: '4',
  isDangerous: false,
  company: '',
  policy: '',
  until: '',
  coversNames: false,
  isLocalOnly: false,
  minAge: '',
  accompaniedBelow: '',
  fromDay: '',
  fromTime: '',
  untilHours: '0',
  cancelHours: '24',
  earlyHours: '',
  earlyCircles: [],
  checkers: [],
  recorders: [],
});

/** The form with a ready-made activity put in; day and place stay as they are. */
export function withTemplate(values: PlanValues, template: ActivityTemplate): PlanValues {
  const [first] = values.shifts;
  if (first === undefined) return values;
  return {
    ...values,
    title: template.title,
    content: template.content,
    risks: template.risks,
    isDangerous: template.isDangerous,
    minAge: template.minAge === null ? '' : String(template.minAge),
    shifts: [
      {
        ...first,
        starts: template.startsAt,
        ends: template.endsAt,
        posts: template.posts.map(({ name, capacity, minAge }) => ({
          ...newPost(name, String(capacity)),
          minAge: minAge === undefined ? '' : String(minAge),
        })),
      },
    ],
  };
}

const postOf = (post: PlannedActivity['shifts'][number]['posts'][number]): PostValues => ({
  key: newKey(),
  name: post.name,
  capacity: String(post.capacity),
  waitlist: post.waitlist === post.capacity ? '' : String(post.waitlist),
  qualification: post.qualification ?? '',
  minAge: post.minAge === null ? '' : String(post.minAge),
  checksItself: post.checksItself,
});

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The times of a shift as they would have been typed. */
export const shiftValues = (shift: Record<'name' | 'meetsAt' | 'startsAt' | 'endsAt', string>): ShiftValues => ({
  key: newKey(),
  name: shift.name,
  day: dayIn(new Date(shift.startsAt)),
  meets: shift.meetsAt === shift.startsAt ? '' : timeIn(new Date(shift.meetsAt)),
  starts: timeIn(new Date(shift.startsAt)),
  ends: timeIn(new Date(shift.endsAt)),
  posts: null,
});

function shiftsOf(plan: PlannedActivity): ShiftValues[] {
  return plan.shifts.map((shift, position) => ({
    ...shiftValues(shift),
    posts: position > 0 && isSame(shift.posts, plan.shifts.at(0)?.posts ?? []) ? null : shift.posts.map(postOf),
  }));
}

const numberOrNothing = (value: number | null): string => (value === null ? '' : String(value));

/** What was planned, as it would have been typed. Sign-up that has begun already begins at once again. */
export function planValues(plan: PlannedActivity, now: Date): PlanValues {
  const start = Math.min(...plan.shifts.map(({ startsAt }) => Date.parse(startsAt)));
  const hoursBefore = (at: string): string => String((start - Date.parse(at)) / HOUR_MS);
  const from = new Date(plan.signUpFrom);
  const hasYetToBegin = from > now;
  const { longitude, latitude, insurance } = plan;
  return {
    title: plan.title,
    content: plan.content,
    risks: plan.risks,
    place: plan.place.slice(0, 12),
    address: plan.address,
    point: longitude === null || latitude === null ? null : { longitude, latitude },
    radius: String(plan.radius),
    shifts: shiftsOf(plan),
    every: '',
    times: '4',
    isDangerous: plan.isDangerous,
    company: insurance?.company ?? '',
    policy: insurance?.policy ?? '',
    until: insurance?.until ?? '',
    coversNames: insurance?.coversNames ?? false,
    isLocalOnly: plan.onlyPlace !== null,
    minAge: numberOrNothing(plan.minAge),
    accompaniedBelow: numberOrNothing(plan.accompaniedBelow),
    fromDay: hasYetToBegin ? dayIn(from) : '',
    fromTime: hasYetToBegin ? timeIn(from) : '',
    untilHours: hoursBefore(plan.signUpUntil),
    cancelHours: hoursBefore(plan.cancelUntil),
    earlyHours: plan.earlyFrom === null ? '' : String((from.getTime() - Date.parse(plan.earlyFrom)) / HOUR_MS),
    earlyCircles: plan.earlyCircles.map(({ id }) => id),
    checkers: plan.checkers.map(({ person }) => person),
    recorders: plan.recorders.map(({ person }) => person),
  };
}

/** An earlier activity once more: everything but the days, and the insurance, which was for those days. */
export function onceMore(plan: PlannedActivity, now: Date): PlanValues {
  const values = planValues(plan, now);
  return {
    ...values,
    shifts: values.shifts.map((shift) => ({ ...shift, day: '' })),
    fromDay: '',
    fromTime: '',
    policy: '',
    until: '',
    coversNames: false,
  };
}

/** When a shift begins and ends; one that ends before it starts ends on the next day. Null while it is not typed. */
export function timesOf({
  day,
  meets,
  starts,
  ends,
}: ShiftValues): { meetsAt: Date; startsAt: Date; endsAt: Date } | null {
  if (day === '' || starts === '' || ends === '') return null;
  const startsAt = instant(day, starts);
  const endsAt = new Date(instant(day, ends).getTime() + (ends <= starts ? DAY_MS : 0));
  const meetsAt = meets === '' ? startsAt : instant(day, meets);
  return [startsAt, endsAt, meetsAt].some((at) => Number.isNaN(at.getTime())) ? null : { meetsAt, startsAt, endsAt };
}

/** The start of the first shift; null while none is typed. */
export function firstStart(values: PlanValues): Date | null {
  const starts = values.shifts.flatMap((shift) => timesOf(shift)?.startsAt.getTime() ?? []);
  return starts.length === 0 ? null : new Date(Math.min(...starts));
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

const postBody = (post: PostValues) => ({
  name: post.name.trim(),
  capacity: Number(post.capacity),
  ...(post.waitlist.trim() === '' ? {} : { waitlist: Number(post.waitlist) }),
  qualification: post.qualification === '' ? null : post.qualification,
  minAge: numberOf(post.minAge),
  checksItself: post.checksItself,
});

function windowsOf(values: PlanValues, start: Date, now: Date) {
  const earlyMs = (numberOf(values.earlyHours) ?? 0) * HOUR_MS;
  const isEarly = values.earlyCircles.length > 0 && earlyMs > 0;
  const chosen =
    values.fromDay === '' ? null : instant(values.fromDay, values.fromTime === '' ? '00:00' : values.fromTime);
  // Circles that come first sign up at once, and everybody so many hours later.
  const from = chosen ?? (isEarly ? new Date(now.getTime() + earlyMs) : null);
  return {
    ...(from === null ? {} : { signUpFrom: from.toISOString() }),
    signUpUntil: new Date(start.getTime() - (numberOf(values.untilHours) ?? 0) * HOUR_MS).toISOString(),
    cancelUntil: new Date(start.getTime() - (numberOf(values.cancelHours) ?? 0) * HOUR_MS).toISOString(),
    earlyFrom: isEarly && from !== null ? new Date(from.getTime() - earlyMs).toISOString() : null,
    earlyCircles: isEarly ? [...values.earlyCircles] : [],
  };
}

const insuranceOf = ({ isDangerous, company, policy, until, coversNames }: PlanValues) =>
  isDangerous && company.trim() !== '' && policy.trim() !== '' && until !== ''
    ? { company: company.trim(), policy: policy.trim(), until, coversNames }
    : null;

/** The form as the interface takes it; every shift must have its times. */
export function planBody(values: PlanValues, now: Date) {
  const firstPosts = values.shifts[0]?.posts ?? [];
  return {
    title: values.title.trim(),
    content: values.content.trim(),
    risks: values.risks.trim(),
    isDangerous: values.isDangerous,
    insurance: insuranceOf(values),
    place: values.place,
    address: values.address.trim(),
    longitude: values.point?.longitude ?? null,
    latitude: values.point?.latitude ?? null,
    radius: Number(values.radius),
    onlyPlace: values.isLocalOnly ? values.place : null,
    minAge: numberOf(values.minAge),
    accompaniedBelow: numberOf(values.accompaniedBelow),
    checkers: [...values.checkers],
    recorders: [...values.recorders],
    ...windowsOf(values, firstStart(values) ?? now, now),
    shifts: values.shifts.flatMap((shift) => {
      const times = timesOf(shift);
      if (times === null) return [];
      return [
        {
          name: shift.name.trim(),
          meetsAt: times.meetsAt.toISOString(),
          startsAt: times.startsAt.toISOString(),
          endsAt: times.endsAt.toISOString(),
          posts: (shift.posts ?? firstPosts).map(postBody),
        },
      ];
    }),
  };
}
