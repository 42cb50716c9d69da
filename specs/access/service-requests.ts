import type { Example } from './requests.ts';
import { DISTRICT_EXAMPLES } from './district-view-requests.ts';
import { PLACES } from './seats.ts';

const NONCE = '016dc7fe-0000-7000-8000-0000000000aa';
const SOMEBODY = '016dc7fe-0000-7000-8000-0000000000ab';
const PROJECT = { place: PLACES.community, kind: 'environment', title: '周末清洁', content: '清扫步道', risks: '路滑' };
const SHIFT = {
  name: '上午',
  startsAt: '2019-12-01T01:00:00Z',
  endsAt: '2019-12-01T03:00:00Z',
  posts: [{ name: '保洁', capacity: 5 }],
};

/** Requests to the routes of volunteering that need more than their address. */
export const SERVICE_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'PUT /api/v1/volunteer': [{ body: () => ({ skills: ['急救'] }) }],
  'POST /api/v1/volunteer/wards/:ward/agreement': [{ path: { ward: SOMEBODY } }],
  'POST /api/v1/volunteer/qualifications': [
    { about: 'qualification', body: () => ({ kind: 'first-aid', from: '2019-01-01' }) },
  ],
  'POST /api/v1/volunteer-qualifications/:id/decision': [{ about: 'qualification', body: () => ({ confirms: true }) }],
  'PUT /api/v1/volunteer-qualification-kinds/:kind': [
    { path: { kind: 'first-aid' }, body: () => ({ label: '急救员', includes: [] }) },
  ],
  'POST /api/v1/projects': [
    { body: () => PROJECT },
    { about: 'circle', body: (circle) => ({ ...PROJECT, circle }) },
    { about: 'organisation', body: (unit) => ({ ...PROJECT, unit }) },
  ],
  'GET /api/v1/projects/:id/people': [{ about: 'project' }],
  'POST /api/v1/projects/:id/decision': [{ about: 'project to review', body: () => ({ opens: true }) }],
  'POST /api/v1/activities': [
    {
      about: 'project',
      body: (project) => ({ project, title: '周六清洁', content: '清扫步道', address: '南门', shifts: [SHIFT] }),
    },
  ],
  'GET /api/v1/activities/:id': [{ about: 'activity' }, { about: 'draft activity' }],
  'GET /api/v1/activities/:id/plan': [{ about: 'draft activity' }, { about: 'activity' }],
  'PUT /api/v1/activities/:id': [
    {
      about: 'draft activity',
      body: () => ({ version: 1, title: '周六清洁', content: '清扫步道', address: '南门', shifts: [SHIFT] }),
    },
  ],
  'POST /api/v1/activities/:id/opening': [{ about: 'draft activity' }],
  'POST /api/v1/activities/:id/changes': [
    { about: 'activity', body: () => ({ shift: SOMEBODY, startsAt: SHIFT.startsAt, endsAt: SHIFT.endsAt }) },
  ],
  'POST /api/v1/activities/:id/cancellation': [{ about: 'activity', body: () => ({ reason: '下雨' }) }],
  'GET /api/v1/activities/:id/code': [{ about: 'activity', query: '?step=in' }],
  'GET /api/v1/activities/:id/roll': [{ about: 'activity' }],
  'POST /api/v1/activities/:id/scans': [
    {
      about: 'activity',
      body: () => ({
        scans: [{ nonce: NONCE, person: SOMEBODY, step: 'in', reason: '没带手机', at: '2019-10-14T01:00:00Z' }],
      }),
    },
  ],
  'POST /api/v1/activities/:id/confirmation': [{ about: 'ended activity', body: () => ({}) }],
  'GET /api/v1/activities/:id/calendar.ics': [{ about: 'activity' }],
  'GET /api/v1/service-figures': [{ query: '?dimension=region&from=2019-01&to=2019-12' }],
  'POST /api/v1/sign-ups': [{ about: 'post', body: (post) => ({ posts: [post] }) }],
  'POST /api/v1/sign-ups/:id/withdrawal': [{ about: 'sign-up', body: () => ({}) }],
  'POST /api/v1/sign-ups/:id/answer': [{ about: 'sign-up', body: () => ({ takes: true }) }],
  'POST /api/v1/checks': [
    { about: 'activity', body: (activity) => ({ nonce: NONCE, activity, step: 'in', short: '123456' }) },
  ],
  'GET /api/v1/activities/:id/roll-pack': [{ about: 'activity' }],
  'POST /api/v1/checks/walk-up': [
    { about: 'activity', body: (activity) => ({ nonce: NONCE, activity, short: '123456' }) },
  ],
  'POST /api/v1/my/personal-code': [
    { about: 'activity joined', body: (activity) => ({ activity, key: 'A'.repeat(43) }) },
  ],
  'POST /api/v1/checks/self': [{ about: 'activity', body: (activity) => ({ nonce: NONCE, activity, step: 'in' }) }],
  'GET /api/v1/my/service/:id': [{ about: 'service record' }],
  'POST /api/v1/service-records/:id/corrections': [
    { about: 'service record', body: () => ({ minutes: 30, reason: '中途离开' }) },
  ],
  'POST /api/v1/service-records/:id/agreement': [{ about: 'service record' }],
  'POST /api/v1/objections': [
    { about: 'activity joined', body: (activity) => ({ activity, about: 'missing', words: '漏记了一次' }) },
  ],
  'POST /api/v1/objections/:id/answer': [{ about: 'objection', body: () => ({ upheld: true, answer: '已补记' }) }],
  'POST /api/v1/beans/rules': [
    { body: () => ({ validFrom: '2019-11-01', beansPerHour: 2, byKind: {}, mostPerDay: 16, months: 24 }) },
  ],
  'POST /api/v1/beans/budgets': [{ body: () => ({ name: '2019年', amount: 1000, source: '区财政' }) }],
  'POST /api/v1/beans/redemptions': [{ about: 'item', body: (item) => ({ item }) }],
  'DELETE /api/v1/beans/redemptions/:id': [{ about: 'redemption' }],
  'POST /api/v1/beans/budgets/:id/closing': [{ about: 'budget' }],
  'POST /api/v1/beans/redemptions/:id/code': [{ about: 'redemption' }],
  'POST /api/v1/beans/causes': [{ body: () => ({ name: '助学', intro: '给孩子买书' }) }],
  'PATCH /api/v1/beans/causes/:id': [{ about: 'cause', body: () => ({ isOpen: false }) }],
  'POST /api/v1/beans/donations': [{ about: 'cause', body: (cause) => ({ cause, beans: 1 }) }],
  'GET /api/v1/beans/statements/:id': [{ about: 'statement' }],
  'GET /api/v1/beans/statements/:id/file': [{ about: 'statement', query: '?format=xlsx' }],
  'POST /api/v1/beans/statements/:id/payment': [{ about: 'statement', body: () => ({ note: '转账 0001' }) }],
  'GET /api/v1/merchants/:id/items': [{ about: 'merchant' }],
  'POST /api/v1/merchants': [
    { about: 'organisation', body: (unit) => ({ unit, address: '文林街1号', intro: '书店' }) },
  ],
  'POST /api/v1/merchants/:id/decision': [{ about: 'merchant', body: () => ({ status: 'active' }) }],
  'POST /api/v1/merchants/:id/items': [
    { about: 'merchant', body: () => ({ name: '笔记本', intro: '一本', beans: 5, stock: 10 }) },
  ],
  'PATCH /api/v1/merchants/:id/items/:item': [
    { about: 'merchant', path: { item: SOMEBODY }, body: () => ({ addStock: 1 }) },
  ],
  'POST /api/v1/merchants/:id/codes': [{ about: 'merchant', body: () => ({ code: '12345678' }) }],
  'POST /api/v1/merchants/:id/statements': [
    { about: 'merchant', body: () => ({ from: '2019-10-01', to: '2019-10-31' }) },
  ],
  'GET /api/v1/merchants/:id/redemptions': [{ about: 'merchant' }],
  ...DISTRICT_EXAMPLES,
};
