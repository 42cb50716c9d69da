import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const APPS = join(import.meta.dirname, '../..');
const YEAR_SECONDS = 365 * 86_400;

interface Pages {
  prefix: string;
  folder: string;
}

const isHashed = (path: string): boolean => /\/assets\//.test(path);

/** Serves the built pages: hashed files for a year, entry pages fresh; every other address below gives the entry page. */
export async function addPages(app: FastifyInstance): Promise<void> {
  const all: Pages[] = [
    { prefix: '/desk/', folder: join(APPS, 'desk/dist') },
    { prefix: '/', folder: join(APPS, 'public/dist') },
  ];
  let isDecorated = false;
  for (const { prefix, folder } of all) {
    if (!existsSync(join(folder, 'index.html'))) continue;
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'public' };
        route.schema = { ...route.schema, hide: true };
      });
      await scope.register(fastifyStatic, {
        root: folder, prefix, wildcard: false, decorateReply: !isDecorated, index: false, cacheControl: false, preCompressed: true,
        setHeaders: (reply, path) => void reply.header('cache-control', isHashed(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache'),
      });
    });
    isDecorated = true;
  }
  const entry = (folder: string) => async () => readFile(join(folder, 'index.html'), 'utf8');
  const open = { config: { access: 'public' }, schema: { hide: true } };
  const missing = '<!doctype html><meta charset="utf-8"><title>众治</title><p>页面还没有构建，请运行 npm run build。The pages are not built yet: npm run build.</p>';
  const page = (folder: string) => async (_request: unknown, reply: { type: (t: string) => { header: (n: string, v: string) => { send: (b: string) => unknown } } }) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(existsSync(join(folder, 'index.html')) ? await entry(folder)() : missing);
  app.get('/desk', open, page(all[0]!.folder) as never);
  app.get('/desk/*', open, page(all[0]!.folder) as never);
  for (const path of ['/', '/answers', '/answers/*', '/sign-in', '/report', '/report/*', '/my', '/my/*', '/matters', '/matters/*', '/public', '/public/*', '/notices', '/settings', '/settings/*', '/suggest', '/privacy', '/search', '/search/*']) {
    app.get(path, open, page(all[1]!.folder) as never);
  }
}
