export {
  findOrganisationKind,
  ORGANISATION_KIND_NAMES,
  ORGANISATION_KINDS,
  type OrganisationKind,
} from './organisation-kinds.ts';
export { findRole, ROLE_NAMES, ROLES, type Role, type RoleDefinition } from './roles.ts';
export * from './shapes.ts';
export * from './spreadsheets.ts';
export { regionLevel, type RegionLevel } from './region-level.ts';
