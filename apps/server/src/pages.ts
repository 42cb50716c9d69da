import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '@zhongzhi/kernel';

const APPS = join(import.meta.dirname, '../..');
const OPEN = { config: { access: 'public' }, schema: { hide: true } } as const;
const NOT_BUILT =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>众治</title><p>页面还没有构建，请运行 npm run build。The pages are not built yet: npm run build.</p></html>';

/** The files of one built application; what is not among them is never looked for on disk. */
function builtFiles(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Set(files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')));
}

const READ_AGAIN_MS = 1_000;

const isHashed = (path: string): boolean => path.startsWith('assets/');

/** Serves the built pages: hashed files for a year, everything else fresh; other addresses give the entry page. */
export async function addPages(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: APPS, serve: false, cacheControl: false, preCompressed: true });
  const page = (folder: string) => {
    const root = join(APPS, folder, 'dist');
    let files = builtFiles(root);
    let readAt = Date.now();
    return (path: string, reply: FastifyReply): FastifyReply => {
      if (isHashed(path) && !files.has(path) && Date.now() - readAt > READ_AGAIN_MS) {
        files = builtFiles(root); // the pages were built anew while we serve
        readAt = Date.now();
      }
      if (files.has(path) && path !== 'index.html') {
        return reply
          .header('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
          .sendFile(path, root);
      }
      if (/\.[a-z0-9]{2,5}$/i.test(path))
        throw refuse.notFound('route.not-found', '没有这个文件。', 'There is no such file.');
      reply.header('cache-control', 'no-cache');
      return existsSync(join(root, 'index.html')) // while the pages are built anew there is none for a moment
        ? reply.sendFile('index.html', root)
        : reply.type('text/html; charset=utf-8').send(NOT_BUILT);
    };
  };
  const desk = page('desk');
  const residents = page('public');
  const rest = (request: FastifyRequest): string => (request.params as { '*'?: string })['*'] ?? '';
  app.get('/desk', OPEN, (_request, reply) => desk('', reply));
  app.get('/desk/*', OPEN, (request, reply) => desk(rest(request), reply));
  app.get('/', OPEN, (_request, reply) => residents('', reply));
  app.get('/*', OPEN, (request, reply) => {
    const path = rest(request);
    if (/^(api|open311)(\/|$)/.test(path))
      throw refuse.notFound('route.not-found', '没有这个地址，请检查。', 'There is nothing at this address.');
    return residents(path, reply);
  });
}
