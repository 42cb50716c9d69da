/** How long before they lapse a person is told. */
export const NOTICE_DAYS = 30;

const DAY_MS = 24 * 3_600_000;

/** The day some days later (or earlier). */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * The last day of beans credited on a day: the end of the month, so many months later. Whoever serves at the beginning
 * of a month has a little longer, and all beans of a month lapse together, with one notice.
 */
export function termOf(creditedOn: string, months: number): string {
  const [year, month] = creditedOn.split('-').map(Number);
  return new Date(Date.UTC(year!, month! + months, 0)).toISOString().slice(0, 10);
}

/** The day from which people are told that beans will lapse at the end of `expiresOn`. */
export const noticeFrom = (expiresOn: string): string => dayAfter(expiresOn, -NOTICE_DAYS);

/**
 * What lapses: beans are spent oldest first, so whatever a person has beyond what they were credited with a later term is
 * of this term or an earlier one.
 */
export const lapsing = (balance: number, creditedLater: number): number => Math.max(0, balance - creditedLater);
