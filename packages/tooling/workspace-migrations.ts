import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Module } from '@zhongzhi/kernel';

/** Every folder of migrations in the tree, whether or not an application has registered its module yet. */
export function workspaceMigrations(): Module[] {
  const root = join(import.meta.dirname, '../..');
  return ['foundation', 'modules'].flatMap((layer) =>
    readdirSync(join(root, layer))
      .filter((name) => existsSync(join(root, layer, name, 'migrations')))
      .map((name) => ({ name, migrations: pathToFileURL(`${join(root, layer, name, 'migrations')}/`) })),
  );
}
