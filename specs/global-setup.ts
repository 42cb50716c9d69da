import { createDatabase, startTemporaryPostgres } from '@zhongzhi/embedded-postgres';
import { APP_ROLE, installQueue, migrate } from '@zhongzhi/kernel';
import { TEST_TEMPLATE } from '@zhongzhi/kernel/testing';
import { workspaceMigrations } from '@zhongzhi/tooling';

/** Starts one PostgreSQL for all database tests and migrates the template that each test file copies. */
export default async function setup(): Promise<() => Promise<void>> {
  process.env['ZHONGZHI_UNSAFE_DATABASE'] = 'tests';
  const server = await startTemporaryPostgres();
  await createDatabase(server.url, TEST_TEMPLATE);
  const template = new URL(server.url);
  template.pathname = `/${TEST_TEMPLATE}`;
  await migrate(template.href, workspaceMigrations());
  await installQueue(template.href, APP_ROLE);
  process.env['ZHONGZHI_TEST_DATABASE'] = server.url;
  return () => server.stop();
}
