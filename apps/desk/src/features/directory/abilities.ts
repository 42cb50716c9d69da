/** The permissions of the directory that its pages ask about; the server decides. */
export const ABILITY = {
  editRegions: ['directory.edit-regions'],
  editOrganisations: ['directory.edit-organisations'],
  editPeople: ['directory.edit-people'],
  importSheets: ['directory.import'],
  exportSheets: ['directory.export'],
  unmask: ['directory.unmask'],
  grant: ['directory.grant-roles'],
} as const;
