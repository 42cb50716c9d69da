import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { giveUp, say } from './words.mjs';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
  'microsoft-edge',
];
const otherPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** The browser for the page tests; installed on a Debian where we may, otherwise a sentence says what to install. */
export function ensureBrowser() {
  const named = process.env.CHROMIUM;
  if (named && !isProgram(named)) {
    giveUp(
      `CHROMIUM 指的 ${named} 不是可运行的程序。`,
      `CHROMIUM names ${named}, which is not a program that can be run.`,
    );
  }
  const found = named || findBrowser();
  if (found && hasChineseFont()) return found;
  if (!mayInstall()) return explain(found);
  say('正在安装测试用的浏览器和中文字体', 'installing the browser and the Chinese fonts for the tests');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wanted = [...(found ? [] : ['chromium']), 'fonts-noto-cjk'];
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...wanted],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { encoding: 'utf8', env: environment });
    if (status !== 0) console.error(`${stdout}\n${stderr}`.split('\n').slice(-20).join('\n'));
  }
  return found || findBrowser() || explain(found);
}

function findBrowser() {
  const onPath = commands.flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  return [...onPath, ...otherPlaces].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without one, pictures of pages show boxes; systems without fontconfig bring their own Chinese fonts. */
function hasChineseFont() {
  const answer = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return answer.error !== undefined ? process.platform !== 'linux' : answer.stdout.trim() !== '';
}

/** Ubuntu's package of this name only points to a snap, which does not run in containers. */
function mayInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=["']?debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function explain(found) {
  const chinese = found ? '缺少中文字体' : '没有找到浏览器';
  const english = found ? 'No Chinese font was found' : 'No browser was found';
  return giveUp(
    `${chinese}，页面测试无法运行。Debian：sudo apt-get install chromium fonts-noto-cjk；其他系统：安装 Google Chrome 和 Noto Sans CJK 字体，` +
      '或用 CHROMIUM=/路径/chrome 指定浏览器。然后再运行 npm test。',
    `${english}; the page tests cannot run. Debian: sudo apt-get install chromium fonts-noto-cjk; elsewhere: install Google Chrome and the ` +
      'Noto Sans CJK fonts, or name a browser with CHROMIUM=/path/to/chrome. Then run npm test again.',
  );
}
