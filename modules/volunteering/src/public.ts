/** The face for other modules. Every function works in the caller's transaction; planning and confirming ask who may. */
export { carryOut, type Check } from './carry-out.ts';
export { confirmActivity } from './confirm.ts';
export { correctRecord } from './correct.ts';
export { evaluateActivity } from './evaluation.ts';
export { recordTraining } from './groups.ts';
export { object } from './objections.ts';
export {
  decideProject,
  openActivity,
  planActivity,
  proposeProject,
  type ActivityDraft,
  type ProjectDraft,
} from './plan.ts';
export { totalsOf } from './queries/my-service.ts';
export { signUp, type SignUpResult } from './sign-up.ts';
export { getActivity } from './store/activity-store.ts';
