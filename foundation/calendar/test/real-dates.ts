import type { Limit } from '../src/public.ts';

/** A matter received, its limit, a pause if any, and when it is due: all in local time, worked out by hand. */
export interface RealDate {
  received: string;
  limit: Limit;
  pause?: [from: string, to: string];
  due: string;
  because: string;
}

/** Real dates of 2019, 2025 and 2026; the comments name the arrangement that each rests on. */
export const realDates: RealDate[] = [
  // 2019: National Day 1–7 October off; 29 September and 12 October worked (国办发明电〔2018〕15号).
  {
    received: '2019-09-30 10:00',
    limit: { workingDays: 1 },
    due: '2019-10-08 17:30',
    because: 'the holiday week lies between',
  },
  {
    received: '2019-09-27 17:00',
    limit: { workingDays: 1 },
    due: '2019-09-29 17:30',
    because: 'Sunday the 29th is worked',
  },
  {
    received: '2019-09-27 10:00',
    limit: { workingDays: 7 },
    due: '2019-10-12 17:30',
    because: 'both make-up days count',
  },
  {
    received: '2019-10-01 09:00',
    limit: { workingDays: 1 },
    due: '2019-10-08 17:30',
    because: 'received in the holiday, counted from the 8th',
  },
  {
    received: '2019-10-11 08:00',
    limit: { workingDays: 2 },
    due: '2019-10-14 17:30',
    because: 'Saturday the 12th is worked, the 13th is not',
  },
  {
    received: '2019-09-30 16:30',
    limit: { workingHours: 2 },
    due: '2019-10-08 10:00',
    because: 'one hour is left before the holiday',
  },
  {
    received: '2019-09-28 12:00',
    limit: { workingHours: 2 },
    due: '2019-09-29 11:00',
    because: 'received on Saturday, Sunday is worked',
  },
  {
    received: '2019-10-01 23:10',
    limit: { hours: 2 },
    due: '2019-10-02 01:10',
    because: 'danger waits for no holiday',
  },
  {
    received: '2019-09-30 18:00',
    limit: { hours: 24 },
    due: '2019-10-01 18:00',
    because: 'water and power run round the clock',
  },
  {
    received: '2019-10-14 10:00',
    limit: { workingHours: 2 },
    due: '2019-10-14 12:00',
    because: 'the morning is just enough',
  },
  {
    received: '2019-10-14 11:00',
    limit: { workingHours: 2 },
    due: '2019-10-14 14:30',
    because: 'the noon break does not count',
  },
  {
    received: '2019-10-14 07:00',
    limit: { workingHours: 2 },
    due: '2019-10-14 11:00',
    because: 'received before the office opens',
  },
  {
    received: '2019-10-14 17:30',
    limit: { workingHours: 2 },
    due: '2019-10-15 11:00',
    because: 'received when the office closes',
  },
  {
    received: '2019-10-14 10:00',
    limit: { workingHours: 7 },
    due: '2019-10-15 10:00',
    because: 'a day has seven office hours',
  },
  {
    received: '2019-10-14 00:00',
    limit: { workingDays: 1 },
    due: '2019-10-15 17:30',
    because: 'midnight belongs to the new day',
  },
  {
    received: '2019-10-13 23:59',
    limit: { workingDays: 1 },
    due: '2019-10-14 17:30',
    because: 'a minute earlier is still Sunday',
  },
  // Pauses while waiting for the resident.
  {
    received: '2019-10-14 10:00',
    limit: { workingDays: 1 },
    pause: ['2019-10-15 10:00', '2019-10-15 11:00'],
    due: '2019-10-16 10:00',
    because: 'one working hour was lost',
  },
  {
    received: '2019-09-27 10:00',
    limit: { workingDays: 1 },
    pause: ['2019-09-29 17:00', '2019-10-08 09:30'],
    due: '2019-10-08 10:00',
    because: 'half an hour was left when the pause began, and runs from its end',
  },
  {
    received: '2019-10-14 10:00',
    limit: { workingDays: 2 },
    pause: ['2019-10-14 18:00', '2019-10-15 08:00'],
    due: '2019-10-16 17:30',
    because: 'a night is no working time',
  },
  {
    received: '2019-09-30 23:00',
    limit: { hours: 24 },
    pause: ['2019-10-01 08:00', '2019-10-01 20:00'],
    due: '2019-10-02 11:00',
    because: 'round the clock, pauses count in full',
  },
  // 2025: Spring Festival 28 January – 4 February off, 26 January and 8 February worked; 27 April worked (国办发明电〔2024〕12号).
  {
    received: '2025-01-24 16:00',
    limit: { workingDays: 1 },
    due: '2025-01-26 17:30',
    because: 'Sunday the 26th is worked',
  },
  {
    received: '2025-01-27 16:00',
    limit: { workingDays: 4 },
    due: '2025-02-08 17:30',
    because: '5, 6, 7 February and Saturday the 8th',
  },
  {
    received: '2025-04-25 16:00',
    limit: { workingDays: 3 },
    due: '2025-04-29 17:30',
    because: 'Sunday 27 April is worked',
  },
  {
    received: '2025-09-30 17:00',
    limit: { workingHours: 1 },
    due: '2025-10-09 09:30',
    because: 'National Day and Mid-autumn together, 1–8 October',
  },
  // 2026: 33 days off, six worked (国办发明电〔2025〕7号).
  {
    received: '2025-12-31 10:00',
    limit: { workingDays: 1 },
    due: '2026-01-04 17:30',
    because: 'Sunday 4 January is worked',
  },
  {
    received: '2026-02-13 17:00',
    limit: { workingHours: 8 },
    due: '2026-02-24 09:30',
    because: 'Saturday the 14th is worked, then nine days off',
  },
  {
    received: '2026-02-27 17:00',
    limit: { workingDays: 1 },
    due: '2026-02-28 17:30',
    because: 'Saturday the 28th is worked',
  },
  {
    received: '2026-05-08 17:00',
    limit: { workingDays: 2 },
    due: '2026-05-11 17:30',
    because: 'Saturday 9 May is worked',
  },
  {
    received: '2026-09-18 17:00',
    limit: { workingDays: 1 },
    due: '2026-09-20 17:30',
    because: 'Sunday 20 September is worked',
  },
  {
    received: '2026-09-24 17:00',
    limit: { workingDays: 3 },
    due: '2026-09-30 17:30',
    because: 'Mid-autumn is off until Sunday the 27th',
  },
  {
    received: '2026-09-30 17:00',
    limit: { workingDays: 3 },
    due: '2026-10-10 17:30',
    because: 'Saturday 10 October is worked',
  },
];
