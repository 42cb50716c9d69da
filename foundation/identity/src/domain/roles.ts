/** Roles that a person holds for themselves. Every other role acts for an office and needs a second factor (GB/T 22239 8.1.4.1d). */
const ROLES_OF_ONES_OWN: ReadonlySet<string> = new Set(['resident', 'volunteer', 'party-member', 'merchant']);

/** Whether a role acts for an office, so that it is only in force in a session that proved a second factor. */
export const isOffice = (role: string): boolean => !ROLES_OF_ONES_OWN.has(role);

/** The three administrators that no one may hold two of. */
export const SEPARATE_ADMINISTRATORS = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;
