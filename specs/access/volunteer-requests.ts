import type { Example } from './requests.ts';
import { groups } from './volunteer-records.ts';

/** Requests about volunteers that need more than their address. */
export const VOLUNTEER_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'GET /api/v1/volunteer-imports/:id': [{ about: 'roster import' }],
  'GET /api/v1/volunteer-imports/:id/faults': [{ about: 'roster import' }],
  'GET /api/v1/volunteer-imports/:id/faults.csv': [{ about: 'roster import' }],
  'PUT /api/v1/volunteer/id-number': [{ body: () => ({ idNumber: '11010519491231002X' }) }],
  'POST /api/v1/activities/:id/group-sign-ups': [
    { about: 'activity for a circle of the owner', body: (id) => groups.get(id)! },
  ],
};
