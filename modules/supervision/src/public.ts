export { supervision as supervisionCaseType } from './domain/supervision.case-type.ts';
