import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { useCase, type Refusal } from '@zhongzhi/kernel';
import { enumOf, Nullable, Phone } from '@zhongzhi/contract-kit';
import { createPerson, findPersonByPhone } from '@zhongzhi/directory';
import { countAttempt, findExceeded, serialise } from '../attempts.ts';
import { EXTERNAL_LIMITS, ROUND_TRIP_SECONDS } from '../domain/limits.ts';
import { digestToken, makeToken } from '../domain/secrets.ts';
import { OutcomeShape, subjectOf, type Outcome } from '../outcome.ts';
import { findKnownPerson, lifeOf } from '../people.ts';
import { startSession } from '../session/sessions.ts';

const closed = { additionalProperties: false } as const;
const PURPOSE = 'identity.verifier';

/** A path of this platform, however it was written; the front page for anything else (open redirects). */
export function safeReturn(path: string | undefined): string {
  if (path === undefined || path.length > 500 || !/^\/[^/\\]/.test(path) || /[\s\\\p{C}]/u.test(path)) return '/';
  const there = new URL(path, 'http://here.invalid');
  return there.origin === 'http://here.invalid'
    ? `${there.pathname}${there.search}${there.hash}`.replace(/^\/+/, '/')
    : '/';
}

export interface BegunTrip {
  state: string;
  /** Goes into a cookie: only the browser that left may come back. */
  browser: string;
  nonce: string;
  verifier: string;
}

export const beginTrip = useCase({
  name: 'identity.begin-external-sign-in',
  permission: 'public',
  summary: { zh: '去统一认证登录', en: 'Leave for an outside sign-in' },
  input: Type.Object({ provider: enumOf(['oidc', 'ticket']), returnTo: Type.String() }, closed),
  output: Type.Unsafe<{ refusal: Refusal } | { refusal: null; trip: BegunTrip }>({}),
  subject: () => null,
  async run(context, { provider, returnTo }) {
    const keys = { address: context.origin.address };
    const refusal = await findExceeded(context, EXTERNAL_LIMITS, keys);
    if (refusal !== undefined) return { refusal };
    await countAttempt(context, EXTERNAL_LIMITS, keys);
    const trip = {
      state: makeToken(),
      browser: makeToken(),
      nonce: randomBytes(16).toString('base64url'),
      verifier: makeToken(),
    };
    await context.tx
      .insertInto('identity.round_trip')
      .values({
        district: context.district,
        id: context.newId(),
        provider,
        state_hash: digestToken(trip.state),
        browser_hash: digestToken(trip.browser),
        nonce: trip.nonce,
        verifier_cipher: context.platform.vault.encrypt(PURPOSE, trip.verifier),
        return_to: safeReturn(returnTo),
        created_at: context.now,
        expires_at: new Date(context.now.getTime() + ROUND_TRIP_SECONDS * 1000),
      })
      .execute();
    return { refusal: null, trip };
  },
});

/** Uses a trip up: right state, same browser, in time, and only once. */
export const endTrip = useCase({
  name: 'identity.end-external-sign-in',
  permission: 'public',
  summary: { zh: '从统一认证回来', en: 'Come back from an outside sign-in' },
  input: Type.Object({ provider: enumOf(['oidc', 'ticket']), state: Type.String(), browser: Type.String() }, closed),
  output: Type.Unsafe<{ nonce: string; verifier: string; returnTo: string } | null>({}),
  subject: () => null,
  async run(context, { provider, state, browser }) {
    const row = await context.tx
      .updateTable('identity.round_trip')
      .set({ used_at: context.now })
      .where('district', '=', context.district)
      .where('provider', '=', provider)
      .where('state_hash', '=', digestToken(state))
      .where('browser_hash', '=', digestToken(browser))
      .where('used_at', 'is', null)
      .where('expires_at', '>', context.now)
      .returning(['nonce', 'verifier_cipher', 'return_to'])
      .executeTakeFirst();
    return row === undefined
      ? null
      : {
          nonce: row.nonce,
          verifier: context.platform.vault.decrypt(PURPOSE, row.verifier_cipher),
          returnTo: row.return_to,
        };
  },
});

/** Begins the session of someone whom an outside sign-in vouches for; known by issuer and subject, else by verified number, else new. */
export const signInExternally = useCase({
  name: 'identity.sign-in-externally',
  permission: 'public',
  summary: { zh: '用统一认证登录', en: 'Sign in through an outside sign-in' },
  input: Type.Object(
    {
      provider: enumOf(['oidc', 'ticket']),
      issuer: Type.String(),
      subject: Type.String({ maxLength: 500 }),
      name: Nullable(Type.String()),
      phone: Nullable(Phone),
      secondFactor: Type.Boolean(),
    },
    closed,
  ),
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { provider, issuer, subject, name, phone, secondFactor }): Promise<Outcome> {
    const inner = context.asSystem('sign-in');
    await serialise(context, 'external', `${issuer}\n${subject}`);
    const linked = await context.tx
      .updateTable('identity.external_identity')
      .set({ last_sign_in_at: context.now })
      .where('district', '=', context.district)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .returning('person')
      .executeTakeFirst();
    const known = linked === undefined ? undefined : await findKnownPerson(inner, linked.person);
    const byPhone = known === undefined && phone !== null ? await findPersonByPhone(inner, phone) : undefined;
    const id =
      known?.id ??
      byPhone?.id ??
      (await createPerson(inner, { name: (name ?? `居民${subject.slice(-4)}`).slice(0, 40), phone }));
    if (known === undefined) {
      await context.tx
        .insertInto('identity.external_identity')
        .values({
          district: context.district,
          issuer,
          subject,
          person: id,
          created_at: context.now,
          last_sign_in_at: context.now,
        })
        .onConflict((conflict) =>
          conflict.columns(['district', 'issuer', 'subject']).doUpdateSet({ person: id, last_sign_in_at: context.now }),
        )
        .execute();
    }
    const person = (await findKnownPerson(inner, id))!;
    const session = await startSession(context, id, { method: provider, secondFactor, life: lifeOf(person) });
    return { done: 'signed-in', session, person: id, name: person.name };
  },
});
