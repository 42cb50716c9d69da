export { appeal } from './domain/appeal.case-type.ts';
export { appealPermissions } from './domain/permissions.ts';
export { seedCategories, findCategories, rankCategories, suggestCategories, type Category } from './categories.ts';
export { defaultUrgencyOf } from './domain/everyday-words.ts';
export { editCategory } from './use-cases/category-use-cases.ts';
export { importAppeals, importAppealsFile } from './import/import-appeals.ts';
