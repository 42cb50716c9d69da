import type { Permission } from '@zhongzhi/kernel';

const p = (zh: string, en: string, roles: string[]): Permission => ({ label: { zh, en }, roles });

/** Who may do what with appeals (DOMAIN 4). Handling units of every kind come with their staff's role. */
export const appealPermissions = {
  'appeal.board': p('查看诉求', 'See appeals', [
    'grid-worker',
    'community-staff',
    'street-staff',
    'street-leader',
    'department-staff',
    'property-staff',
    'hotline-staff',
    'supervisor',
    'district-administrator',
  ]),
  'appeal.enter': p('代群众登记诉求', 'Enter appeals for residents', [
    'grid-worker',
    'community-staff',
    'street-staff',
    'hotline-staff',
  ]),
  'appeal.accept': p('受理诉求', 'Accept appeals', ['community-staff', 'street-staff', 'hotline-staff']),
  'appeal.assign': p('派单', 'Assign appeals', ['street-staff', 'hotline-staff', 'supervisor']),
  'appeal.handle': p('办理和答复诉求', 'Handle and answer appeals', [
    'community-staff',
    'street-staff',
    'department-staff',
    'property-staff',
  ]),
  'appeal.clear': p('审核公开', 'Clear reports for the public', ['community-staff', 'street-staff', 'hotline-staff']),
  'appeal.rule': p('督查裁定', 'Rule as supervisor', ['supervisor']),
  'appeal.import': p('导入热线工单', 'Import hotline messages', ['hotline-staff', 'district-administrator']),
  'appeal.edit-categories': p('维护诉求分类', 'Edit categories', ['hotline-staff', 'district-administrator']),
} as const satisfies Record<string, Permission>;
