/** A whistle's form as the street fills it in. */
export const aWhistleForm = (
  departments: string[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> => ({
  kind: 'joint-enforcement',
  title: '占道经营',
  description: '请各部门联合整治占道经营',
  place: '530102001',
  departments,
  ...changes,
});
