import { defineModule, route, type Context } from '@zhongzhi/kernel';
import { caseFigure, withCaseTypes, type CategoryNames } from '@zhongzhi/casework';
import { appeal } from './domain/appeal.case-type.ts';
import { labelOfCategory } from './categories.ts';
import { editCategory, listCategories, suggestCategoriesUseCase } from './use-cases/category-use-cases.ts';
import { getImport, IMPORT_BODY_LIMIT, importJob, previewImport, startImport } from './use-cases/import-use-cases.ts';

const categoryNames: CategoryNames = {
  caseTypes: ['appeal'],
  labelOf: (context: Context, code: string) => labelOfCategory(context, code),
};

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
      route('POST', '/appeals/imports/preview', previewImport, { bodyLimit: IMPORT_BODY_LIMIT }),
      route('POST', '/appeals/imports', startImport, { status: 202, bodyLimit: IMPORT_BODY_LIMIT }),
      route('GET', '/appeals/imports/:id', getImport),
    ],
    jobs: [importJob],
    figures: [
      caseFigure({
        name: 'appeals-closed',
        type: 'appeal',
        statuses: ['closed'],
        label: { zh: '办结群众诉求', en: 'Appeals closed' },
        definition: {
          zh: '已答复并办结的群众诉求数；不含不予受理、并案和撤回',
          en: 'Appeals answered and closed, without those not accepted, merged or withdrawn',
        },
      }),
      caseFigure({
        name: 'appeals-in-hand',
        type: 'appeal',
        statuses: [
          'accepted',
          'assigned',
          'in-progress',
          'asking',
          'returned',
          'reopened',
          'ruling',
          'answered',
          'correcting',
        ],
        label: { zh: '正在办理的诉求', en: 'Appeals in hand' },
        definition: { zh: '已受理、还没有办结的群众诉求数', en: 'Appeals accepted and not yet closed' },
      }),
    ],
    contributions: { 'category-names': [categoryNames] },
  }),
  [appeal],
);
