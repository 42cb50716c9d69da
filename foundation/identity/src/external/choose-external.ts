import { SettingError, type Platform } from '@zhongzhi/kernel';
import { createOidcProvider } from './oidc.ts';
import { isSafeAddress, type ExternalProvider } from './provider.ts';
import { createTicketProvider } from './ticket.ts';

type Providers = Partial<Record<ExternalProvider['name'], ExternalProvider>>;

function check(platform: Platform, address: string, variable: string): void {
  if (platform.settings.publicAddress === null)
    throw new SettingError(
      `设置了 ${variable}，还要设置 PUBLIC_ADDRESS（对外网址），登录后才能回到本平台。${variable} needs PUBLIC_ADDRESS too.`,
    );
  if (!isSafeAddress(address))
    throw new SettingError(`${variable} 必须是 https:// 地址。${variable} must begin with https://.`);
}

function choose(platform: Platform): Providers {
  const { oidcIssuer, oidcClientId, oidcClientSecret, ticketLoginAddress, ticketClientId, ticketClientSecret } =
    platform.settings;
  const chosen: Providers = {};
  if (oidcIssuer !== null) {
    check(platform, oidcIssuer, 'OIDC_ISSUER');
    if (oidcClientId === null)
      throw new SettingError('设置了 OIDC_ISSUER，还缺 OIDC_CLIENT_ID。OIDC_ISSUER needs OIDC_CLIENT_ID.');
    chosen.oidc = createOidcProvider({ issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret });
  }
  if (ticketLoginAddress !== null) {
    check(platform, ticketLoginAddress, 'TICKET_LOGIN_ADDRESS');
    if (ticketClientId === null || ticketClientSecret === null)
      throw new SettingError(
        '设置了 TICKET_LOGIN_ADDRESS，还缺 TICKET_CLIENT_ID 或 TICKET_CLIENT_SECRET。TICKET_LOGIN_ADDRESS needs TICKET_CLIENT_ID and TICKET_CLIENT_SECRET.',
      );
    chosen.ticket = createTicketProvider({
      address: ticketLoginAddress,
      clientId: ticketClientId,
      clientSecret: ticketClientSecret,
      now: platform.clock,
    });
  }
  return chosen;
}

const chosenFor = new WeakMap<Platform, Providers>();

/**
 * The outside sign-ins that the settings name, made once.
 * @throws SettingError when one is not fully set or not safe.
 */
export function externalProviders(platform: Platform): Providers {
  const known = chosenFor.get(platform) ?? choose(platform);
  chosenFor.set(platform, known);
  return known;
}
