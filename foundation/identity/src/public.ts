export {
  createFirstAdministrators,
  resetPasswordAtServer,
  type FirstAdministrator,
} from './accounts/first-administrators.ts';
export { CLIENT_PERMISSIONS, findClientByKey, grantablePermissions, type Client } from './accounts/client-keys.ts';
export { createAccount } from './accounts/manage-accounts.ts';
export { addDemoPerson, type DemoPersonDraft } from './demo.ts';
export { findActor } from './session/find-actor.ts';
export { cookieName } from './session/cookie.ts';
export { endSessions, signedInAt } from './session/sessions.ts';
