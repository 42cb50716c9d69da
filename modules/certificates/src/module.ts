import { defineModule, route } from '@zhongzhi/kernel';
import { forgetGuesses } from './check.ts';
import { checks } from './checks.ts';
import { addCertificateRoutes } from './http.ts';
import { issueDue } from './issue.ts';
import { personalRecords } from './personal-records.ts';
import {
  ask,
  changeKeyUseCase,
  check,
  checkHolder,
  getIssuer,
  listMine,
  listRegister,
  listUnits,
  preview,
  refuseUseCase,
  revokeUseCase,
  setIssuer,
} from './use-cases.ts';

/** 志愿服务记录证明: asked for, posted, issued, checked, revoked. */
export const certificates = defineModule({
  name: 'certificates',
  dependsOn: ['directory', 'notices', 'volunteers'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'certificate.keep': {
      label: { zh: '办理本单位的服务证明', en: 'Keep the certificates of one’s unit' },
      roles: [
        'community-staff',
        'street-staff',
        'street-leader',
        'department-staff',
        'property-staff',
        'social-organisation-staff',
        'social-worker',
      ],
    },
  },
  routes: [
    route('GET', '/certificates/units', listUnits),
    route('GET', '/certificates/preview', preview),
    route('POST', '/certificates', ask, { status: 201 }),
    route('GET', '/my/certificates', listMine),
    route('GET', '/certificates/register', listRegister),
    route('GET', '/certificates/issuers/:unit', getIssuer),
    route('PUT', '/certificates/issuers/:unit', setIssuer),
    route('POST', '/certificates/issuers/:unit/key', changeKeyUseCase),
    route('GET', '/certificates/:id/check', check),
    route('POST', '/certificates/:id/holder', checkHolder),
    route('POST', '/certificates/:id/refusal', refuseUseCase),
    route('POST', '/certificates/:id/revocation', revokeUseCase),
  ],
  http: addCertificateRoutes,
  jobs: [
    {
      name: 'certificates.issue-due',
      cron: '*/10 * * * *',
      run: async (context) => {
        await issueDue(context);
      },
    },
    { name: 'certificates.forget-guesses', cron: '37 * * * *', run: forgetGuesses },
  ],
  checks,
  personalData: [
    {
      key: 'certificates.register',
      label: { zh: '服务证明登记册', en: 'Register of certificates' },
      purpose: {
        zh: '按您的申请开具证明、供人查验真伪；查验页不显示姓名，公示时单位里的人看到打码的姓名',
        en: 'To certify your service when you ask, and let others check it; the check page names nobody, and while it is posted the unit reads your name masked',
      },
      basis: 'statutory-duty',
      sensitive: false,
      retention: {
        zh: '登记册至少保存10年（GB/T 40143）；注销后去掉姓名',
        en: 'At least 10 years (GB/T 40143); without your name once you close your account',
      },
    },
  ],
  contributions: { 'personal-records': [personalRecords] },
});
