import type { Permission } from '@zhongzhi/kernel';

const permission = (zh: string, en: string, ...roles: string[]): Permission => ({ label: { zh, en }, roles });

const administrators = ['system-administrator', 'security-administrator', 'audit-administrator'];
const atTheCounter = [
  'community-staff',
  'street-staff',
  'street-leader',
  'hotline-staff',
  'supervisor',
  'district-administrator',
];

/** Acts of the directory and the roles that have them. */
export const permissions = {
  'directory.see-organisations': permission(
    '查看单位的内部信息',
    'See the internal fields of organisations',
    ...atTheCounter,
    'grid-worker',
    'department-staff',
    'property-staff',
    'social-organisation-staff',
    ...administrators,
  ),
  'directory.see-people': permission(
    '查看人员（号码打码）',
    'See people, numbers masked',
    ...atTheCounter,
    'grid-worker',
    'department-staff',
    ...administrators,
  ),
  'directory.see-sensitive-roles': permission(
    '查看政治面貌类岗位',
    'See roles that show political membership',
    'district-administrator',
    'security-administrator',
  ),
  'directory.unmask': permission('查看一个号码的全文（留痕）', 'Open one masked number, on record', ...atTheCounter),
  'directory.unmask-minor': permission(
    '查看未成年人号码（留痕）',
    "Open a minor's number, on record",
    'street-leader',
    'district-administrator',
  ),
  'directory.approve-minor': permission(
    '批准查看未成年人信息',
    "Approve the opening of a minor's data",
    'street-leader',
    'district-administrator',
  ),
  'directory.edit-regions': permission('维护区划', 'Edit regions', 'district-administrator'),
  'directory.edit-organisations': permission('维护单位', 'Edit organisations', 'district-administrator'),
  'directory.edit-people': permission(
    '维护人员',
    'Edit people',
    'district-administrator',
    'system-administrator',
    'security-administrator',
  ),
  'directory.erase-people': permission(
    '应本人要求注销人员信息',
    'Erase people at their request',
    'district-administrator',
  ),
  'directory.grant-roles': permission('授予和终止岗位', 'Grant and end roles', 'security-administrator'),
  'directory.import': permission('从表格导入', 'Import from spreadsheets', 'district-administrator'),
  'directory.export': permission('导出表格', 'Export spreadsheets', 'district-administrator'),
  'audit.read': permission('查审计日志', 'Search the audit log', 'district-administrator', 'audit-administrator'),
} as const satisfies Record<string, Permission>;
