/** How often an activity comes again. */
export const EVERY = ['day', 'week', 'fortnight', 'month'] as const;
export type Every = (typeof EVERY)[number];

const ZONE = 'Asia/Shanghai';
const STEPS: Readonly<Record<Every, (count: number) => Temporal.DurationLike>> = {
  day: (days) => ({ days }),
  week: (weeks) => ({ weeks }),
  fortnight: (count) => ({ weeks: 2 * count }),
  month: (months) => ({ months }),
};

/** The same time of day so many steps later, in the district's time; where a month lacks the day, its last. */
export function later(at: Date, every: Every, steps: number): Date {
  const moved = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE).add(STEPS[every](steps));
  return new Date(moved.epochMilliseconds);
}
