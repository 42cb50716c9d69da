/** Words about the platform as anyone may send them. */
export const someFeedback = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'suggestion',
  description: '字可以再大一点',
  ...changes,
});
