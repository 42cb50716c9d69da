import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformEnvironment, root, scriptOf, secondsSince } from './install.mjs';
import { keepSaying, say } from './words.mjs';

const apps = [
  { name: 'public', chinese: '居民页面', english: 'resident pages' },
  { name: 'desk', chinese: '工作台页面', english: 'desk pages' },
];

/** Builds the web pages whose sources have changed since they were last built; returns whether all are up to date. */
export async function ensurePages(node) {
  const stale = apps.filter((app) => existsSync(join(root, 'apps', app.name, 'index.html')) && !isFresh(app));
  const results = await Promise.all(stale.map((app) => build(app, node)));
  return results.every(Boolean);
}

function isFresh(app) {
  try {
    return readFileSync(stampOf(app), 'utf8') === hashSources(app);
  } catch {
    return false;
  }
}

function stampOf(app) {
  return join(root, 'apps', app.name, 'dist', '.sources');
}

async function build(app, node) {
  say(`正在构建${app.chinese}`, `building the ${app.english}`);
  const begin = performance.now();
  const before = hashSources(app);
  const hush = keepSaying(`仍在构建${app.chinese}`, `still building the ${app.english}`);
  const { code, output } = await runVite(app, node);
  hush();
  if (code !== 0) {
    console.error(output);
    say(`${app.chinese}没有构建成功，原因见上`, `the ${app.english} could not be built; the reason is above`);
    return false;
  }
  writeFileSync(stampOf(app), before);
  say(`${app.chinese}已构建，用时 ${secondsSince(begin)} 秒`, `${app.english} built`);
  return true;
}

function runVite(app, node) {
  return new Promise((done) => {
    const child = spawn(node, [scriptOf('vite'), 'build', join('apps', app.name), '--logLevel', 'warn'], {
      cwd: root,
      env: platformEnvironment(node, { NODE_ENV: 'production' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => done({ code: 1, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });
}

/** What a page is made of: its own folder, the shared page packages, the browser-safe contracts, the tools' versions. */
function hashSources(app) {
  const hash = createHash('sha256');
  const contracts = ['foundation', 'modules'].flatMap((layer) =>
    namesIn(layer).map((name) => join(layer, name, 'src', 'contract')),
  );
  const packages = ['ui', 'web-kit', 'contract-kit'].map((name) => join('packages', name));
  for (const folder of [join('apps', app.name), ...packages, ...contracts]) addFolder(hash, folder);
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

function namesIn(folder) {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).toSorted() : [];
}

function addFolder(hash, folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const inner = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, inner);
    else hash.update(`${inner}\0`).update(readFileSync(join(root, inner)));
  }
}
