import { Type } from 'typebox';
import { findPerson, namesOf } from '@zhongzhi/directory';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Text, Uuid } from '@zhongzhi/contract-kit';
import { AccountPage, Login, Nothing, OneTimePassword } from '../contract/index.ts';
import { findPasswordFault, hashPassword, makeOneTimePassword } from '../domain/password.ts';
import { findKnownPerson } from '../people.ts';
import { endSessions } from '../session/sessions.ts';
import { findAccount, replaceRecoveryCodes, updateAccount } from './account-store.ts';

const closed = { additionalProperties: false } as const;
const manage = 'identity.account.manage';
const PAGE = 50;

/** An account with a one-time password, which is shown once and must be replaced at the first sign-in. */
export async function createAccount(
  context: Context,
  draft: { person: string; login: string; password?: string },
): Promise<{ login: string; oneTimePassword: string }> {
  const oneTimePassword = draft.password ?? makeOneTimePassword();
  const fault = findPasswordFault(oneTimePassword, draft.login);
  if (fault !== undefined) throw refuse.invalid('account.password-weak', fault.zh, fault.en);
  const made = await context.tx
    .insertInto('identity.account')
    .values({
      district: context.district,
      person: draft.person,
      login: draft.login,
      password_hash: await hashPassword(oneTimePassword),
      password_changed_at: context.now,
      must_change_password: draft.password === undefined,
      created_at: context.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person')
    .execute();
  if (made.length === 0)
    throw refuse.conflict(
      'account.taken',
      '这个登录名已有人用，或这个人已有账号，请换一个或先查一查。',
      'The login is taken, or this person has an account; choose another or look it up.',
    );
  return { login: draft.login, oneTimePassword };
}

/**
 * The three administrators watch each other (三员分立), and nobody manages their own account. Passwords and second
 * factors are in different hands, so that no one alone can take an account over: the system administrator manages
 * passwords and the security administrator second factors; for accounts of the security and audit administrators it
 * is the other way round.
 */
async function requireManager(context: Context, person: string, what: 'password' | 'second-factor'): Promise<void> {
  const { actor } = context;
  if (personOf(actor) === person)
    throw refuse.forbidden(
      'account.own',
      '不能管理自己的账号，请找另一位管理员。',
      'You cannot manage your own account; ask another administrator.',
    );
  const roles =
    (await findKnownPerson(context.asSystem('account management'), person))?.grants.map((grant) => grant.role) ?? [];
  const isWatcher = roles.includes('security-administrator') || roles.includes('audit-administrator');
  const manager = (what === 'password') === isWatcher ? 'security-administrator' : 'system-administrator';
  if (actor.kind === 'person' && actor.grants.some((grant) => grant.role === manager)) return;
  const [zh, en] =
    manager === 'system-administrator'
      ? ['系统管理员', 'system administrator']
      : ['安全管理员', 'security administrator'];
  throw refuse.forbidden(
    'account.separate-administrators',
    `这项操作由${zh}办理（三员分立），请转告对方。`,
    `This is done by the ${en}; please ask them.`,
  );
}

export const listAccounts = query({
  name: 'identity.list-accounts',
  permission: manage,
  secondFactor: true,
  summary: { zh: '工作人员账号', en: 'Staff accounts' },
  input: Type.Object({ after: Type.Optional(Type.String({ maxLength: 40 })) }, closed),
  output: AccountPage,
  async run(context, { after }) {
    let wanted = context.tx
      .selectFrom('identity.account')
      .selectAll()
      .where('district', '=', context.district)
      .orderBy('login')
      .limit(PAGE + 1);
    if (after !== undefined) wanted = wanted.where('login', '>', after);
    const rows = await wanted.execute();
    const shown = rows.slice(0, PAGE);
    const names = await namesOf(
      context,
      shown.map((row) => row.person),
    );
    const items = shown.map((row) => ({
      person: row.person,
      name: names.get(row.person) ?? '',
      login: row.login,
      hasSecondFactor: row.totp_confirmed_at !== null,
      mustChangePassword: row.must_change_password,
      disabledAt: row.disabled_at?.toISOString() ?? null,
      lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
    }));
    return { items, next: rows.length > PAGE ? shown.at(-1)!.login : null };
  },
});

export const openAccount = useCase({
  name: 'identity.open-account',
  permission: manage,
  secondFactor: true,
  summary: {
    zh: '给工作人员开账号（一次性密码只显示一次）',
    en: 'Open an account for a member of staff; the one-time password is shown once',
  },
  input: Type.Object({ person: Uuid, login: Login }, closed),
  output: OneTimePassword,
  subject: ({ person }) => person,
  async run(context, { person, login }) {
    if ((await findPerson(context, person)) === undefined) throw refuse.notFound();
    await requireManager(context, person, 'password');
    return createAccount(context, { person, login });
  },
});

export const resetPassword = useCase({
  name: 'identity.reset-password',
  permission: manage,
  secondFactor: true,
  summary: { zh: '重置密码（一次性密码只显示一次）', en: 'Reset a password; the one-time password is shown once' },
  input: Type.Object({ id: Uuid }, closed),
  output: OneTimePassword,
  async run(context, { id }) {
    const account = await findAccount(context, id, true);
    if (account === undefined) throw refuse.notFound();
    await requireManager(context, id, 'password');
    const oneTimePassword = makeOneTimePassword();
    await updateAccount(context, id, {
      password_hash: await hashPassword(oneTimePassword),
      password_changed_at: context.now,
      must_change_password: true,
    });
    await endSessions(context, id);
    return { login: account.login, oneTimePassword };
  },
});

export const closeAccount = useCase({
  name: 'identity.close-account',
  permission: manage,
  secondFactor: true,
  summary: { zh: '停用账号，并让其所有登录立即失效', en: 'Close an account and end all its sessions at once' },
  input: Type.Object({ id: Uuid, reason: Text(200) }, closed),
  output: Nothing,
  async run(context, { id, reason }) {
    if ((await findAccount(context, id, true)) === undefined) throw refuse.notFound();
    await requireManager(context, id, 'password');
    await updateAccount(context, id, { disabled_at: context.now });
    await endSessions(context, id);
    context.audit('identity.account-closed', id, { reason });
    return {};
  },
});

export const reopenAccount = useCase({
  name: 'identity.reopen-account',
  permission: manage,
  secondFactor: true,
  summary: { zh: '恢复停用的账号', en: 'Reopen a closed account' },
  input: Type.Object({ id: Uuid }, closed),
  output: Nothing,
  async run(context, { id }) {
    if ((await findAccount(context, id, true)) === undefined) throw refuse.notFound();
    await requireManager(context, id, 'password');
    await updateAccount(context, id, { disabled_at: null });
    return {};
  },
});

/** A lost phone. Another administrator than the one of passwords, so that nobody alone can take an account over. */
export const resetSecondFactor = useCase({
  name: 'identity.reset-second-factor',
  permission: 'identity.second-factor.reset',
  secondFactor: true,
  summary: { zh: '重置动态码（手机丢失时）', en: 'Reset a second factor, for a lost phone' },
  input: Type.Object({ id: Uuid, reason: Text(200) }, closed),
  output: Nothing,
  async run(context, { id, reason }) {
    if ((await findAccount(context, id, true)) === undefined) throw refuse.notFound();
    await requireManager(context, id, 'second-factor');
    await updateAccount(context, id, { totp_cipher: null, totp_confirmed_at: null, totp_last_step: null });
    await replaceRecoveryCodes(context, id, []);
    await endSessions(context, id);
    context.audit('identity.second-factor-reset', id, { reason });
    return {};
  },
});
