import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * npm leaves an optional package of another platform out of the lockfile when the registry in use does not hold it,
 * and `npm ci` then refuses the lockfile on every machine. This names each left-out package with the exact version its
 * parent asks for, so that it is installed where it belongs and skipped elsewhere. Run it after every `npm install`;
 * with --check it only tells.
 */
const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = findMissing(lock.packages);

if (missing.length === 0) {
  console.log('锁文件完整 · the lockfile is complete');
} else if (process.argv.includes('--check')) {
  for (const { name, parent } of missing) console.error(`缺少 · missing: ${name} (${parent})`);
  console.error('请运行 node scripts/complete-lockfile.mjs · run node scripts/complete-lockfile.mjs');
  process.exitCode = 1;
} else {
  for (const { name, version, parent } of missing)
    insert(`node_modules/${name}`, entryFor(name, version, lock.packages[parent]));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`补上 ${missing.length} 项 · ${missing.length} entries added`);
}

/** In its place, so that the change can be read; npm's own order is kept. */
function insert(path, entry) {
  const all = Object.entries(lock.packages);
  const at = all.findIndex(([other]) => other.startsWith('node_modules/') && other > path);
  lock.packages = Object.fromEntries(all.toSpliced(at < 0 ? all.length : at, 0, [path, entry]));
}

function findMissing(packages) {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, parent, name))
      .map(([name, version]) => ({ name, version, parent })),
  );
}

/** Looks where Node would look: beside the parent, then ever further up. */
function isLocked(packages, parent, name) {
  for (let at = parent; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at}/node_modules/${name}`]) return true;
  }
  return packages[`node_modules/${name}`] !== undefined;
}

function entryFor(name, version, parent) {
  const words = name
    .split('/')
    .at(-1)
    .replace(/^(binding|rollup)-/, '')
    .split('-');
  const os = { windows: 'win32' }[words[0]] ?? words[0];
  const isExact = /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
  if (!isExact || words.length < 2)
    throw new Error(`${name}@${version}: 认不出平台，请手工补上 · the platform is not clear, add it by hand`);
  const libc =
    os !== 'linux'
      ? undefined
      : words.some((word) => word.startsWith('musl'))
        ? 'musl'
        : words.length > 2
          ? 'glibc'
          : undefined;
  return {
    version,
    cpu: [words[1]],
    ...(parent.dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [os],
  };
}
