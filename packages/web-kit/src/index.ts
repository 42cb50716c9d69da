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
export { useLive, type LiveOptions } from './live.ts';
export { newKey, newUuid } from './ids.ts';
export { sayAgo, sayBy, sayDay, sayTime, useDates, type Dates } from './dates.ts';
export { findMe, outlineToWgs84, toGcj02, toWgs84, type FoundPlace, type LocateProblem } from './places.ts';
export { LONGEST_SIDE, shrinkImage, UnreadablePicture, type Shrunk } from './images.ts';
export { deviceStore, memoryStore, type KeyValueStore } from './drafts/store.ts';
export { useDraft, type DraftState } from './drafts/draft.ts';
export { createOutbox, type Outbox, type Parcel, type Sender, type Step } from './drafts/outbox.ts';
export { useOutbox } from './drafts/use-outbox.ts';
