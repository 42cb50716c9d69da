/** The public rule in one of its versions. */
export interface Rule {
  readonly version: number;
  readonly beansPerHour: number;
  /** Coefficients by kind of project, 1 where none is given. */
  readonly byKind: Readonly<Record<string, number>>;
  readonly mostPerDay: number;
  readonly months: number;
}

/** The rule until a district sets its own: one bean an hour, eight a day, two years. */
export const FIRST_RULE: Rule = { version: 0, beansPerHour: 1, byKind: {}, mostPerDay: 8, months: 24 };

/**
 * Beans for system-timed minutes of one record. Whole beans; what the day has earned already counts against its most.
 * @param earnedThatDay beans of the person's other records of the day
 */
export function beansFor(rule: Rule, kind: string, minutes: number, earnedThatDay: number): number {
  const coefficient = rule.byKind[kind] ?? 1;
  const earned = Math.floor((minutes * rule.beansPerHour * coefficient) / 60 + 1e-9);
  return Math.max(0, Math.min(earned, rule.mostPerDay - earnedThatDay));
}
