import type { Example } from './requests.ts';
import { PLACES } from './seats.ts';

const SOMEBODY = '016dc7fe-0000-7000-8000-0000000000ab';
const reason = '与圈子无关的广告';

/** Requests to the routes of circles that need more than their address. */
export const CIRCLE_EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'POST /api/v1/circles': [
    {
      body: () => ({
        name: '翠湖邻里圈',
        kind: 'community',
        intro: '邻里互相照应',
        place: PLACES.community,
        joining: 'open',
      }),
    },
  ],
  'GET /api/v1/circles/:id': [{ about: 'circle' }, { about: 'circle to review' }],
  'POST /api/v1/circles/:id/decision': [{ about: 'circle to review', body: () => ({ opens: true }) }],
  'POST /api/v1/circles/:id/membership': [{ about: 'circle', body: () => ({}) }],
  'DELETE /api/v1/circles/:id/membership': [{ about: 'circle' }],
  'POST /api/v1/circles/:id/invitations': [{ about: 'circle' }],
  'GET /api/v1/circles/:id/members': [{ about: 'circle' }],
  'POST /api/v1/circles/:id/members/:person/answer': [
    { about: 'circle', path: { person: SOMEBODY }, body: () => ({ accepts: true }) },
  ],
  'POST /api/v1/circles/:id/members/:person/leader': [{ about: 'circle', path: { person: SOMEBODY } }],
  'PATCH /api/v1/circles/:id': [{ about: 'circle', body: () => ({ version: 2, intro: '邻里互相照应，一起做点事' }) }],
  'POST /api/v1/circles/:id/dissolution': [{ about: 'circle', body: () => ({ reason: '成员都搬走了' }) }],
  'GET /api/v1/circles/:id/announcements': [{ about: 'circle' }],
  'POST /api/v1/circles/:id/announcements': [
    { about: 'circle', body: () => ({ title: '周六集合', words: '八点在南门集合' }) },
  ],
  'PATCH /api/v1/circles/:id/membership': [{ about: 'circle', body: () => ({ showsName: true }) }],
  'DELETE /api/v1/circles/:id/leadership': [{ about: 'circle' }],
  'GET /api/v1/circles/:id/invitations': [{ about: 'circle' }],
  'DELETE /api/v1/circles/:id/invitations/:invitation': [{ about: 'circle', path: { invitation: '0'.repeat(64) } }],
  'GET /api/v1/circles/by-code/:code': [{ about: 'invitation' }],
  'POST /api/v1/circles/:id/members/:person/removal': [
    { about: 'circle', path: { person: SOMEBODY }, body: () => ({ reason }) },
  ],
  'GET /api/v1/circles/:id/posts': [{ about: 'circle' }, { about: 'circle to review' }],
  'POST /api/v1/circles/:id/posts': [{ about: 'circle', body: () => ({ kind: 'help-wanted', words: '想借一把梯子' }) }],
  'GET /api/v1/circles/:id/reports': [{ about: 'circle' }],
  'GET /api/v1/circle-posts/:id': [{ about: 'post in a circle' }, { about: 'post for everyone' }],
  'POST /api/v1/circle-posts/:id/answers': [
    { about: 'post in a circle', body: () => ({ kind: 'offer', words: '我家有，来拿' }) },
    { about: 'post for everyone', body: () => ({ kind: 'reply', words: '谢谢' }) },
  ],
  'POST /api/v1/circle-posts/:id/settlement': [{ about: 'post in a circle' }],
  'POST /api/v1/circle-posts/:id/withdrawal': [{ about: 'post in a circle' }],
  'POST /api/v1/circle-posts/:id/reports': [
    { about: 'post in a circle', body: () => ({ ground: 'advertising' }) },
    { about: 'post for everyone', body: () => ({ ground: 'advertising' }) },
  ],
  'POST /api/v1/circle-posts/:id/decision': [{ about: 'reported post', body: () => ({ outcome: 'removed', reason }) }],
  'POST /api/v1/circle-posts/:id/objection': [{ about: 'removed post', body: () => ({ words: '这不是广告' }) }],
  'POST /api/v1/circle-objections/:id/answer': [
    { about: 'objection to a removal', body: () => ({ outcome: 'reversed', reason: '确实不是广告' }) },
  ],
};
