import type { Example } from './requests.ts';

const MONTHS = 'from=2019-01&to=2019-12';

/** Requests about the rules of service and the district's view of it. */
export const DISTRICT_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'PUT /api/v1/service-rules': [
    {
      body: () => ({
        load: { dailyMinutes: 480, dailyMode: 'warn', restMinutes: 30, restMode: 'warn' },
        promises: { answerWorkingDays: 5, offerHours: 12 },
        seen: null,
      }),
    },
  ],
  'POST /api/v1/service-rules/stars': [
    {
      body: () => ({
        validFrom: '2030-01-01',
        levels: [{ level: 1, hours: 100, grantingBody: '区文明办', validYears: null }],
      }),
    },
  ],
  'GET /api/v1/service-figures/places': [{ query: `?by=month&${MONTHS}` }],
  'GET /api/v1/service-figures/activities': [{ query: `?${MONTHS}` }],
  'GET /api/v1/service-figures/records': [{ query: `?dimension=region&${MONTHS}` }],
  'POST /api/v1/service-figures/exports': [
    { about: 'region', body: (key) => ({ dimension: 'region', key, from: '2019-01', to: '2019-12' }) },
  ],
};
