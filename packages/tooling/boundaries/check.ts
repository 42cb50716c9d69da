import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCircles, checkImport, type Problem } from './rules.ts';
import { checkWords } from './words.ts';
import { readPackages, type Tree } from './workspace.ts';

/** Checks a whole tree of workspace packages; an empty list means that all rules are kept. */
export function checkBoundaries(tree: Tree): Problem[] {
  const packages = new Map(readPackages(tree).map((one) => [one.name, one]));
  const imports = [...packages.values()].flatMap((from) =>
    from.files.flatMap((file) => file.imports.flatMap((found) => checkImport({ from, file, found }, packages))),
  );
  return [...imports, ...checkCircles(packages), ...checkWords(packages.values(), tree)];
}

const roots = ['packages', 'foundation', 'modules', 'apps', 'demo', 'bench', 'specs'];
const passedOver = new Set(['node_modules', 'dist', 'fixtures']);
const wanted = /\.[cm]?[jt]sx?$|\.sql$|^package\.json$/;

/** Reads what the check looks at from a checkout. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !passedOver.has(entry.name) && !entry.name.startsWith('.')) walk(path);
      else if (entry.isFile() && wanted.test(entry.name)) tree.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  for (const folder of roots) walk(folder);
  return tree;
}
