import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Someone whom the fake issuer knows. */
export interface IssuerAccount {
  name: string;
  phone: string | null;
  isPhoneVerified: boolean;
  methods: string[];
}

interface IssuerClient {
  id: string;
  secret: string;
  callback: string;
}

export interface FakeIssuer {
  issuer: string;
  accounts: Map<string, IssuerAccount>;
  /** Does what a person does at the issuer: follows the address, signs in, and returns the address to come back to. */
  visit(address: string, account: string): Promise<URL>;
  stop(): Promise<void>;
}

function buildProvider(issuer: string, client: IssuerClient, accounts: ReadonlyMap<string, IssuerAccount>): Provider {
  const findAccount = (_ctx: unknown, id: string) => {
    const account = accounts.get(id);
    if (account === undefined) return undefined;
    const { name, phone, isPhoneVerified } = account;
    return {
      accountId: id,
      claims: () => ({ sub: id, name, phone_number: phone, phone_number_verified: isPhoneVerified }),
    };
  };
  const provider: Provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.callback] }],
    claims: { openid: ['sub', 'amr'], profile: ['name'], phone: ['phone_number', 'phone_number_verified'] },
    cookies: { keys: ['a key of the fake issuer'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/enter/${interaction.uid}` },
    findAccount,
    loadExistingGrant: async (ctx: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
      grant.addOIDCScope('openid profile phone');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

async function visit(issuer: string, address: string, account: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let step = 0; step < 8 && next.startsWith(issuer); step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { 'x-account': account, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the issuer answered ${response.status}`);
    next = new URL(location, next).href;
  }
  return new URL(next);
}

/** A certified OpenID Connect issuer on this machine, at which signing in takes no page. */
export async function startFakeIssuer(client: IssuerClient): Promise<FakeIssuer> {
  const accounts = new Map<string, IssuerAccount>();
  const server = createServer();
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = buildProvider(issuer, client, accounts);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/enter/') !== true) {
      void answer(request, response);
      return;
    }
    const accountId = String(request.headers['x-account']);
    const amr = accounts.get(accountId)?.methods ?? [];
    void provider.interactionFinished(request, response, { login: { accountId, amr } });
  });
  return {
    issuer,
    accounts,
    visit: (address, account) => visit(issuer, address, account),
    stop: () => new Promise((done) => void server.close(() => done())),
  };
}
