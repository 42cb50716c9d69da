import type { Example } from './requests.ts';

/** Requests about rosters that need more than their address. */
export const VOLUNTEER_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'GET /api/v1/volunteer-imports/:id': [{ about: 'roster import' }],
  'GET /api/v1/volunteer-imports/:id/faults': [{ about: 'roster import' }],
  'GET /api/v1/volunteer-imports/:id/faults.csv': [{ about: 'roster import' }],
};
