export { createApi, type Api, type ApiSettings, type CallOptions, type Query } from './api.ts';
export { ApiProblem, problemOf, type FieldProblem } from './problem.ts';
export { createStore, keep, useKept, type Kept } from './kept.ts';
export {
  defineTexts,
  fill,
  language,
  textOf,
  useSay,
  useTexts,
  type Label,
  type Language,
  type Texts,
} from './i18n.ts';
export { invalidate, useLoad, usePages, type Loaded, type Pages } from './use-load.ts';
export { useOnline } from './online.ts';
