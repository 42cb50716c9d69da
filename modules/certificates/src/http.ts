import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, systemActor, type CallOf, type Context, type Platform } from '@zhongzhi/kernel';
import { didDocumentOf } from './keys.ts';
import { paperOf } from './paper.ts';
import { signedStatusList } from './status-list.ts';
import { certificateNotFound, credentialKept, getCertificate } from './store.ts';
import { isOfUnit } from './use-cases.ts';

type Named<K extends string> = FastifyRequest<{ Params: Record<K, string> }>;

const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sent so that other programs may read it from their own pages, and that it need not be sent again unchanged. */
function sendOpenly(request: FastifyRequest, reply: FastifyReply, type: string, document: object): FastifyReply {
  const text = JSON.stringify(document);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=60');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply.header('content-type', type).send(text);
}

const LIST_FRESH_MS = 60_000;

/** Signed lists of this process, for a minute: whoever checks many certificates does not make us sign each time. */
function listKeeper(platform: Platform): (unit: string) => Promise<object> {
  const kept = new Map<string, { list: object; until: number }>();
  return async (unit) => {
    const now = platform.clock().getTime();
    const known = kept.get(unit);
    if (known !== undefined && known.until > now) return known.list;
    const list = await platform.transact('public', 'write', { actor: systemActor('status list') }, (context) =>
      signedStatusList(context, unit),
    );
    if (kept.size > 1_000) kept.clear();
    kept.set(unit, { list, until: now + LIST_FRESH_MS });
    return list;
  };
}

async function needOwn(context: Context, id: string): Promise<void> {
  const { person, unit } = await getCertificate(context, id);
  const { actor } = context;
  const isOwn = actor.kind === 'person' && actor.personId === person;
  if (!isOwn && !isOfUnit(context, unit)) throw certificateNotFound();
}

const open = { config: { access: 'public' } };

/** What is not JSON of our own interface: did documents, status lists, credentials and papers. */
export function addCertificateRoutes(app: FastifyInstance, platform: Platform, callOf: CallOf): void {
  addIssuerRoutes(app, platform);
  addCredentialRoute(app, platform);
  addPaperRoute(app, platform, callOf);
}

/** What a verifier looks up about a unit: its keys, and what it has revoked. */
function addIssuerRoutes(app: FastifyInstance, platform: Platform): void {
  const listOf = listKeeper(platform);
  app.get(
    '/units/:unit/did.json',
    { ...open, schema: { hide: true } },
    async (request: Named<'unit'>, reply: FastifyReply) => {
      const { unit } = request.params;
      if (!isUuid(unit)) throw certificateNotFound();
      const document = await platform.transact('public', 'read', { actor: systemActor('did document') }, (context) =>
        didDocumentOf(context, unit),
      );
      if (document === undefined) throw certificateNotFound();
      return sendOpenly(request, reply, 'application/did+json', document);
    },
  );
  app.get(
    '/api/v1/certificate-status/:unit',
    {
      ...open,
      schema: {
        summary: '一个单位撤销证明的清单（Bitstring Status List，可验证）',
        description: 'A unit’s revoked certificates, as a signed Bitstring Status List.',
        tags: ['certificate'],
      },
    },
    async (request: Named<'unit'>, reply: FastifyReply) => {
      const { unit } = request.params;
      if (!isUuid(unit)) throw certificateNotFound();
      return sendOpenly(request, reply, 'application/vc', await listOf(unit));
    },
  );
}

function addCredentialRoute(app: FastifyInstance, platform: Platform): void {
  app.get(
    '/api/v1/certificates/:id/credential',
    {
      ...open,
      schema: {
        summary: '证明的可验证凭证（W3C VC 2.0）',
        description:
          'The certificate as a W3C Verifiable Credential 2.0. It names nobody; its address is not guessable.',
        tags: ['certificate'],
      },
    },
    async (request: Named<'id'>, reply: FastifyReply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw certificateNotFound();
      const credential = await platform.transact('public', 'read', { actor: systemActor('credential') }, (context) =>
        credentialKept(context, id),
      );
      return sendOpenly(request, reply, 'application/vc', credential);
    },
  );
}

function addPaperRoute(app: FastifyInstance, platform: Platform, callOf: CallOf): void {
  app.get(
    '/api/v1/certificates/:id/paper',
    {
      config: { access: 'signed-in' },
      schema: {
        summary: '证明的 PDF（本人和出具单位）',
        description: 'The certificate as a PDF, for its holder and the unit that issued it.',
        tags: ['certificate'],
      },
    },
    async (request: Named<'id'>, reply: FastifyReply) => {
      const { id } = request.params;
      const call = await callOf(request);
      if (!isUuid(id)) throw certificateNotFound();
      const { name, bytes } = await platform.transact('signed-in', 'read', call, async (context) => {
        await needOwn(context, id);
        return paperOf(context, id);
      });
      return reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="certificate.pdf"; filename*=UTF-8''${encodeName(name)}`)
        .header('cache-control', 'private, no-store')
        .send(bytes);
    },
  );
}
