/** A figure that counts nothing, for pages that only need one. */
export const aFigure = (value = 0) => ({
  name: 'test',
  label: { zh: '测试', en: 'Test' },
  definition: { zh: '测试', en: 'Test' },
  unit: { zh: '件', en: 'cases' },
  value,
  at: '2019-10-14T02:00:00.000Z',
});
