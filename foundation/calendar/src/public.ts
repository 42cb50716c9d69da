export {
  isProvisional,
  localDateOf,
  type Calendar,
  type DayKind,
  type OfficePeriod,
  type SpecialDay,
  type YearStatus,
} from './domain/calendar.ts';
export { dueAt, isWorkingDay, workingMinutesBetween, type Due, type Limit, type Pause } from './domain/due.ts';
export { loadCalendar } from './load-calendar.ts';
export { seedCalendar } from './seed/seed-calendar.ts';
