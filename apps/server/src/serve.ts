import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { keepDelivering, takeJobs, type Platform } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { findActor } from '@zhongzhi/identity';
import { addDocsPage } from './docs-page.ts';
import { addPages } from './pages.ts';

/** How long a request that is under way at the stop has to be answered. */
const TIME_TO_ANSWER_MS = 5_000;

/** A process that serves, works, or both; stopped in the reverse order. */
export interface Running {
  app: FastifyInstance | null;
  stop: () => Promise<void>;
}

export const version = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Starts pages and interfaces, and the worker with them unless told otherwise. */
export async function serve(platform: Platform, url: string, options: { withWorker: boolean }): Promise<Running> {
  let isReady = false;
  const app = await buildShell(platform, { findActor: findActor(platform), isReady: () => isReady, version });
  addDocsPage(app);
  await addPages(app);
  await app.ready();
  const worker = options.withWorker ? await work(platform, url) : null;
  const stop = async (): Promise<void> => {
    isReady = false;
    const late = setTimeout(() => app.server.closeAllConnections(), TIME_TO_ANSWER_MS);
    await app.close();
    clearTimeout(late);
    await worker?.stop();
  };
  try {
    await app.listen({ port: platform.settings.port, host: platform.settings.host });
  } catch (error) {
    await stop();
    throw error;
  }
  isReady = true;
  return { app, stop };
}

/** Takes jobs and delivers events. */
export async function work(platform: Platform, url: string): Promise<{ stop: () => Promise<void> }> {
  const queue = await takeJobs(platform, url);
  const deliveries = keepDelivering(platform);
  return {
    stop: async () => {
      await deliveries.stop();
      await queue.stop({ graceful: true, timeout: 8_000 });
    },
  };
}
