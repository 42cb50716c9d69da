export { aCaseType } from './a-case-type.ts';
