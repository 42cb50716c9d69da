import type { PersonalDatum } from '@zhongzhi/kernel';

const untilErased = {
  zh: '保存到您注销为止；已办事项按档案规定保存，但不再显示您的信息',
  en: 'Until you close your account; records that must be kept no longer show you',
};

/** Every personal datum that the directory keeps, for the privacy notice (PIPL art. 17). */
export const personalData: readonly PersonalDatum[] = [
  {
    key: 'directory.name',
    label: { zh: '姓名', en: 'Name' },
    purpose: {
      zh: '称呼您；工作人员的姓名用于标明经办人',
      en: 'To address you; for staff, to name who is responsible',
    },
    basis: 'statutory-duty',
    sensitive: false,
    retention: untilErased,
  },
  {
    key: 'directory.phone',
    label: { zh: '手机号', en: 'Mobile number' },
    purpose: {
      zh: '登录、联系您办理和回访；加密保存，默认打码',
      en: 'To sign in and to reach you about your matters; encrypted, masked by default',
    },
    basis: 'statutory-duty',
    sensitive: true,
    retention: untilErased,
  },
  {
    key: 'directory.id-number',
    label: { zh: '身份证号', en: 'Resident ID number' },
    purpose: {
      zh: '办理必须核实身份的事项；使用国家网络身份认证的不再收集；加密保存，默认打码',
      en: 'For matters that need proof of identity; not asked of those who use the national network identity; encrypted, masked by default',
    },
    basis: 'separate-consent',
    sensitive: true,
    retention: untilErased,
  },
  {
    key: 'directory.home',
    label: { zh: '居住社区', en: 'Home community' },
    purpose: { zh: '把您的事项交给所在社区', en: 'To pass your matters to the right community' },
    basis: 'consent',
    sensitive: false,
    retention: untilErased,
  },
  {
    key: 'directory.minor-birth-year',
    label: { zh: '未成年人出生年份', en: 'Birth year of minors' },
    purpose: {
      zh: '保护未成年人：查看其信息要经批准；成年人不保存',
      en: 'To protect minors, whose data need approval to open; not kept for adults',
    },
    basis: 'statutory-duty',
    sensitive: true,
    retention: { zh: '到成年或注销为止', en: 'Until adulthood or erasure' },
  },
  {
    key: 'directory.guardian',
    label: { zh: '监护人', en: 'Guardian' },
    purpose: {
      zh: '未满14周岁由监护人同意，14至17周岁告知监护人',
      en: 'Under 14 the guardian consents; from 14 to 17 the guardian is told',
    },
    basis: 'statutory-duty',
    sensitive: true,
    retention: { zh: '监护关系结束后不再使用', en: 'Not used once guardianship ends' },
  },
  {
    key: 'directory.membership',
    label: { zh: '所在单位和职务', en: 'Organisation and title' },
    purpose: { zh: '确定经办单位和联系人', en: 'To know who acts for which organisation' },
    basis: 'statutory-duty',
    sensitive: false,
    retention: untilErased,
  },
  {
    key: 'directory.role',
    label: { zh: '岗位和范围', en: 'Roles and their scope' },
    purpose: {
      zh: '只让有职责的人看到和办理相应事项',
      en: 'So that only those whose duty it is see and act on a matter',
    },
    basis: 'statutory-duty',
    sensitive: false,
    retention: { zh: '终止后作为审计记录保存', en: 'Kept as an audit record after the role ends' },
  },
  {
    key: 'directory.party-member',
    label: { zh: '党员身份', en: 'Party membership' },
    purpose: {
      zh: '办理双报到；不公开，只有负责此事的人能看到',
      en: 'For report-in; never public, seen only by those in charge of it',
    },
    basis: 'separate-consent',
    sensitive: true,
    retention: { zh: '到您撤回同意或注销为止', en: 'Until you withdraw consent or close your account' },
  },
];
