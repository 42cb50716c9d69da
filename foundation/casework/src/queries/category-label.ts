import type { Context } from '@zhongzhi/kernel';

/** A module that keeps categories tells what their codes are called. */
export interface CategoryNames {
  readonly caseTypes: readonly string[];
  readonly labelOf: (context: Context, code: string) => Promise<string | null>;
}

/** The name of a category, as the module that keeps the list calls it; the code itself where none does. */
export async function categoryLabelOf(context: Context, caseType: string, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const keeper = context.platform
    .collect<CategoryNames>('category-names')
    .find(({ caseTypes }) => caseTypes.includes(caseType));
  return (await keeper?.labelOf(context, code)) ?? code;
}
