import { defineModule, route } from '@zhongzhi/kernel';
import { checkForms } from './domain/check-forms.ts';
import { erase, finishErasures } from './erasures.ts';
import { ownRecords } from './own-records.ts';
import { checks, forgetConsents } from './retention.ts';
import { decideConsent, showMyConsents, withdrawConsent } from './use-cases/consents.ts';
import { eraseMe, exportMyData } from './use-cases/my-data.ts';
import { showNotice } from './use-cases/show-notice.ts';

/** The field register, consent, and everybody's rights over their own data. */
export const privacy = defineModule({
  name: 'privacy',
  dependsOn: ['directory', 'notices', 'identity'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [
    route('GET', '/privacy-notice', showNotice, { tag: 'privacy' }),
    route('GET', '/me/consents', showMyConsents, { tag: 'privacy' }),
    route('POST', '/me/consents', decideConsent, { tag: 'privacy' }),
    route('DELETE', '/me/consents/:purpose', withdrawConsent, { tag: 'privacy' }),
    route('GET', '/me/data', exportMyData, { tag: 'privacy' }),
    route('POST', '/me/erasure', eraseMe, { tag: 'privacy' }),
  ],
  // Someone erased at the counter is erased everywhere, too.
  subscriptions: [
    {
      event: 'directory.person-erased',
      name: 'privacy.erase-everywhere',
      run: async (context, payload) => void (await erase(context, String(payload['person']), null)),
    },
  ],
  jobs: [
    { name: 'privacy.finish-erasures', cron: '37 2 * * *', run: finishErasures },
    { name: 'privacy.forget-consents', cron: '47 2 * * *', run: forgetConsents },
  ],
  checks,
  contributions: { 'personal-records': [ownRecords] },
  personalData: [
    {
      key: 'privacy.consent',
      label: { zh: '同意、拒绝和撤回的记录', en: 'What you agreed to, refused and withdrew' },
      purpose: {
        zh: '证明处理经过您同意，并照您的决定办',
        en: 'To prove that you agreed, and to keep to your decision',
      },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '失效或注销后保存3年', en: '3 years after it ceased to count or you closed your account' },
    },
  ],
  prepare: checkForms,
});
