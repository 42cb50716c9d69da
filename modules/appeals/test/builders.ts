/** A report's form as a resident fills it in. */
export const aReportForm = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  place: '530102001001',
  description: '路口井盖松动，夜里响得厉害',
  ...changes,
});
