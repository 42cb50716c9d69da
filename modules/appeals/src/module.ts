import { defineModule, route, type Context } from '@zhongzhi/kernel';
import { withCaseTypes, type CategoryNames } from '@zhongzhi/casework';
import { appeal } from './domain/appeal.case-type.ts';
import { labelOfCategory } from './categories.ts';
import { editCategory, listCategories, suggestCategoriesUseCase } from './use-cases/category-use-cases.ts';
import { getImport, importJob, previewImport, startImport } from './use-cases/import-use-cases.ts';

const categoryNames: CategoryNames = { caseTypes: ['appeal'], labelOf: (context: Context, code: string) => labelOfCategory(context, code) };

/** 群众诉求: from a resident's phone to a rated answer. */
export const appeals = withCaseTypes(
  defineModule({
    name: 'appeals',
    dependsOn: ['casework'],
    migrations: new URL('../migrations/', import.meta.url),
    routes: [
      route('GET', '/appeals/categories', listCategories),
      route('PATCH', '/appeals/categories', editCategory),
      route('GET', '/appeals/category-suggestions', suggestCategoriesUseCase),
      route('POST', '/appeals/imports/preview', previewImport),
      route('POST', '/appeals/imports', startImport, { status: 202 }),
      route('GET', '/appeals/imports/:id', getImport),
    ],
    jobs: [importJob],
    contributions: { 'category-names': [categoryNames] },
  }),
  [appeal],
);
