import type { Context } from '@zhongzhi/kernel';
import { createOrganisation, importRegions } from '@zhongzhi/directory';
import { PLACES } from './seats.ts';

const REGIONS = `code,name,level,parent
${PLACES.district},五华区,district,5301
${PLACES.street},华山街道,street,${PLACES.district}
${PLACES.community},翠湖社区,community,${PLACES.street}
${PLACES.grid},第一网格,grid,${PLACES.community}
${PLACES.siblingGrid},第二网格,grid,${PLACES.community}
${PLACES.siblingCommunity},圆通社区,community,${PLACES.street}
${PLACES.otherStreet},护国街道,street,${PLACES.district}
${PLACES.otherCommunity},长春社区,community,${PLACES.otherStreet}
`;

const UNITS = {
  streetOffice: ['street-office', '华山街道办事处', PLACES.street],
  otherStreetOffice: ['street-office', '护国街道办事处', PLACES.otherStreet],
  committee: ['community-committee', '翠湖社区居委会', PLACES.community],
  siblingCommittee: ['community-committee', '圆通社区居委会', PLACES.siblingCommunity],
  otherCommittee: ['community-committee', '长春社区居委会', PLACES.otherCommunity],
  department: ['department', '区城市管理局', PLACES.district],
  otherDepartment: ['department', '区住房和城乡建设局', PLACES.district],
  property: ['property-company', '翠湖物业公司', PLACES.community],
  otherProperty: ['property-company', '长春物业公司', PLACES.otherCommunity],
  socialOrganisation: ['social-organisation', '翠湖社工站', PLACES.community],
  otherSocialOrganisation: ['social-organisation', '长春社工站', PLACES.otherCommunity],
  party: ['party-organisation', '翠湖社区党委', PLACES.community],
  otherParty: ['party-organisation', '长春社区党委', PLACES.otherCommunity],
  merchant: ['merchant', '翠湖米线店', PLACES.community],
  otherMerchant: ['merchant', '长春书店', PLACES.otherCommunity],
  hotline: ['hotline-centre', '区热线中心', PLACES.district],
  supervisionOffice: ['supervision-office', '区督查室', PLACES.district],
} as const;

/** The organisations of the test district, by what they are called here. */
export type Units = Record<keyof typeof UNITS, string>;

/** Two streets with communities, grids and one organisation of each kind on either side. */
export async function aDistrict(context: Context): Promise<Units> {
  await importRegions(context, REGIONS);
  const units: Record<string, string> = {};
  for (const [key, [kind, name, place]] of Object.entries(UNITS))
    units[key] = await createOrganisation(context, { kind, name, place, isInvented: true });
  return units as Units;
}

/** The organisation of the same kind on the other side; null where a kind has but one. */
export function otherUnit(key: keyof Units): keyof Units | null {
  const other = `other${key[0]!.toUpperCase()}${key.slice(1)}`;
  return other in UNITS ? (other as keyof Units) : null;
}
