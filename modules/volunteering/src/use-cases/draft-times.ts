import type { Static } from 'typebox';
import type { PlanActivity } from '../contract/index.ts';
import type { PlanEdit } from '../edit-plan.ts';

const WINDOWS = ['signUpFrom', 'signUpUntil', 'cancelUntil', 'earlyFrom'];
const SHIFT_TIMES = ['meetsAt', 'startsAt', 'endsAt'];

const dates = (draft: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(draft).map(([key, value]) => [
      key,
      keys.includes(key) && typeof value === 'string' ? new Date(value) : value,
    ]),
  );

/** What was written, with times as times. */
export const timed = (draft: Omit<Static<typeof PlanActivity>, 'project' | 'repeat'>): PlanEdit =>
  ({
    ...dates(draft, WINDOWS),
    shifts: draft.shifts.map((shift) => dates(shift, SHIFT_TIMES)),
  }) as unknown as PlanEdit;
