/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export { announce } from './announcements.ts';
export {
  circleNamesOf,
  decideCircle,
  dissolveCircle,
  foundCircle,
  getCircle,
  type Circle,
  type CircleDraft,
} from './circles.ts';
export {
  circlesOf,
  leadsOpenCircle,
  joinCircle,
  joinedOf,
  leadersOf,
  membersAmong,
  nameLeader,
  type Role,
} from './membership.ts';
export { invite } from './invitations.ts';
export { loadCircles, type LoadedCircle } from './load.ts';
export { decidePost, objectToDecision, reportPost } from './moderation.ts';
export { answerPost, getPost, settlePost, writePost, type PostDraft } from './posts.ts';
export { namesIn as memberNames } from './reader.ts';
