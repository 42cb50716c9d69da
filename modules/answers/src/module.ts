import { Type } from 'typebox';
import { defineModule, query, refuse, route, type Context, type Figure } from '@zhongzhi/kernel';
import { FigureShape, RecordShape } from './contract/index.ts';

const figuresOf = (context: Context): Figure[] =>
  context.platform.registry.modules.flatMap((module) => [...(module.figures ?? [])]);

const getAnswers = query({
  name: 'answers.sheet',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ figures: Type.Array(FigureShape) }),
  summary: { zh: '答卷：办了什么，用数字回答', en: 'The answer sheet: what has been done, in numbers' },
  async run(context) {
    const figures: FigureShape[] = [];
    for (const { name, label, definition, unit, count } of figuresOf(context))
      figures.push({ name, label, definition, unit, ...(await count(context)), at: context.now.toISOString() });
    return { figures };
  },
});

const getRecords = query({
  name: 'answers.records',
  permission: 'public',
  input: Type.Object(
    { name: Type.String({ maxLength: 80 }), cursor: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(RecordShape), next: Type.Union([Type.String(), Type.Null()]) }),
  summary: { zh: '一个数字背后的记录', en: 'The records behind a number' },
  async run(context, { name, cursor }) {
    const figure = figuresOf(context).find((one) => one.name === name);
    if (figure === undefined)
      throw refuse.notFound('answers.unknown-figure', '答卷里没有这个数字。', 'There is no such figure.');
    return figure.records(context, cursor ?? null);
  },
});

/** 答卷: what has been done, answered in public, in numbers with their records. */
export const answers = defineModule({
  name: 'answers',
  dependsOn: ['casework'],
  routes: [route('GET', '/answers', getAnswers), route('GET', '/answers/:name/records', getRecords)],
});
