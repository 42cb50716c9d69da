/** `npm run tables`: migrates a throwaway database and writes db/ from its catalog; `--check` only compares. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import { migrate, type Module } from '@zhongzhi/kernel';
import { generate } from './generate-tables.ts';

const check = process.argv.includes('--check');
// The list of modules is the application's; tooling finds it by its place in the tree instead of depending on an application.
const list = pathToFileURL(join(import.meta.dirname, '../../apps/server/src/modules.ts')).href;
const { modules } = (await import(list)) as { modules: readonly Module[] };
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zhongzhi-tables-'));
process.env['ZHONGZHI_UNSAFE_DATABASE'] = 'tests';
const server = await startEmbeddedPostgres({ dataDir: folder, tune: 'test' });
try {
  await createDatabase(server.url, 'tables');
  const url = new URL(server.url);
  url.pathname = '/tables';
  await migrate(url.href, modules, (line) => console.log(line));
  const drifted = await generate(url.href, check);
  console.log(drifted.length === 0 ? 'db/ matches the migrations' : `${check ? 'differs' : 'written'}: ${drifted.join(', ')}`);
  if (check && drifted.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
