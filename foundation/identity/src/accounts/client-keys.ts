import { Type } from 'typebox';
import { personOf, query, refuse, useCase, type Context, type Platform } from '@zhongzhi/kernel';
import { Text, Uuid } from '@zhongzhi/contract-kit';
import { ClientKeys, NewClientKey, Nothing } from '../contract/index.ts';
import { DEMO_CLIENT_KEY, digestToken, isClientSecretShaped, makeClientKey } from '../domain/secrets.ts';
import { forgetClients } from '../session/session-cache.ts';

/** Under this key modules contribute the names of permissions that a machine client may hold. */
export const CLIENT_PERMISSIONS = 'identity.client-permissions';

/** A machine client as the actor needs it. */
export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** What machine clients may be granted at all: nothing that a module did not offer. */
export const grantablePermissions = (platform: Platform): string[] =>
  [...new Set(platform.collect<string>(CLIENT_PERMISSIONS))].sort();

const NOTED_EVERY_MS = 3_600_000;

/**
 * The machine client of a key; undefined for an unknown or revoked one. The key `demo` works in demonstration mode
 * only and holds everything that modules offer to clients.
 */
export async function findClientByKey(context: Context, key: string): Promise<Client | undefined> {
  const offered = grantablePermissions(context.platform);
  if (key === DEMO_CLIENT_KEY)
    return context.platform.isDemo ? { clientId: 'demo', name: '演示客户端', permissions: offered } : undefined;
  if (!isClientSecretShaped(key)) return undefined;
  const row = await context.tx
    .selectFrom('identity.api_key')
    .select(['id', 'name', 'permissions'])
    .where('district', '=', context.district)
    .where('key_hash', '=', digestToken(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    clientId: row.id,
    name: row.name,
    permissions: row.permissions.filter((permission) => offered.includes(permission)),
  };
}

/** Notes that a key was used, about once an hour; separate from the look-up, which may run in a read-only transaction. */
export async function noteClientUse(context: Context, clientId: string): Promise<void> {
  if (clientId === 'demo') return;
  await context.tx
    .updateTable('identity.api_key')
    .set({ last_used_at: context.now })
    .where('district', '=', context.district)
    .where('id', '=', clientId)
    .where((where) =>
      where.or([
        where('last_used_at', 'is', null),
        where('last_used_at', '<', new Date(context.now.getTime() - NOTED_EVERY_MS)),
      ]),
    )
    .execute();
}

const closed = { additionalProperties: false } as const;
const permission = 'identity.client-key.manage';

export const listClientKeys = query({
  name: 'identity.list-client-keys',
  permission,
  secondFactor: true,
  summary: { zh: '对接系统的密钥', en: 'Keys of machine clients' },
  input: Type.Object({}, closed),
  output: ClientKeys,
  async run(context) {
    const rows = await context.tx
      .selectFrom('identity.api_key')
      .selectAll()
      .where('district', '=', context.district)
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    const items = rows.map((row) => ({
      id: row.id,
      name: row.name,
      permissions: row.permissions,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    }));
    return { items, grantable: grantablePermissions(context.platform) };
  },
});

export const issueClientKey = useCase({
  name: 'identity.issue-client-key',
  permission,
  secondFactor: true,
  summary: { zh: '发一把对接密钥（只显示一次）', en: 'Issue a key to a machine client; shown once' },
  input: Type.Object(
    { name: Text(80), permissions: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50 }) },
    closed,
  ),
  output: NewClientKey,
  async run(context, { name, permissions }) {
    const offered = grantablePermissions(context.platform);
    const foreign = permissions.find((wanted) => !offered.includes(wanted));
    if (foreign !== undefined)
      throw refuse.invalid(
        'client-key.permission-not-offered',
        `“${foreign}”不能给对接系统，请从列表中选。`,
        `"${foreign}" cannot be given to a machine client; choose from the list.`,
      );
    const key = makeClientKey();
    const id = context.newId();
    await context.tx
      .insertInto('identity.api_key')
      .values({
        district: context.district,
        id,
        key_hash: digestToken(key),
        name,
        permissions: [...new Set(permissions)],
        created_by: personOf(context.actor),
        created_at: context.now,
      })
      .execute();
    return { id, key };
  },
});

export const revokeClientKey = useCase({
  name: 'identity.revoke-client-key',
  permission,
  secondFactor: true,
  summary: { zh: '停用一把对接密钥', en: 'Revoke the key of a machine client' },
  input: Type.Object({ id: Uuid }, closed),
  output: Nothing,
  async run(context, { id }) {
    const revoked = await context.tx
      .updateTable('identity.api_key')
      .set({ revoked_at: context.now })
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute();
    if (revoked.length === 0) throw refuse.notFound();
    const { platform } = context;
    context.afterCommit(() => forgetClients(platform));
    return {};
  },
});
