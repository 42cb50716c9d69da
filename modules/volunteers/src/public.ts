/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export {
  agreeAsGuardian,
  findVolunteer,
  holdsQualification,
  numbersOf,
  qualificationLabels,
  registerVolunteer,
  volunteerOfNumber,
  volunteersOf,
  type Volunteer,
  type VolunteerDraft,
} from './volunteers.ts';
export { putQualificationKind, stateQualification } from './qualifications.ts';
export { drawNumber, registerAdults, type AdultDraft } from './register-many.ts';
export { importRoster, importRosterFile } from './roster/import-file.ts';
