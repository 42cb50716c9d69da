/** The face for other modules: every function works in the caller's transaction. */
export { hasConsent, mayAsk, recordConsent, type Channel, type ConsentRequest, type Decision } from './consents.ts';
export { checkFormFields, type FormField } from './domain/check-forms.ts';
export { registerOf, RegisterError, type Register } from './domain/register.ts';
export type { PersonalRecords } from './personal-records.ts';
