/** `npm run tables`: migrates a throwaway database and writes db/ from its catalog; `--check` only compares. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import { migrate, type Module } from '@zhongzhi/kernel';
import { generate } from './generate-tables.ts';

const check = process.argv.includes('--check');
// Every folder of migrations counts, whether or not an application has registered its module yet.
const root = join(import.meta.dirname, '../..');
const modules: Module[] = ['foundation', 'modules'].flatMap((layer) =>
  readdirSync(join(root, layer))
    .filter((name) => existsSync(join(root, layer, name, 'migrations')))
    .map((name) => ({ name, migrations: pathToFileURL(`${join(root, layer, name, 'migrations')}/`) })),
);
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
