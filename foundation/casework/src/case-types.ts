import { refuse, type Module, type Permission, type Platform } from '@zhongzhi/kernel';
import type { CaseType } from './domain/case-type.ts';
import { CaseTypeError, faultsOf } from './domain/define-case-type.ts';

const KEY = 'case-types';
const known = new WeakMap<Platform, Map<string, CaseType[]>>();

/** Adds case types to a module: their permissions and everything the engine derives from them. */
export function withCaseTypes(module: Module, types: readonly CaseType[]): Module {
  const permissions: Record<string, Permission> = { ...module.permissions };
  for (const type of types) Object.assign(permissions, type.permissions);
  return {
    ...module,
    permissions,
    contributions: { ...module.contributions, [KEY]: [...(module.contributions?.[KEY] ?? []), ...types] },
  };
}

/** All versions of all case types, newest first. Checked again here: a type not made with `defineCaseType` stops the start too. */
export function caseTypesOf(platform: Platform): Map<string, CaseType[]> {
  const found = known.get(platform);
  if (found) return found;
  const types = new Map<string, CaseType[]>();
  for (const type of platform.collect<CaseType>(KEY)) {
    const faults = faultsOf(type);
    if (faults.length > 0) throw new CaseTypeError(type.name, faults);
    const versions = types.get(type.name) ?? [];
    if (versions.some(({ version }) => version === type.version))
      throw new CaseTypeError(type.name, [`version ${type.version} is declared twice`]);
    types.set(
      type.name,
      [...versions, type].sort((a, b) => b.version - a.version),
    );
  }
  known.set(platform, types);
  return types;
}

/** The newest version of each case type. */
export const currentCaseTypes = (platform: Platform): CaseType[] =>
  [...caseTypesOf(platform).values()].map((versions) => versions[0]!);

/** @throws Refusal `case.unknown-type` when there is no such type, or no such version of it. */
export function getCaseType(platform: Platform, name: string, version?: number): CaseType {
  const versions = caseTypesOf(platform).get(name);
  const type = version === undefined ? versions?.[0] : versions?.find((candidate) => candidate.version === version);
  if (type === undefined)
    throw refuse.notFound(
      'case.unknown-type',
      '没有这类事项，请重新选择。',
      'There is no such kind of matter; choose again.',
    );
  return type;
}
