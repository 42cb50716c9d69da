import type { OrganisationKind } from './organisation-kinds.ts';

/** How a role names a place or a unit: never, if it fits, always. */
type Need = 'none' | 'optional' | 'required';

/** One role: its label, and the form its scope takes. */
export interface RoleDefinition {
  readonly role: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly place: Need;
  /** Lengths of region codes that fit: 6 district, 9 street, 12 community, 15 grid. */
  readonly placeLengths: readonly number[];
  readonly unit: Need;
  /** Kinds of organisation that fit; every kind when empty. */
  readonly unitKinds: readonly OrganisationKind[];
  /** Political membership and the like: hidden from all but those who need it, never public. */
  readonly isSensitive: boolean;
  /** One of the three administrators of whom nobody may be two. */
  readonly isSeparateAdministrator: boolean;
}

type Shape = Partial<Omit<RoleDefinition, 'role' | 'label'>>;

const role = <N extends string>(name: N, zh: string, en: string, shape: Shape) => ({
  place: 'none' as Need,
  placeLengths: [] as readonly number[],
  unit: 'none' as Need,
  unitKinds: [] as readonly OrganisationKind[],
  isSensitive: false,
  isSeparateAdministrator: false,
  ...shape,
  role: name,
  label: { zh, en },
});

const wholeDistrict: Shape = { place: 'required', placeLengths: [6] };

/** Every role that can be granted, in the order in which lists show them. Being a resident needs no grant. */
export const ROLES = [
  role('volunteer', '志愿者', 'Volunteer', { place: 'optional', placeLengths: [6, 9, 12], unit: 'optional' }),
  role('party-member', '党员', 'Party member', {
    place: 'optional',
    placeLengths: [9, 12],
    unit: 'optional',
    unitKinds: ['party-organisation'],
    isSensitive: true,
  }),
  role('grid-worker', '网格员', 'Grid worker', {
    place: 'required',
    placeLengths: [12, 15],
    unit: 'optional',
    unitKinds: ['community-committee', 'street-office'],
  }),
  role('community-staff', '社区工作者', 'Community staff', {
    place: 'required',
    placeLengths: [12],
    unit: 'required',
    unitKinds: ['community-committee'],
  }),
  role('street-staff', '街道工作人员', 'Street staff', {
    place: 'required',
    placeLengths: [9],
    unit: 'required',
    unitKinds: ['street-office'],
  }),
  role('street-leader', '街道负责人', 'Street leader', {
    place: 'required',
    placeLengths: [9],
    unit: 'required',
    unitKinds: ['street-office'],
  }),
  role('department-staff', '部门工作人员', 'Department staff', {
    unit: 'required',
    unitKinds: ['department', 'district-office', 'utility'],
  }),
  role('property-staff', '物业工作人员', 'Property company staff', {
    unit: 'required',
    unitKinds: ['property-company'],
  }),
  role('social-organisation-staff', '社会组织工作人员', 'Social organisation staff', {
    unit: 'required',
    unitKinds: ['social-organisation'],
  }),
  role('social-worker', '社工', 'Social worker', {
    place: 'optional',
    placeLengths: [9, 12],
    unit: 'required',
    unitKinds: ['social-organisation', 'community-committee', 'street-office'],
  }),
  role('merchant', '爱心商家', 'Merchant', { unit: 'required', unitKinds: ['merchant'] }),
  role('hotline-staff', '区热线受理员', 'District hotline staff', {
    ...wholeDistrict,
    unit: 'optional',
    unitKinds: ['hotline-centre', 'district-office'],
  }),
  role('supervisor', '督查员', 'Supervisor', {
    place: 'required',
    placeLengths: [6, 9],
    unit: 'optional',
    unitKinds: ['supervision-office', 'district-office'],
  }),
  role('district-administrator', '区管理员', 'District administrator', { place: 'required', placeLengths: [6, 9] }),
  role('system-administrator', '系统管理员', 'System administrator', {
    ...wholeDistrict,
    isSeparateAdministrator: true,
  }),
  role('security-administrator', '安全管理员', 'Security administrator', {
    ...wholeDistrict,
    isSeparateAdministrator: true,
  }),
  role('audit-administrator', '审计管理员', 'Audit administrator', { ...wholeDistrict, isSeparateAdministrator: true }),
] as const satisfies readonly RoleDefinition[];

export type Role = (typeof ROLES)[number]['role'];

/** The names of all roles. */
export const ROLE_NAMES = ROLES.map((definition) => definition.role);

/** The definition of a role, or undefined for a word that is none. */
export const findRole = (name: string): RoleDefinition | undefined =>
  ROLES.find((definition) => definition.role === name);
