import { defineModule, route } from '@zhongzhi/kernel';
import { listClientKeys, revokeClientKey } from './accounts/client-keys.ts';
import { closeAccount, listAccounts, reopenAccount, resetSecondFactor } from './accounts/manage-accounts.ts';
import { clean, closeUnused, countLeftOver, countWithoutSecondFactor, erase } from './cleaning.ts';
import { listDemoPeople } from './demo.ts';
import { externalProviders } from './external/choose-external.ts';
import { addAccountRoutes } from './http/account-routes.ts';
import { addExternalRoutes } from './http/external-routes.ts';
import { addSignInRoutes, addSignOutRoutes } from './http/sign-in-routes.ts';
import { personalData } from './personal-data.ts';
import { personalRecords } from './personal-records.ts';
import { endMySession, listMySessions, renameMe, showSession } from './session/my-session.ts';

export const identity = defineModule({
  name: 'identity',
  dependsOn: ['directory', 'notices'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'identity.issue-code': {
      label: { zh: '为居民开一次性登录码', en: 'Issue one-time codes to residents' },
      roles: ['community-staff', 'street-staff'],
    },
    'identity.account.manage': {
      label: { zh: '管理工作人员账号', en: 'Manage staff accounts' },
      roles: ['system-administrator', 'security-administrator'],
    },
    'identity.second-factor.reset': {
      label: { zh: '重置动态码', en: 'Reset second factors' },
      roles: ['security-administrator', 'system-administrator'],
    },
    'identity.client-key.manage': {
      label: { zh: '管理对接密钥', en: 'Manage keys of machine clients' },
      roles: ['system-administrator'],
    },
  },
  routes: [
    route('GET', '/session', showSession),
    route('GET', '/sessions', listMySessions),
    route('DELETE', '/sessions/:id', endMySession),
    route('PATCH', '/me', renameMe),
    route('GET', '/demo/people', listDemoPeople, { tag: 'demo' }),
    route('GET', '/accounts', listAccounts),
    route('POST', '/accounts/:id/close', closeAccount),
    route('POST', '/accounts/:id/reopen', reopenAccount),
    route('POST', '/accounts/:id/second-factor/reset', resetSecondFactor),
    route('GET', '/client-keys', listClientKeys),
    route('DELETE', '/client-keys/:id', revokeClientKey),
  ],
  http: (app, platform) => {
    addSignInRoutes(app, platform);
    addSignOutRoutes(app, platform);
    addAccountRoutes(app, platform);
    addExternalRoutes(app, platform);
  },
  prepare: (platform) => void externalProviders(platform),
  subscriptions: [
    {
      event: 'directory.person-erased',
      name: 'identity.forget-person',
      run: (context, payload) => erase(context, String(payload['person'])),
    },
  ],
  jobs: [
    { name: 'identity.clean', cron: '7 3 * * *', run: clean },
    { name: 'identity.close-unused-accounts', cron: '17 3 * * *', run: closeUnused },
  ],
  checks: [
    {
      name: 'identity.sessions-cleaned',
      holds: { zh: '过期的登录都已清理。', en: 'Expired sessions have been removed.' },
      mend: {
        zh: '确认任务进程在运行（npm run work），它每天夜里清理一次。',
        en: 'See that the worker runs (npm run work); it cleans up every night.',
      },
      run: async (context) => {
        const left = await countLeftOver(context);
        return { ok: left === 0, detail: `left over: ${left}` };
      },
    },
    {
      name: 'identity.staff-have-second-factor',
      holds: {
        zh: '工作人员账号都设了动态码（正式运行时）。',
        en: 'Every staff account has a second factor (in production).',
      },
      mend: {
        zh: '请这些人员登录一次并按提示设置动态码；没设好之前，他们的岗位权限不生效。',
        en: 'Have these people sign in and set it up; until then their roles are not in force.',
      },
      run: async (context) => {
        const without = await countWithoutSecondFactor(context);
        return { ok: without === 0 || context.platform.isDemo, detail: `without a second factor: ${without}` };
      },
    },
  ],
  personalData,
  contributions: { 'personal-records': [personalRecords] },
});
