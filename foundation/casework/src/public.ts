export type {
  Action,
  Audience,
  CaseType,
  Deadline,
  NoticeRule,
  Party,
  Status,
  Step,
  TaskType,
} from './domain/case-type.ts';
export type { CaseDraft, CaseFacts, TaskFacts } from './domain/draft.ts';
export { CaseTypeError, defineCaseType } from './domain/define-case-type.ts';
export { isCaseNumber } from './domain/case-number.ts';
export { redact } from './domain/redact.ts';
export { indexWords, searchWords } from './domain/search-words.ts';
export { schemaOfForm } from './domain/form-schema.ts';
export { caseTypesOf, currentCaseTypes, getCaseType, withCaseTypes } from './case-types.ts';
export { viewCase, type CaseInView } from './engine/access.ts';
export { takeStep, type StepRequest } from './engine/act.ts';
export { joinCase } from './engine/join.ts';
export { openCase, type Opening } from './engine/open.ts';
export { ringPastClocks, sweepClocks } from './engine/ring.ts';
export { boardPage } from './queries/board.ts';
export type { CategoryNames } from './queries/category-label.ts';
export { caseDetail } from './queries/detail.ts';
export { publicCase, publicCases } from './queries/public-cases.ts';
export { threeRates } from './queries/statistics.ts';
export { recordUpdate, type OutsideUpdate } from './engine/record-update.ts';
export { caseFigure } from './queries/figures.ts';
