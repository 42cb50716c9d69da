export { whistle, whistlePermissions } from './domain/whistle.case-type.ts';
