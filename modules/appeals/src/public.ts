export { appeal } from './domain/appeal.case-type.ts';
export { appealPermissions } from './domain/permissions.ts';
export { seedCategories, findCategories, suggestCategories } from './categories.ts';
export { importAppeals, importAppealsFile } from './import/import-appeals.ts';
