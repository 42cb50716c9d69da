import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, Refusal, refuse, type Call, type CallOf, type Platform } from '@zhongzhi/kernel';
import { maySeeFile } from './attach.ts';
import { discard, takeIn, type Incoming } from './incoming.ts';
import { keepIncoming, MOST_BYTES, type KeptFile } from './keep-upload.ts';
import { refuseHoarding } from './waiting.ts';
import { contentStoreOf } from './store/file-store.ts';

/** RFC 8187: what `encodeURIComponent` leaves and a header's extended value may not hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const tooLarge = () =>
  refuse.tooLarge(
    'file.too-large',
    '文件超过 20 MB，请压缩或换一个再传。',
    'The file is larger than 20 MB; make it smaller and try again.',
  );

const noRoom = () =>
  refuse.busy(
    'file.no-room',
    '平台暂时存不下文件，请稍后再传；事情可以先不带照片提交。',
    'There is no room for files just now. Try again later; you can send your matter without photos.',
  );

const LIMITS = { fileSize: MOST_BYTES, files: 1, fields: 5, fieldSize: 1_000, headerPairs: 50 };

/** Takes in the one file of a form. Whatever is wrong with the form, nothing of it is left. */
async function receive(platform: Platform, request: FastifyRequest): Promise<{ name: string; incoming: Incoming }> {
  if (!request.isMultipart())
    throw refuse.unsupported(
      'file.not-multipart',
      '请用表单（multipart/form-data）上传文件。',
      'Send the file as multipart/form-data.',
    );
  let received: { name: string; incoming: Incoming } | undefined;
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type !== 'file') continue;
      received = { name: part.filename ?? '', incoming: await takeIn(platform.settings, part.file) };
      if (part.file.truncated) throw tooLarge();
    }
  } catch (error) {
    await discard(received?.incoming);
    throw formFault(error);
  }
  if (received === undefined)
    throw refuse.invalid('file.missing', '没有收到文件，请重新选择。', 'No file was sent; choose one.');
  return received;
}

/** Faults of our own, not of the form. */
const DISK_FAULTS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO', 'EMFILE', 'ENFILE', 'ENOENT']);
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What a form that cannot be read is refused with. */
function formFault(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (error instanceof Refusal) return error;
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  if (code === 'FST_FILES_LIMIT')
    return refuse.invalid(
      'file.one-at-a-time',
      '一次只能传一个文件，请分开上传。',
      'One file at a time: send them one by one.',
    );
  if (code !== undefined && DISK_FAULTS.has(code)) return error;
  return refuse.invalid(
    'file.form-broken',
    '文件没有传完整，请检查网络后重新上传。',
    'The file did not arrive whole; check the connection and send it again.',
  );
}

async function receiveAndKeep(platform: Platform, call: Call, request: FastifyRequest): Promise<KeptFile> {
  let incoming: Incoming | undefined;
  try {
    const received = await receive(platform, request);
    incoming = received.incoming;
    return await keepIncoming(platform, call, received.name, incoming);
  } catch (error) {
    if (!DISK_FULL.has((error as { code?: string }).code ?? '')) throw error;
    platform.logger.error({ fault: (error as Error).message }, 'no room for uploads');
    throw noRoom();
  } finally {
    await discard(incoming);
  }
}

async function send(
  platform: Platform,
  callOf: CallOf,
  request: FastifyRequest<{ Params: { id: string }; Querystring: { size?: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id } = request.params;
  if (!isUuid(id)) throw refuse.notFound();
  const file = await platform.transact('public', 'read', await callOf(request), async (context) => {
    const row = await context.tx
      .selectFrom('files.file')
      .selectAll()
      .where('district', '=', context.district)
      .where('id', '=', id)
      .executeTakeFirst();
    return row !== undefined && (await maySeeFile(context, row)) ? row : undefined;
  });
  if (file === undefined)
    throw refuse.notFound(
      'file.not-found',
      '没有找到这个文件，或它不在您的范围内。',
      'This file was not found, or it is outside your scope.',
    );
  const isSmall = request.query.size === 'thumb' && file.kind === 'image';
  const content = await contentStoreOf(platform.settings).read(isSmall ? `s-${id}` : id);
  if (content === undefined) throw refuse.gone('file.gone', '这个文件已不在了。', 'This file is gone.');
  const place = file.kind === 'image' ? 'inline' : 'attachment';
  return reply
    .header('content-type', file.media_type)
    .header('content-disposition', `${place}; filename*=UTF-8''${encodeName(file.original_name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, no-store')
    .send(content);
}

/** `POST /api/v1/files` and `GET /api/v1/files/:id`. */
export async function addFileRoutes(app: FastifyInstance, platform: Platform, callOf: CallOf): Promise<void> {
  await app.register(multipart, { throwFileSizeLimit: true });
  app.post(
    '/api/v1/files',
    {
      config: { access: 'signed-in' },
      bodyLimit: MOST_BYTES + 1_000_000,
      schema: {
        summary: '上传照片或文件（表单字段 file，最大 20 MB）',
        description: 'Multipart form with one field `file`. Pictures are made anew without place and device.',
        tags: ['file'],
        consumes: ['multipart/form-data'],
      },
    },
    async (request, reply) => {
      const call = await callOf(request);
      if (call.actor.kind === 'anonymous') throw refuse.unauthenticated();
      if (!platform.registry.may(call.actor, 'signed-in'))
        throw refuse.forbidden(
          'file.people-only',
          '只有登录的人可以上传文件；对接系统请通过它自己的接口提交。',
          'Only people who signed in upload files; a machine client sends through its own interface.',
        );
      await refuseHoarding(platform, call);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await receiveAndKeep(platform, call, request));
    },
  );
  app.get<{ Params: { id: string }; Querystring: { size?: string } }>(
    '/api/v1/files/:id',
    { config: { access: 'public' }, schema: { summary: '取文件；size=thumb 为小图', tags: ['file'] } },
    (request, reply) => send(platform, callOf, request, reply),
  );
}
