import type { Role } from '@zhongzhi/directory/contract';
import type { Units } from './district.ts';

/** One kind of caller: a role in the scope that it is usually held in. */
export interface SeatPlan {
  readonly name: string;
  readonly role: Role | null;
  readonly place: string | null;
  readonly unit: keyof Units | null;
}

/** Where callers sit: one community of one street, a grid within it; the others are their neighbours. */
export const PLACES = {
  district: '530102',
  street: '530102001',
  community: '530102001001',
  grid: '530102001001001',
  siblingGrid: '530102001001002',
  siblingCommunity: '530102001002',
  otherStreet: '530102002',
  otherCommunity: '530102002001',
} as const;

const seat = (
  name: string,
  role: Role | null,
  place: string | null = null,
  unit: keyof Units | null = null,
): SeatPlan => ({ name, role, place, unit });

/** Every role there is, and the two administrators whose scope can be a street. */
export const SEATS: readonly SeatPlan[] = [
  seat('resident', null),
  seat('volunteer', 'volunteer', PLACES.community),
  seat('party-member', 'party-member', PLACES.community, 'party'),
  seat('grid-worker', 'grid-worker', PLACES.grid, 'committee'),
  seat('community-staff', 'community-staff', PLACES.community, 'committee'),
  seat('street-staff', 'street-staff', PLACES.street, 'streetOffice'),
  seat('street-leader', 'street-leader', PLACES.street, 'streetOffice'),
  seat('department-staff', 'department-staff', null, 'department'),
  seat('property-staff', 'property-staff', null, 'property'),
  seat('social-organisation-staff', 'social-organisation-staff', null, 'socialOrganisation'),
  seat('social-worker', 'social-worker', PLACES.community, 'socialOrganisation'),
  seat('merchant', 'merchant', null, 'merchant'),
  seat('hotline-staff', 'hotline-staff', PLACES.district, 'hotline'),
  seat('supervisor', 'supervisor', PLACES.district, 'supervisionOffice'),
  seat('supervisor-of-a-street', 'supervisor', PLACES.street),
  seat('district-administrator', 'district-administrator', PLACES.district),
  seat('administrator-of-a-street', 'district-administrator', PLACES.street),
  seat('system-administrator', 'system-administrator', PLACES.district),
  seat('security-administrator', 'security-administrator', PLACES.district),
  seat('audit-administrator', 'audit-administrator', PLACES.district),
];

/** The place of the same level beside a place; null where there is none. */
export function siblingOf(place: string): string | null {
  const siblings: Record<string, string> = {
    [PLACES.street]: PLACES.otherStreet,
    [PLACES.community]: PLACES.siblingCommunity,
    [PLACES.grid]: PLACES.siblingGrid,
  };
  return siblings[place] ?? null;
}

/** The place one level above; null above the district. */
export const parentOf = (place: string): string | null => (place.length > 6 ? place.slice(0, place.length - 3) : null);

/** A place well inside another. */
export const withinOf = (place: string): string => (place.length >= 12 ? place : PLACES.community);
