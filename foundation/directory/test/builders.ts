import { readFile } from 'node:fs/promises';
import type { Context } from '@zhongzhi/kernel';
import {
  createOrganisation,
  createPerson,
  grantRole,
  importRegions,
  type OrganisationDraft,
  type PersonDraft,
} from '../src/public.ts';
import type { Role } from '../src/contract/roles.ts';

const REGIONS = new URL('../data/wuhua-regions-2019.csv', import.meta.url);

/** The real regions of the district in 2019: 11 streets and 102 communities. */
export async function theRegions(context: Context): Promise<void> {
  await importRegions(context, await readFile(REGIONS, 'utf8'));
}

/** A street with an office, and its first community with a committee. */
export const places = {
  district: '530102',
  street: '530102001',
  community: '530102001001',
  sibling: '530102001002',
  otherStreet: '530102002',
  elsewhere: '530102002001',
} as const;

/** Adds an organisation; a community committee of 翠湖西路社区 unless told otherwise. */
export const anOrganisation = (context: Context, draft: Partial<OrganisationDraft> = {}): Promise<string> =>
  createOrganisation(context, {
    kind: 'community-committee',
    name: '翠湖西路社区居委会',
    place: places.community,
    isInvented: true,
    ...draft,
  });

let last = 0;

/** Adds a person with a phone number of their own. */
export function aPerson(context: Context, draft: Partial<PersonDraft> = {}): Promise<string> {
  last += 1;
  return createPerson(context, { name: '王小明', phone: `139${String(last).padStart(8, '0')}`, ...draft });
}

/** Adds a person with one role. */
export async function someoneAs(
  context: Context,
  role: Role,
  scope: { place?: string; unit?: string } = {},
  draft: Partial<PersonDraft> = {},
): Promise<string> {
  const person = await aPerson(context, draft);
  await grantRole(context, { person, role, ...scope });
  return person;
}
