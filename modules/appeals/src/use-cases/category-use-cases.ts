import { Type } from 'typebox';
import { personOf, query, refuse, useCase } from '@zhongzhi/kernel';
import { getOrganisation } from '@zhongzhi/directory';
import { findCategories, suggestCategories } from '../categories.ts';

const Nullable = Type.Union([Type.String(), Type.Null()]);
const CategoryShape = Type.Object({
  code: Type.String(),
  level1: Type.String(),
  level2: Nullable,
  level3: Nullable,
  defaultUrgency: Type.String(),
  defaultUnit: Nullable,
});

export const listCategories = query({
  name: 'appeal.list-categories',
  permission: 'public',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(CategoryShape) }),
  summary: { zh: '诉求分类（三级）', en: 'Categories of appeals, three levels' },
  run: async (context) => ({ items: await findCategories(context) }),
});

export const suggestCategoriesUseCase = query({
  name: 'appeal.suggest-categories',
  permission: 'public',
  input: Type.Object({ text: Type.String({ maxLength: 3_000 }) }, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), label: Type.String() })) }),
  summary: { zh: '按文字推荐分类', en: 'Categories suggested by words' },
  run: async (context, { text }) => ({ items: await suggestCategories(context, text) }),
});

export const editCategory = useCase({
  name: 'appeal.edit-category',
  permission: 'appeal.edit-categories',
  input: Type.Object(
    {
      code: Type.String({ maxLength: 120 }),
      defaultUrgency: Type.Optional(Type.String({ enum: ['danger', 'supply', 'ordinary', 'complex'] })),
      defaultUnit: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
      isActive: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ code: Type.String(), changed: Type.Integer() }),
  summary: {
    zh: '修改分类的默认紧急程度和承办单位（枝上的改动带到叶）',
    en: 'Change defaults of a category; a branch passes them on to its leaves',
  },
  subject: ({ code }) => code,
  async run(context, { code, defaultUrgency, defaultUnit, isActive }) {
    if (!context.scope.places.includes(String(context.district)))
      throw refuse.forbidden(
        'appeal.categories-of-the-district',
        '分类由区里统一维护，请联系区热线中心。',
        'Categories are kept by the district; ask its hotline centre.',
      );
    if (typeof defaultUnit === 'string') await getOrganisation(context, defaultUnit);
    const before = await context.tx
      .selectFrom('appeals.category')
      .select(['default_urgency', 'default_unit'])
      .where('district', '=', context.district)
      .where('code', '=', code)
      .executeTakeFirst();
    if (before === undefined)
      throw refuse.notFound('appeal.category-unknown', '没有这个类别。', 'There is no such category.');
    const changes = {
      ...(defaultUrgency === undefined ? {} : { default_urgency: defaultUrgency }),
      ...(defaultUnit === undefined ? {} : { default_unit: defaultUnit }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
      changed_at: context.now,
      changed_by: personOf(context.actor),
    };
    const own = await context.tx
      .updateTable('appeals.category')
      .set(changes)
      .where('district', '=', context.district)
      .where('code', '=', code)
      .executeTakeFirst();
    // Leaves that still had the branch's defaults follow it; those with their own keep them.
    const leaves = await context.tx
      .updateTable('appeals.category')
      .set(changes)
      .where('district', '=', context.district)
      .where('code', 'like', `${code.replaceAll('%', '\\%').replaceAll('_', '\\_')}/%`)
      .where('default_urgency', '=', before.default_urgency)
      .where((where) =>
        before.default_unit === null
          ? where('default_unit', 'is', null)
          : where('default_unit', '=', before.default_unit),
      )
      .executeTakeFirst();
    return { code, changed: Number(own.numUpdatedRows) + Number(leaves.numUpdatedRows) };
  },
});
