import type { Context } from '@zhongzhi/kernel';
import type { CaseTypeDescription } from '../contract/index.ts';
import { currentCaseTypes } from '../case-types.ts';
import type { CaseType } from '../domain/case-type.ts';
import { describeStep } from './detail.ts';

/** Whether the actor may open a case of the type. */
export function mayOpen(context: Context, type: CaseType): boolean {
  return type.openedBy.some((opener) =>
    opener === 'public'
      ? true
      : opener === 'signed-in'
        ? context.actor.kind === 'person' || context.actor.kind === 'system'
        : context.may(opener.permission),
  );
}

/** The case types as pages need them. Fields for staff alone are left out for everyone else. */
export function describeTypes(context: Context): CaseTypeDescription[] {
  return currentCaseTypes(context.platform).map((type) => {
    const isStaff = context.may(type.boardPermission);
    return {
      name: type.name,
      version: type.version,
      label: type.label,
      about: type.about,
      icon: type.icon ?? 'matter',
      statuses: Object.entries(type.statuses).map(([name, status]) => ({
        name,
        label: (isStaff ? undefined : status.plain) ?? status.label,
        phase: status.phase,
      })),
      form: type.form.filter((field) => isStaff || field.staffOnly !== true),
      actions: isStaff
        ? Object.entries(type.actions)
            .filter(([, action]) => action.hidden !== true)
            .map(describeStep)
        : [],
      taskStatuses: isStaff
        ? Object.entries(type.tasks ?? {}).flatMap(([kind, task]) =>
            Object.entries(task.statuses).map(([name, status]) => ({
              kind,
              kindLabel: task.label,
              name,
              label: status.label,
              phase: status.phase,
            })),
          )
        : [],
      clocks: Object.entries(type.deadlines ?? {}).map(([name, deadline]) => ({ name, label: deadline.label })),
      mayOpen: mayOpen(context, type),
      maySeeBoard: isStaff,
      openedByResidents: type.openedBy.some((opener) => typeof opener === 'string'),
      isPublic: type.publicView !== undefined,
      rated: type.rating !== undefined,
    };
  });
}
