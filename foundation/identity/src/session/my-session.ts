import { Type, type Static } from 'typebox';
import { editPerson, getPerson, maskedPerson, organisationNamesOf, regionNamesOf } from '@zhongzhi/directory';
import { findRole } from '@zhongzhi/directory/contract';
import { query, refuse, useCase, type Actor, type Context, type Grant, type Platform } from '@zhongzhi/kernel';
import { providerOf } from '@zhongzhi/notices';
import { Uuid } from '@zhongzhi/contract-kit';
import { findAccount } from '../accounts/account-store.ts';
import { Nothing, Rename, SessionAnswer, SessionsOfMine, type RoleHeld } from '../contract/index.ts';
import { findKnownPerson } from '../people.ts';
import { endSessions } from './sessions.ts';

const closed = { additionalProperties: false } as const;
type Person = Extract<Actor, { kind: 'person' }>;

const me = (context: Context): Person => {
  if (context.actor.kind !== 'person') throw refuse.unauthenticated();
  return context.actor;
};

async function describeRoles(context: Context, grants: readonly Grant[]): Promise<Static<typeof RoleHeld>[]> {
  const places = await regionNamesOf(
    context,
    grants.flatMap((grant) => grant.place ?? []),
  );
  const units = await organisationNamesOf(
    context,
    grants.flatMap((grant) => grant.unit ?? []),
  );
  return grants.map(({ role, place, unit }) => ({
    role,
    label: findRole(role)?.label[context.language] ?? role,
    place,
    placeName: place === null ? null : (places.get(place) ?? null),
    unit,
    unitName: unit === null ? null : (units.get(unit) ?? null),
  }));
}

async function describeStaff(context: Context, person: Person): Promise<SessionAnswer['staff']> {
  const known = await findKnownPerson(context, person.personId);
  const account = await findAccount(context, person.personId);
  const rolesWithheld = (known?.grants.length ?? 0) - person.grants.length;
  if (account === undefined && rolesWithheld === 0) return null;
  return {
    needsNewPassword: account?.must_change_password === true,
    needsSecondFactor: !person.secondFactor && (rolesWithheld > 0 || account !== undefined),
    isEnrolled: account != null && account.totp_confirmed_at !== null,
    rolesWithheld,
  };
}

/** The ways in which this platform lets people in, for the sign-in page. */
function waysIn(platform: Platform): SessionAnswer['signInWays'] {
  const { oidcIssuer, ticketLoginAddress } = platform.settings;
  return [
    providerOf(platform) === null ? ('staff-code' as const) : ('code' as const),
    'password' as const,
    ...(oidcIssuer === null ? [] : (['oidc'] as const)),
    ...(ticketLoginAddress === null ? [] : (['ticket'] as const)),
    ...(platform.isDemo ? (['demo'] as const) : []),
  ];
}

export const showSession = query({
  name: 'identity.show-session',
  permission: 'public',
  summary: { zh: '我是谁，能做什么', en: 'Who I am and what I may do' },
  input: Type.Object({}, closed),
  output: SessionAnswer,
  async run(context) {
    const { actor, platform } = context;
    const common = { mode: platform.settings.mode, signInWays: waysIn(platform) };
    if (actor.kind !== 'person') return { ...common, person: null, abilities: [], staff: null };
    const inner = context.asSystem('own session');
    const masked = await maskedPerson(inner, actor.personId);
    return {
      ...common,
      person: {
        id: actor.personId,
        name: masked.name,
        phoneMasked: masked.phone,
        roles: await describeRoles(context, actor.grants),
      },
      abilities: [...platform.registry.permissions.keys()].filter((permission) => context.may(permission)).sort(),
      staff: await describeStaff(inner, actor),
    };
  },
});

export const listMySessions = query({
  name: 'identity.list-my-sessions',
  permission: 'signed-in',
  summary: { zh: '我在哪些设备上登录着', en: 'Devices on which I am signed in' },
  input: Type.Object({}, closed),
  output: SessionsOfMine,
  async run(context) {
    const { personId, sessionId } = me(context);
    const rows = await context.tx
      .selectFrom('identity.session')
      .selectAll()
      .where('district', '=', context.district)
      .where('person', '=', personId)
      .where('revoked_at', 'is', null)
      .where('ends_at', '>', context.now)
      .orderBy('last_seen_at', 'desc')
      .limit(100)
      .execute();
    const items = rows
      .filter((row) => row.last_seen_at.getTime() + row.idle_seconds * 1000 > context.now.getTime())
      .map((row) => ({
        id: row.id,
        device: row.device,
        address: row.address,
        method: row.method,
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
        isCurrent: row.id === sessionId,
      }));
    return { items };
  },
});

export const endMySession = useCase({
  name: 'identity.end-my-session',
  permission: 'signed-in',
  summary: { zh: '让一台设备退出登录', en: 'Sign one device out' },
  input: Type.Object({ id: Uuid }, closed),
  output: Nothing,
  async run(context, { id }) {
    if ((await endSessions(context, me(context).personId, { only: id })) === 0) throw refuse.notFound();
    return {};
  },
});

export const signOut = useCase({
  name: 'identity.sign-out',
  permission: 'public',
  summary: { zh: '退出登录', en: 'Sign out' },
  input: Type.Object({}, closed),
  output: Nothing,
  subject: () => null,
  async run(context) {
    const { actor } = context;
    if (actor.kind === 'person' && actor.sessionId !== null)
      await endSessions(context, actor.personId, { only: actor.sessionId });
    return {};
  },
});

export const signOutEverywhere = useCase({
  name: 'identity.sign-out-everywhere',
  permission: 'signed-in',
  summary: { zh: '所有设备都退出登录', en: 'Sign out on all devices' },
  input: Type.Object({}, closed),
  output: Type.Object({ ended: Type.Integer() }, closed),
  async run(context) {
    return { ended: await endSessions(context, me(context).personId) };
  },
});

export const renameMe = useCase({
  name: 'identity.rename-me',
  permission: 'signed-in',
  summary: { zh: '改我的称呼', en: 'Change my name' },
  // The answer holds the name: under an idempotency key it would outlive an erasure by a day.
  keepsAnswer: false,
  input: Rename,
  output: Type.Object({ name: Type.String() }, closed),
  async run(context, { name }) {
    const { personId } = me(context);
    const inner = context.asSystem('own name');
    const { version } = await getPerson(inner, personId);
    await editPerson(inner, personId, version, { name });
    return { name: (await getPerson(inner, personId)).name };
  },
});
