import type { Platform } from '@zhongzhi/kernel';
import { registerOf, RegisterError } from './register.ts';

interface FormField {
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
 * Holds every form against the register.
 * @throws RegisterError naming the first field whose personal datum nobody has accounted for.
 */
export function checkForms(platform: Platform): void {
  const register = registerOf(platform);
  for (const type of platform.collect<WithForms>('case-types')) {
    const fields = [...(type.form ?? []), ...stepsOf(type), ...Object.values(type.tasks ?? {}).flatMap(stepsOf)];
    for (const { key, personal } of fields) {
      if (personal === undefined || register.find(personal) !== undefined) continue;
      throw new RegisterError(
        `事项类型 ${type.name} 的字段 ${key} 收集个人信息 ${personal}，但没有登记。请在模块的 personalData 中写明用途、依据和保存期限。The field ${key} of the case type ${type.name} asks for ${personal}, which is not in the register of personal data: add it to a module's personalData with purpose, basis and retention.`,
      );
    }
  }
}
