/** What a district promises its volunteers. */
export interface Promises {
  /** Working days to answer an objection (order 67, art. 13 says promptly). */
  readonly answerWorkingDays: number;
  /** Hours for which a place offered from the line is kept; never beyond the start of the shift. */
  readonly offerHours: number;
}

export const DEFAULT_PROMISES: Promises = { answerWorkingDays: 5, offerHours: 12 };
