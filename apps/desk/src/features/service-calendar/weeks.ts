import dayjs from 'dayjs';

/** The days of a month (YYYY-MM) in weeks from Monday; null where a week lies outside the month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = dayjs(`${month}-01`);
  const lead = (first.day() + 6) % 7;
  const days = [
    ...Array.from<null>({ length: lead }).fill(null),
    ...Array.from({ length: first.daysInMonth() }, (_, index) => first.add(index, 'day').format('YYYY-MM-DD')),
  ];
  const weeks: (string | null)[][] = [];
  for (let at = 0; at < days.length; at += 7)
    weeks.push(Array.from({ length: 7 }, (_, weekday) => days[at + weekday] ?? null));
  return weeks;
}
