import type { Text } from '@zhongzhi/kernel';
import { metresBetween } from './check-rules.ts';

/** What someone has said of themselves, as far as it helps to find something for them. */
export interface Seeker {
  /** Home community. */
  readonly place: string | null;
  /** Where they are just now; asked for once and not kept. */
  readonly position: Position | null;
  readonly skills: readonly string[];
  /** Kinds of service, by code or by name. */
  readonly interests: readonly string[];
  /** As `weekend-morning`, or in words as rosters have them: 周末、晚上. */
  readonly freeTimes: readonly string[];
  /** Names of the qualifications that count today. */
  readonly qualifications: readonly string[];
}

export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** A coming activity, as far as the rule looks at it. */
export interface Offer {
  readonly place: string;
  readonly position: Position | null;
  readonly kind: string;
  readonly kindName: string;
  /** Title, content and names of posts. */
  readonly words: string;
  /** Names of the qualifications that its posts ask for. */
  readonly qualifications: readonly string[];
  /** When its shifts begin. */
  readonly starts: readonly Date[];
}

export type ReasonCode = 'near' | 'not-far' | 'skill' | 'interest' | 'free';

/** Why something is shown, in words. */
export interface Reason {
  readonly code: ReasonCode;
  readonly text: Text;
}

/** How much each reason moves an activity up the list: first what is near, then what one can do. Public, the same for all. */
export const WEIGHTS: Readonly<Record<ReasonCode, number>> = { near: 3, 'not-far': 2, skill: 2, interest: 1, free: 1 };

const NEAR_METRES = 1_500;
const NOT_FAR_METRES = 4_000;
const STREET_DIGITS = 9;
const COMMUNITY_DIGITS = 12;

const DAYS = { weekday: '工作日', weekend: '周末' } as const;
const TIMES = { morning: '上午', afternoon: '下午', evening: '晚上' } as const;
type Day = keyof typeof DAYS;
type Time = keyof typeof TIMES;
const HOUR_MS = 3_600_000;

function slotOf(at: Date): { day: Day; time: Time } {
  const local = new Date(at.getTime() + 8 * HOUR_MS);
  const hour = local.getUTCHours();
  const isWeekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  return {
    day: isWeekend ? 'weekend' : 'weekday',
    time: hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening',
  };
}

/** Whether a free time covers a slot; one that names no part of the day covers all of it, and the other way round. */
function covers(freeTime: string, { day, time }: { day: Day; time: Time }): boolean {
  if (/^week(?:day|end)-/u.test(freeTime)) return freeTime === `${day}-${time}`;
  if (/随时|都可以|全天/u.test(freeTime)) return true;
  const days = [
    /周末|周六|周日|双休/u.test(freeTime) ? 'weekend' : '',
    /工作日|平时|周一/u.test(freeTime) ? 'weekday' : '',
  ];
  const times = [
    /上午|早上/u.test(freeTime) ? 'morning' : '',
    /下午/u.test(freeTime) ? 'afternoon' : '',
    /晚/u.test(freeTime) ? 'evening' : '',
  ];
  const [namesDay, namesTime] = [days.some((one) => one !== ''), times.some((one) => one !== '')];
  return (namesDay || namesTime) && (!namesDay || days.includes(day)) && (!namesTime || times.includes(time));
}

function nearness(seeker: Seeker, offer: Offer): Reason[] {
  if (seeker.position !== null && offer.position !== null) {
    const metres = metresBetween(seeker.position, offer.position);
    const about =
      metres < 1_000 ? `${Math.max(100, Math.round(metres / 100) * 100)} 米` : `${Math.round(metres / 100) / 10} 公里`;
    const english =
      metres < 1_000 ? `${Math.max(100, Math.round(metres / 100) * 100)} m` : `${Math.round(metres / 100) / 10} km`;
    if (metres <= NEAR_METRES)
      return [{ code: 'near', text: { zh: `离您近，约 ${about}`, en: `Near you, about ${english}` } }];
    return metres <= NOT_FAR_METRES
      ? [{ code: 'not-far', text: { zh: `离您不远，约 ${about}`, en: `Not far, about ${english}` } }]
      : [];
  }
  if (seeker.place === null) return [];
  const isSame = (digits: number) =>
    seeker.place!.length >= digits &&
    offer.place.length >= digits &&
    seeker.place!.slice(0, digits) === offer.place.slice(0, digits);
  if (isSame(COMMUNITY_DIGITS)) return [{ code: 'near', text: { zh: '就在您的社区', en: 'In your community' } }];
  return isSame(STREET_DIGITS) ? [{ code: 'not-far', text: { zh: '就在您的街道', en: 'In your street area' } }] : [];
}

/** Why an activity suits someone; empty when nothing speaks for it in particular. */
export function reasonsFor(seeker: Seeker, offer: Offer): Reason[] {
  const found = nearness(seeker, offer);
  const able = [
    ...seeker.qualifications.filter((name) => offer.qualifications.includes(name)),
    ...seeker.skills.filter((skill) => skill.length >= 2 && offer.words.toLowerCase().includes(skill.toLowerCase())),
  ];
  if (able[0] !== undefined) found.push({ code: 'skill', text: { zh: `您会：${able[0]}`, en: `You can: ${able[0]}` } });
  if (seeker.interests.some((interest) => interest === offer.kind || interest === offer.kindName))
    found.push({ code: 'interest', text: { zh: `您关心：${offer.kindName}`, en: `You care for: ${offer.kindName}` } });
  const free = offer.starts.map(slotOf).find((slot) => seeker.freeTimes.some((freeTime) => covers(freeTime, slot)));
  if (free !== undefined)
    found.push({
      code: 'free',
      text: { zh: `您${DAYS[free.day]}${TIMES[free.time]}有空`, en: `You are free on ${free.day} ${free.time}s` },
    });
  return found;
}

const weightOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { code }) => sum + WEIGHTS[code], 0);

/** The order of the list: more reasons first, of equal ones the soonest. It is about activities; nothing is kept of a person. */
export function bySuitability<
  T extends { readonly reasons: readonly Reason[]; readonly startsAt: Date; readonly id: string },
>(items: readonly T[]): T[] {
  return items.toSorted(
    (one, other) =>
      weightOf(other.reasons) - weightOf(one.reasons) ||
      one.startsAt.getTime() - other.startsAt.getTime() ||
      (one.id < other.id ? -1 : 1),
  );
}
