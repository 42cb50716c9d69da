const kind = <N extends string>(name: N, zh: string, en: string) => ({ kind: name, label: { zh, en } });

/** Every kind of organisation that the platform knows, in the order in which lists show them. */
export const ORGANISATION_KINDS = [
  kind('district-office', '区级机关', 'District office'),
  kind('department', '区级部门', 'Department'),
  kind('street-office', '街道办事处', 'Street office'),
  kind('community-committee', '社区居委会', 'Community committee'),
  kind('property-company', '物业企业', 'Property company'),
  kind('party-organisation', '党组织', 'Party organisation'),
  kind('social-organisation', '社会组织', 'Social organisation'),
  kind('merchant', '爱心商家', 'Merchant'),
  kind('supervision-office', '督查机构', 'Supervision office'),
  kind('hotline-centre', '热线中心', 'Hotline centre'),
  kind('utility', '水电气等公用企业', 'Utility'),
] as const;

export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]['kind'];

/** The names of all kinds. */
export const ORGANISATION_KIND_NAMES = ORGANISATION_KINDS.map((definition) => definition.kind);

/** The kind that a name or a Chinese or English label stands for; spreadsheets carry labels. */
export function findOrganisationKind(words: string): OrganisationKind | undefined {
  const wanted = words.trim().toLowerCase();
  return ORGANISATION_KINDS.find(
    ({ kind: name, label }) => name === wanted || label.zh === wanted || label.en.toLowerCase() === wanted,
  )?.kind;
}
