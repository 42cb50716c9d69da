import { defineModule, route } from '@zhongzhi/kernel';
import { MOST_FILE_BYTES } from './contract/spreadsheets.ts';
import { checks } from './checks.ts';
import { permissions } from './permissions.ts';
import { personalData } from './personal-data.ts';
import { personalRecords } from './personal-records.ts';
import { searchAudit } from './queries/audit.ts';
import { listOrganisations, showOrganisation } from './queries/organisations.ts';
import { searchPeople, showPerson } from './queries/people.ts';
import { listTheRegions, showRegion } from './queries/regions.ts';
import { addOrganisation, editOrganisation, endOrganisation } from './use-cases/edit-organisations.ts';
import {
  addMembership,
  addPerson,
  editPerson,
  endMembership,
  erasePerson,
  nameGuardian,
} from './use-cases/edit-people.ts';
import { endRegion, putRegion } from './use-cases/edit-regions.ts';
import { exportSheet, sheetTemplate } from './use-cases/export-sheets.ts';
import { endRole, grantRole } from './use-cases/grant-roles.ts';
import { confirmImport, previewImport, purgeImports, showImport } from './use-cases/import-sheets.ts';
import { approveMinor, unmask } from './use-cases/unmask.ts';

/** Base64 takes four bytes for three, and the rest of the request some more. */
const IMPORT_BODY_BYTES = Math.ceil(MOST_FILE_BYTES / 3) * 4 + 64 * 1024;

export const directory = defineModule({
  name: 'directory',
  migrations: new URL('../migrations/', import.meta.url),
  permissions,
  personalData,
  contributions: { 'personal-records': [personalRecords] },
  checks,
  routes: [
    route('GET', '/directory/regions', listTheRegions),
    route('GET', '/directory/regions/:code', showRegion),
    route('POST', '/directory/regions', putRegion),
    route('POST', '/directory/regions/:code/end', endRegion),
    route('GET', '/directory/organisations', listOrganisations),
    route('GET', '/directory/organisations/:id', showOrganisation),
    route('POST', '/directory/organisations', addOrganisation, { status: 201 }),
    route('PATCH', '/directory/organisations/:id', editOrganisation),
    route('POST', '/directory/organisations/:id/end', endOrganisation),
    // Searching is a POST: names and numbers do not belong into addresses, which are logged (ASVS 14.2.1).
    route('POST', '/directory/people/search', searchPeople),
    route('GET', '/directory/people/:id', showPerson),
    route('POST', '/directory/people', addPerson, { status: 201 }),
    route('PATCH', '/directory/people/:id', editPerson),
    route('POST', '/directory/people/:id/erase', erasePerson),
    route('POST', '/directory/people/:id/unmask', unmask),
    route('POST', '/directory/people/:id/minor-approvals', approveMinor, { status: 201 }),
    route('POST', '/directory/people/:id/guardians', nameGuardian),
    route('POST', '/directory/memberships', addMembership, { status: 201 }),
    route('POST', '/directory/memberships/:id/end', endMembership),
    route('POST', '/directory/roles', grantRole, { status: 201 }),
    route('POST', '/directory/roles/:id/end', endRole),
    route('POST', '/directory/imports', previewImport, { status: 201, bodyLimit: IMPORT_BODY_BYTES }),
    route('GET', '/directory/imports/:id', showImport),
    route('POST', '/directory/imports/:id/confirm', confirmImport),
    route('GET', '/directory/templates/:kind', sheetTemplate),
    route('POST', '/directory/exports', exportSheet),
    route('GET', '/audit', searchAudit, { tag: 'audit' }),
  ],
  jobs: [{ name: 'directory.purge-imports', cron: '17 * * * *', run: purgeImports }],
});
