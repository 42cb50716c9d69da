/** The face for other modules. Every function works in the caller's transaction and checks no permission: the calling use case has. */
export {
  circlesOf,
  decideCircle,
  foundCircle,
  getCircle,
  isLeader,
  joinCircle,
  membersAmong,
  type Circle,
  type CircleDraft,
} from './circles.ts';
