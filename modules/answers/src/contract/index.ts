import { Type, type Static } from 'typebox';

const Label = Type.Object({ zh: Type.String(), en: Type.String() });

/** One figure of the answer sheet: its value, what exactly it counts, and when it was counted. */
export const FigureShape = Type.Object({
  name: Type.String(),
  label: Label,
  definition: Label,
  unit: Label,
  value: Type.Number(),
  numerator: Type.Optional(Type.Integer()),
  denominator: Type.Optional(Type.Integer()),
  at: Type.String(),
});
export type FigureShape = Static<typeof FigureShape>;

/** A record behind a figure, as far as the public may see it. */
export const RecordShape = Type.Object({
  id: Type.String(),
  title: Type.String(),
  at: Type.String(),
  link: Type.Union([Type.String(), Type.Null()]),
});
