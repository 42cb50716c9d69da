import type { Platform } from '@zhongzhi/kernel';
import { registerOf, RegisterError } from './register.ts';

/** A field as far as it is looked at here. */
export interface FormField {
  readonly key: string;
  readonly personal?: string;
}
interface WithActions {
  readonly actions?: Readonly<Record<string, { readonly form?: readonly FormField[] }>>;
}
/** As much of a case type as is looked at here; whoever contributes such forms is checked, whatever engine runs them. */
interface WithForms extends WithActions {
  readonly name: string;
  readonly form?: readonly FormField[];
  readonly tasks?: Readonly<Record<string, WithActions>>;
}

const stepsOf = ({ actions }: WithActions): FormField[] =>
  Object.values(actions ?? {}).flatMap(({ form }) => [...(form ?? [])]);

/**
 * Holds the fields of one form against the register.
 * @param where the form, as the sentence is to name it.
 * @throws RegisterError naming the first field whose personal datum nobody has accounted for.
 */
export function checkFormFields(
  platform: Platform,
  fields: readonly FormField[],
  where = { zh: '表单', en: 'the form' },
): void {
  const register = registerOf(platform);
  for (const { key, personal } of fields) {
    if (personal === undefined || register.find(personal) !== undefined) continue;
    throw new RegisterError(
      `${where.zh}的字段 ${key} 收集个人信息 ${personal}，但没有登记。请在模块的 personalData 中写明用途、依据和保存期限。The field ${key} of ${where.en} asks for ${personal}, which is not in the register of personal data: add it to a module's personalData with purpose, basis and retention.`,
    );
  }
}

/** Holds every form of every case type against the register, before anything is served. */
export function checkForms(platform: Platform): void {
  registerOf(platform);
  for (const type of platform.collect<WithForms>('case-types')) {
    const fields = [...(type.form ?? []), ...stepsOf(type), ...Object.values(type.tasks ?? {}).flatMap(stepsOf)];
    checkFormFields(platform, fields, { zh: `事项类型 ${type.name} `, en: `the case type ${type.name}` });
  }
}
