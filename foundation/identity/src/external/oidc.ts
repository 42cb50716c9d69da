import * as client from 'openid-client';
import { isPhone, normalisePhone } from '@zhongzhi/contract-kit';
import type { ExternalProvider } from './provider.ts';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
}

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid profile phone';

const text = (claim: unknown): string | null => (typeof claim === 'string' && claim !== '' ? claim : null);

function verifiedPhone(claims: Readonly<Record<string, unknown>>): string | null {
  if (claims['phone_number_verified'] !== true) return null;
  const phone = normalisePhone(text(claims['phone_number']) ?? '');
  return phone !== null && isPhone(phone) ? phone : null;
}

/** Reads the issuer's metadata once; an issuer that was away is asked again by the next person. */
function discoverer({ issuer, clientId, clientSecret }: OidcSettings): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | null = null;
  return () => {
    found ??= client
      .discovery(
        new URL(issuer),
        clientId,
        undefined,
        clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
        {
          timeout: TIMEOUT_SECONDS,
          ...(issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}),
        },
      )
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  };
}

/** OpenID Connect with code flow, state, nonce and PKCE; issuer, audience and signature are checked by openid-client. */
export function createOidcProvider(settings: OidcSettings): ExternalProvider {
  const configuration = discoverer(settings);
  return {
    name: 'oidc',
    async leave({ state, nonce, verifier, callback }) {
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },
    async arrive({ state, nonce, verifier, callback }, query) {
      const config = await configuration();
      const current = new URL(callback);
      current.search = query.toString();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(config, current, checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('no ID token');
      const asks = config.serverMetadata().userinfo_endpoint !== undefined;
      const more = asks ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
      const all: Record<string, unknown> = { ...claims, ...more };
      const methods = Array.isArray(claims['amr']) ? claims['amr'] : [];
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: text(all['name']),
        phone: verifiedPhone(all),
        secondFactor: methods.includes('mfa'),
      };
    },
  };
}
