import type { Example } from './requests.ts';

/** Whom a request names that gets so far as to be looked at: days in the future tell who may from who may not. */
const NOBODY = '016dc7fe-0000-7000-8000-0000000000ab';
const PROOF = '016dc7fe-0000-7000-8000-0000000000ad';
const reason = '登记错了';

/** Requests to the routes of service records that need more than their address. */
export const RECORD_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'GET /api/v1/activities/:id/records': [{ about: 'activity' }],
  'POST /api/v1/activities/:id/records': [
    {
      about: 'settled activity',
      body: () => ({ shift: NOBODY, minutes: 30, reason: '手机没电', proof: [PROOF] }),
    },
  ],
  'POST /api/v1/activities/:id/evaluation': [{ about: 'settled activity', body: () => ({ outcome: 'done' }) }],
  'GET /api/v1/unit-volunteers': [{ about: 'organisation', query: 'words=%E5%BC%A0&unit' }],
  'POST /api/v1/trainings': [
    {
      about: 'organisation',
      body: (unit) => ({
        unit,
        people: [NOBODY],
        name: '急救培训',
        content: '心肺复苏',
        minutes: 90,
        provider: '红十字会',
        trainedOn: '2029-09-01',
      }),
    },
  ],
  'POST /api/v1/trainings/:id/withdrawal': [{ about: 'training', body: () => ({ reason }) }],
  'POST /api/v1/commendations': [
    {
      about: 'organisation',
      body: (unit) => ({
        unit,
        person: NOBODY,
        name: '优秀志愿者',
        grantedBy: '翠湖社区居委会',
        grantedOn: '2029-09-01',
        isHigh: false,
      }),
    },
  ],
  'POST /api/v1/commendations/:id/withdrawal': [{ about: 'commendation', body: () => ({ reason }) }],
  'POST /api/v1/service-exports': [
    { body: () => ({ from: '2019-01-01', to: '2019-12-31', reason: '录入全国系统' }) },
    { about: 'organisation', body: (unit) => ({ unit, from: '2019-01-01', to: '2019-12-31', reason: '录入全国系统' }) },
  ],
  'GET /api/v1/service-exports/:id/:group': [{ about: 'service export', path: { group: 'basics.csv' } }],
};
