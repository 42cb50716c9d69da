/** What is wrong with the levels of a star scheme: they count from one, and each asks for more hours than the one before. */
export function schemeProblem(
  levels: readonly { level: number; hours: number }[],
): { zh: string; en: string } | undefined {
  if (levels.some(({ level }, index) => level !== index + 1))
    return { zh: '星级要从一星起，一级一级排下来。', en: 'Levels count from one, without gaps.' };
  if (levels.some(({ hours }, index) => index > 0 && hours <= levels[index - 1]!.hours))
    return {
      zh: '星级越高，要求的小时数要越多。',
      en: 'Each level asks for more hours than the one before.',
    };
  return undefined;
}
