import type { Action, CaseType, Party, Status } from './case-type.ts';

/** Everything wrong with a case type, each in one sentence. */
export class CaseTypeError extends Error {
  readonly faults: readonly string[];
  constructor(name: string, faults: readonly string[]) {
    super(`the case type ${name} cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'CaseTypeError';
    this.faults = faults;
  }
}

/** Declares a case type. It is checked here and again at the start together with the platform's permissions. */
export function defineCaseType(type: CaseType): CaseType {
  const faults = faultsOf(type);
  if (faults.length > 0) throw new CaseTypeError(type.name, faults);
  return type;
}

type Machine = {
  name: string;
  start: string;
  statuses: Readonly<Record<string, Status>>;
  actions: Readonly<Record<string, Action>>;
  platformSteps: ReadonlySet<string>;
};

const targetsOf = (action: Action): readonly string[] =>
  action.to === undefined ? [] : typeof action.to === 'string' ? [action.to] : action.to;

const startsOf = (action: Action, machine: Machine): readonly string[] =>
  action.from === 'any-open'
    ? Object.keys(machine.statuses).filter((name) => machine.statuses[name]!.phase !== 'done')
    : action.from;

/** Sentences for all that is wrong: unreachable statuses, dead ends, steps nobody may take, missing texts, loose ends. */
export function faultsOf(type: CaseType): string[] {
  const platformSteps = new Set([
    ...Object.values(type.deadlines ?? {}).flatMap((deadline) => deadline.onOverdue?.action ?? []),
    ...Object.values(type.tasks ?? {}).flatMap((task) => task.whenAllDone ?? []),
  ]);
  const faults = [
    ...textFaults(type),
    ...machineFaults(
      {
        name: `the case type ${type.name}`,
        start: type.start,
        statuses: type.statuses,
        actions: type.actions,
        platformSteps,
      },
      type,
    ),
  ];
  for (const [kind, task] of Object.entries(type.tasks ?? {})) {
    faults.push(
      ...machineFaults(
        {
          name: `the task ${kind}`,
          start: task.start,
          statuses: task.statuses,
          actions: task.actions,
          platformSteps: new Set(),
        },
        type,
      ),
    );
    if (task.whenAllDone !== undefined && type.actions[task.whenAllDone] === undefined)
      faults.push(`the task ${kind} ends in the step ${task.whenAllDone}, which does not exist`);
  }
  return [...faults, ...deadlineFaults(type), ...formFaults(type), ...noticeFaults(type)];
}

function textFaults(type: CaseType): string[] {
  const faults: string[] = [];
  const need = (what: string, text: { zh: string; en: string } | undefined): void => {
    if (!text?.zh?.trim() || !text.en?.trim()) faults.push(`${what} needs its text in Chinese and English`);
  };
  if (!/^[a-z][a-z0-9-]*$/.test(type.name))
    faults.push(`the name "${type.name}" must be lower-case letters, digits and hyphens`);
  need('the case type', type.label);
  need('the description of the case type', type.about);
  for (const [name, status] of Object.entries(type.statuses)) need(`the status ${name}`, status.label);
  for (const [name, action] of Object.entries(type.actions)) need(`the step ${name}`, action.label);
  for (const [name, permission] of Object.entries(type.permissions)) {
    need(`the permission ${name}`, permission.label);
    if (permission.roles.length === 0) faults.push(`the permission ${name} is held by no role`);
  }
  if (type.permissions[type.boardPermission] === undefined)
    faults.push(`the board asks for the permission ${type.boardPermission}, which the type does not declare`);
  if (type.openedBy.length === 0) faults.push('nobody may open it');
  return faults;
}

function machineFaults(machine: Machine, type: CaseType): string[] {
  const faults: string[] = [];
  const statuses = Object.keys(machine.statuses);
  if (machine.statuses[machine.start] === undefined)
    faults.push(`${machine.name} starts in ${machine.start}, which is no status of it`);
  for (const [name, action] of Object.entries(machine.actions)) {
    for (const status of [...(action.from === 'any-open' ? [] : action.from), ...targetsOf(action)]) {
      if (machine.statuses[status] === undefined)
        faults.push(`the step ${name} names the status ${status}, which does not exist`);
    }
    faults.push(...partyFaults(name, action.by, type));
    if (action.by.length === 0 && !machine.platformSteps.has(name)) faults.push(`nobody may take the step ${name}`);
  }
  const reached = reachable(machine);
  for (const status of statuses)
    if (!reached.has(status)) faults.push(`${machine.name}: the status ${status} can never be reached`);
  for (const status of reached) {
    if (machine.statuses[status]?.phase === 'done') continue;
    const leaves = Object.values(machine.actions).some(
      (action) => startsOf(action, machine).includes(status) && targetsOf(action).some((to) => to !== status),
    );
    if (!leaves)
      faults.push(`${machine.name}: the status ${status} is a dead end: no step leads out of it and it is not done`);
  }
  if (!statuses.some((status) => machine.statuses[status]!.phase === 'done'))
    faults.push(`${machine.name} has no status that is done`);
  return faults;
}

function partyFaults(step: string, parties: readonly Party[], type: CaseType): string[] {
  return parties.flatMap((party) =>
    typeof party === 'string' || type.permissions[party.permission] !== undefined
      ? []
      : [`the step ${step} asks for the permission ${party.permission}, which the type does not declare`],
  );
}

function reachable(machine: Machine): Set<string> {
  const seen = new Set<string>(machine.statuses[machine.start] === undefined ? [] : [machine.start]);
  const waiting = [...seen];
  for (let status = waiting.pop(); status !== undefined; status = waiting.pop()) {
    for (const action of Object.values(machine.actions)) {
      if (!startsOf(action, machine).includes(status)) continue;
      for (const next of targetsOf(action)) {
        if (machine.statuses[next] === undefined || seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return seen;
}

function deadlineFaults(type: CaseType): string[] {
  const faults: string[] = [];
  for (const [name, deadline] of Object.entries(type.deadlines ?? {})) {
    if (!deadline.label.zh.trim() || !deadline.label.en.trim())
      faults.push(`the clock ${name} needs its text in Chinese and English`);
    const statuses = deadline.task === undefined ? type.statuses : type.tasks?.[deadline.task]?.statuses;
    if (statuses === undefined) {
      faults.push(`the clock ${name} belongs to the task ${String(deadline.task)}, which does not exist`);
      continue;
    }
    for (const status of [...deadline.startsIn, ...deadline.stopsIn, ...(deadline.pausedIn ?? [])]) {
      if (statuses[status] === undefined)
        faults.push(`the clock ${name} names the status ${status}, which does not exist`);
    }
    if (deadline.stopsIn.length === 0) faults.push(`the clock ${name} never stops`);
    const step = deadline.onOverdue?.action;
    if (step !== undefined && type.actions[step] === undefined)
      faults.push(`the clock ${name} runs out into the step ${step}, which does not exist`);
  }
  return faults;
}

function formFaults(type: CaseType): string[] {
  const faults: string[] = [];
  const forms: [string, CaseType['form']][] = [
    ['the form', type.form],
    ...Object.entries({
      ...type.actions,
      ...Object.assign({}, ...Object.values(type.tasks ?? {}).map((task) => task.actions)),
    } as Record<string, Action>).map(([name, action]): [string, CaseType['form']] => [
      `the step ${name}`,
      action.form ?? [],
    ]),
  ];
  for (const [where, form] of forms) {
    const keys = new Set<string>();
    for (const field of form) {
      if (keys.has(field.key)) faults.push(`${where} has the field ${field.key} twice`);
      keys.add(field.key);
      if (!field.label.zh.trim() || !field.label.en.trim())
        faults.push(`${where}: the field ${field.key} needs its text in Chinese and English`);
      if ((field.kind === 'choice' || field.kind === 'choices') && (field.options ?? []).length === 0)
        faults.push(`${where}: the field ${field.key} offers no choices`);
      if ((field.kind === 'phone' || field.kind === 'id-number') && field.personal === undefined)
        faults.push(`${where}: the field ${field.key} asks for personal data and names no entry of the register`);
    }
  }
  return faults;
}

function noticeFaults(type: CaseType): string[] {
  const steps = new Set([
    ...Object.keys(type.actions),
    ...Object.values(type.tasks ?? {}).flatMap((task) => Object.keys(task.actions)),
    'open',
    'join',
  ]);
  const clocks = new Set(Object.keys(type.deadlines ?? {}));
  return (type.notices ?? []).flatMap((notice) => {
    const [prefix, name] = notice.on.split(':');
    if (name !== undefined)
      return (prefix === 'warning' || prefix === 'overdue') && clocks.has(name)
        ? []
        : [`a notice waits for ${notice.on}, which never happens`];
    return steps.has(notice.on) ? [] : [`a notice waits for the step ${notice.on}, which does not exist`];
  });
}
