export { feedback as feedbackCaseType } from './domain/feedback.case-type.ts';
