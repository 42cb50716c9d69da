import { createPerson, findRegion, grantRole, putRegions } from '@zhongzhi/directory';
import { refuse, type Platform } from '@zhongzhi/kernel';
import { hashPassword, makeOneTimePassword } from '../domain/password.ts';
import { SEPARATE_ADMINISTRATORS } from '../domain/roles.ts';
import { endSessions } from '../session/sessions.ts';
import { findAccountByLogin, updateAccount } from './account-store.ts';
import { createAccount } from './manage-accounts.ts';

/** One of the first accounts, to be printed once. */
export interface FirstAdministrator {
  readonly role: (typeof SEPARATE_ADMINISTRATORS)[number];
  readonly label: string;
  readonly login: string;
  readonly oneTimePassword: string;
}

const FIRST = {
  'system-administrator': ['系统管理员', 'system'],
  'security-administrator': ['安全管理员', 'security'],
  'audit-administrator': ['审计管理员', 'audit'],
} as const;

/**
 * Makes the three separate administrators of a new installation, each with a random one-time password: nobody may be
 * two of them, and without all three there is nobody to grant roles or to read the log. There are no default accounts.
 * @throws Refusal `account.exist` when the installation already has accounts.
 */
export async function createFirstAdministrators(platform: Platform): Promise<FirstAdministrator[]> {
  return platform.asSystem('first administrators', async (context) => {
    const existing = await context.tx
      .selectFrom('identity.account')
      .select('login')
      .where('district', '=', context.district)
      .limit(1)
      .execute();
    if (existing.length > 0)
      throw refuse.conflict(
        'account.exist',
        '本平台已有账号，不能再建首批管理员；忘了密码请用 reset-password 命令。',
        'There are accounts already; use the reset-password command for a forgotten password.',
      );
    // A role needs its region; the district's real name comes with the import of the region tree.
    const district = String(context.district);
    if ((await findRegion(context, district)) === undefined)
      await putRegions(context, [{ code: district, name: '本区' }]);
    const made: FirstAdministrator[] = [];
    for (const role of SEPARATE_ADMINISTRATORS) {
      const [label, login] = FIRST[role];
      const person = await createPerson(context, { name: label });
      await grantRole(context, { person, role, place: district });
      const account = await createAccount(context, { person, login });
      context.audit('identity.first-administrator', person, { role });
      made.push({ role, label, ...account });
    }
    return made;
  });
}

/** For whoever runs the server when no administrator can help: a new one-time password for a login; the second factor stays. */
export async function resetPasswordAtServer(platform: Platform, login: string): Promise<string> {
  return platform.asSystem('password reset at the server', async (context) => {
    const account = await findAccountByLogin(context, login);
    if (account === undefined)
      throw refuse.notFound('account.not-found', '没有这个登录名。', 'There is no such login.');
    const oneTimePassword = makeOneTimePassword();
    await updateAccount(context, account.person, {
      password_hash: await hashPassword(oneTimePassword),
      password_changed_at: context.now,
      must_change_password: true,
      disabled_at: null,
    });
    await endSessions(context, account.person);
    context.audit('identity.password-reset-at-server', account.person);
    return oneTimePassword;
  });
}
