import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, Refusal, refuse, type CallOf, type Platform } from '@zhongzhi/kernel';
import { maySeeFile } from './attach.ts';
import { keepUpload, MOST_BYTES } from './keep-upload.ts';
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

async function receive(request: FastifyRequest): Promise<{ name: string; content: Buffer }> {
  if (!request.isMultipart())
    throw refuse.unsupported(
      'file.not-multipart',
      '请用表单（multipart/form-data）上传文件。',
      'Send the file as multipart/form-data.',
    );
  try {
    const part = await request.file({
      limits: { fileSize: MOST_BYTES, files: 1, fields: 5, fieldSize: 1_000, headerPairs: 50 },
    });
    if (part === undefined)
      throw refuse.invalid('file.missing', '没有收到文件，请重新选择。', 'No file was sent; choose one.');
    const content = await part.toBuffer();
    return { name: part.filename ?? '', content };
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge();
    if (error instanceof Refusal) throw error;
    throw refuse.invalid(
      'file.form-broken',
      '文件没有传完整，请检查网络后重新上传。',
      'The file did not arrive whole; check the connection and send it again.',
    );
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
      const { name, content } = await receive(request);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await keepUpload(platform, call, name, content));
    },
  );
  app.get<{ Params: { id: string }; Querystring: { size?: string } }>(
    '/api/v1/files/:id',
    { config: { access: 'public' }, schema: { summary: '取文件；size=thumb 为小图', tags: ['file'] } },
    (request, reply) => send(platform, callOf, request, reply),
  );
}
