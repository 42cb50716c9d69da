import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { didOf } from './addresses.ts';

const PURPOSE = 'certificates.issuer-key';

interface KeyRow {
  publicKey: string;
  retiredAt: Date | null;
}

/** Makes a unit's key; the present one, if there is one, is retired and stays in the did document. */
async function makeKey(context: Context, unit: string): Promise<{ publicKey: string; secret: string }> {
  const { generate } = await import('@digitalbazaar/ed25519-multikey');
  const pair = await generate({ controller: didOf(context.platform, unit) });
  const { publicKeyMultibase, secretKeyMultibase } = await pair.export({ publicKey: true, secretKey: true });
  await sql`insert into certificates.issuer_key (district, unit, public_key, secret_cipher, made_at)
    values (${context.district}, ${unit}, ${publicKeyMultibase}, ${context.platform.vault.encrypt(PURPOSE, secretKeyMultibase)}, ${context.now})`.execute(
    context.tx,
  );
  return { publicKey: publicKeyMultibase, secret: secretKeyMultibase };
}

const lockKeys = (context: Context, unit: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`certificates:keys:${unit}`}, ${context.district}))`.execute(
    context.tx,
  );

/** The key that a unit signs with now; made when the unit certifies for the first time. */
async function presentKey(context: Context, unit: string): Promise<{ publicKey: string; secret: string }> {
  await lockKeys(context, unit);
  const { rows } = await sql<{
    publicKey: string;
    cipher: Buffer;
  }>`select public_key as "publicKey", secret_cipher as cipher from certificates.issuer_key where district = ${context.district} and unit = ${unit} and retired_at is null`.execute(
    context.tx,
  );
  const found = rows[0];
  if (found === undefined) return makeKey(context, unit);
  return { publicKey: found.publicKey, secret: context.platform.vault.decrypt(PURPOSE, found.cipher) };
}

/** Gives a unit a new key. What the earlier ones signed still verifies. */
export async function changeKey(context: Context, unit: string): Promise<void> {
  await lockKeys(context, unit);
  await sql`update certificates.issuer_key set retired_at = ${context.now} where district = ${context.district} and unit = ${unit} and retired_at is null`.execute(
    context.tx,
  );
  await makeKey(context, unit);
}

/** Something that signs for a unit, as the library takes it. */
export async function signerOf(context: Context, unit: string): Promise<unknown> {
  const { from } = await import('@digitalbazaar/ed25519-multikey');
  const { publicKey, secret } = await presentKey(context, unit);
  const did = didOf(context.platform, unit);
  const pair = await from({
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${publicKey}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: publicKey,
    secretKeyMultibase: secret,
  });
  return pair.signer();
}

/** The did document of a unit, with all keys it ever signed with; undefined for one that never certified. */
export async function didDocumentOf(context: Context, unit: string): Promise<object | undefined> {
  const { rows } =
    await sql<KeyRow>`select public_key as "publicKey", retired_at as "retiredAt" from certificates.issuer_key
    where district = ${context.district} and unit = ${unit} order by made_at desc`.execute(context.tx);
  if (rows.length === 0) return undefined;
  const did = didOf(context.platform, unit);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: rows.map(({ publicKey }) => ({
      id: `${did}#${publicKey}`,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: publicKey,
    })),
    assertionMethod: rows.map(({ publicKey }) => `${did}#${publicKey}`),
  };
}
