/** `npm run tables`: migrates a throwaway database and writes db/ from its catalog; `--check` only compares. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import { migrate } from '@zhongzhi/kernel';
import { generate } from './generate-tables.ts';
import { workspaceMigrations } from './workspace-migrations.ts';

const check = process.argv.includes('--check');
const modules = workspaceMigrations();
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zhongzhi-tables-'));
process.env['ZHONGZHI_UNSAFE_DATABASE'] = 'tests';
const server = await startEmbeddedPostgres({ dataDir: folder, tune: 'test' });
try {
  await createDatabase(server.url, 'tables');
  const url = new URL(server.url);
  url.pathname = '/tables';
  await migrate(url.href, modules, (line) => console.log(line));
  const drifted = await generate(url.href, check);
  console.log(
    drifted.length === 0 ? 'db/ matches the migrations' : `${check ? 'differs' : 'written'}: ${drifted.join(', ')}`,
  );
  if (check && drifted.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
