/** An order's form as the supervisor fills it in. */
export const anOrderForm = (unit: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  reason: 'overdue',
  title: '超期未办',
  description: '请限期整改并回复',
  unit,
  place: '530102',
  ...changes,
});
