/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export {
  editPerson,
  erasePerson,
  createPerson,
  findPeople,
  findPerson,
  peopleWithGrants,
  findPersonByIdNumber,
  findPersonByPhone,
  getPerson,
  maskedPerson,
  namesOf,
  phonesOf,
  readName,
  type MaskedPerson,
  type Person,
  type PersonDraft,
  type PersonEdit,
} from './people.ts';
export { basicsOf, type Basics } from './basics.ts';
export { admitPeople, type Admitted, type ListedPerson } from './admit-people.ts';
export { endRole, grantRole, grantsOf, type RoleDraft } from './roles.ts';
export { staffOf, type StaffFilter } from './store/role-grant-store.ts';
export {
  findRegion,
  getRegion,
  importRegions,
  listRegions,
  regionNamesOf,
  regionPath,
  type RegionFilter,
} from './regions.ts';
export { putRegions, type Region, type RegionEntry } from './store/region-tree.ts';
export { createOrganisation } from './organisations.ts';
export {
  findOrganisation,
  findOrganisations,
  getOrganisation,
  organisationNamesOf,
  unitOfPlace,
  type Organisation,
  type OrganisationDraft,
  type OrganisationFilter,
} from './store/organisation-store.ts';
export { endMembership, membershipsOf, putMembership, type Membership } from './store/membership-store.ts';
export { endGuardian, guardiansOf, nameGuardian } from './store/guardian-store.ts';
export type { AgeBand } from './domain/minors.ts';
