import type { Context } from '@zhongzhi/kernel';
import { erase } from './cleaning.ts';

/** Sign-ins, outside sign-ins and, for staff, the login. Digests and secrets stay where they are: they tell nobody anything. */
async function exportOwn(context: Context, person: string): Promise<unknown> {
  const { district, tx } = context;
  const sessions = await tx
    .selectFrom('identity.session')
    .select(['device', 'address', 'method', 'created_at', 'last_seen_at', 'ends_at', 'revoked_at'])
    .where('district', '=', district)
    .where('person', '=', person)
    .orderBy('created_at')
    .execute();
  const outside = await tx
    .selectFrom('identity.external_identity')
    .select(['issuer', 'subject', 'created_at', 'last_sign_in_at'])
    .where('district', '=', district)
    .where('person', '=', person)
    .execute();
  const account = await tx
    .selectFrom('identity.account')
    .select(['login', 'created_at', 'last_sign_in_at', 'disabled_at'])
    .where('district', '=', district)
    .where('person', '=', person)
    .executeTakeFirst();
  return { sessions, outsideSignIns: outside, account: account ?? null };
}

async function eraseOwn(context: Context, person: string): Promise<{ kept: never[] }> {
  await erase(context, person);
  return { kept: [] };
}

export const personalRecords = {
  name: 'identity',
  label: { zh: '登录', en: 'Sign-in' },
  export: exportOwn,
  erase: eraseOwn,
};
