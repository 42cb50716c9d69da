import type { Example } from './requests.ts';

const reason = '活动并未举行';

/** Requests to the routes of certificates that need more than their address. */
export const CERTIFICATE_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'GET /api/v1/certificates/preview': [{ about: 'organisation', query: 'unit' }],
  'POST /api/v1/certificates': [{ about: 'organisation', body: (unit) => ({ unit }) }],
  'GET /api/v1/certificates/register': [{ about: 'organisation', query: 'unit' }],
  'GET /api/v1/certificates/issuers/:unit': [{ about: 'organisation' }],
  'PUT /api/v1/certificates/issuers/:unit': [
    { about: 'organisation', body: () => ({ contact: '0871-6000000', postingDays: 0, validMonths: null }) },
  ],
  'POST /api/v1/certificates/issuers/:unit/key': [{ about: 'organisation' }],
  'GET /units/:unit/did.json': [{ about: 'issuing unit' }],
  'GET /api/v1/certificate-status/:unit': [{ about: 'issuing unit' }],
  'GET /api/v1/certificates/:id/check': [{ about: 'certificate' }],
  'POST /api/v1/certificates/:id/holder': [{ about: 'certificate', body: () => ({ holder: '张三' }) }],
  'POST /api/v1/certificates/:id/refusal': [{ about: 'posted certificate', body: () => ({ reason }) }],
  'POST /api/v1/certificates/:id/revocation': [{ about: 'certificate', body: () => ({ reason }) }],
  'GET /api/v1/certificates/:id/credential': [{ about: 'certificate' }],
  'GET /api/v1/certificates/:id/paper': [{ about: 'certificate' }],
};
