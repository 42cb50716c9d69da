import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import { APP_ROLE, installQueue, migrate } from '@zhongzhi/kernel';
import { TEST_TEMPLATE } from '@zhongzhi/kernel/testing';
import { modules } from '@zhongzhi/server';

/** Starts one PostgreSQL for all database tests and migrates the template that each test file copies. */
export default async function setup(): Promise<() => Promise<void>> {
  process.env['ZHONGZHI_UNSAFE_DATABASE'] = 'tests';
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zhongzhi-test-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, tune: 'test' });
  await createDatabase(server.url, TEST_TEMPLATE);
  const template = new URL(server.url);
  template.pathname = `/${TEST_TEMPLATE}`;
  await migrate(template.href, modules);
  await installQueue(template.href, APP_ROLE);
  process.env['ZHONGZHI_TEST_DATABASE'] = server.url;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
