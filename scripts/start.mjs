import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkVersions, ensureInstalled, findPlatformNode, platformEnvironment, root } from './install.mjs';
import { ensurePages } from './pages.mjs';
import { inTurn } from './turn.mjs';
import { giveUp } from './words.mjs';

checkVersions();
const node = await inTurn(root, async () => {
  await ensureInstalled();
  const found = findPlatformNode();
  if (await ensurePages(found)) return found;
  return giveUp(
    '页面没有构建成功，平台没有启动。请按上面的原因改正后再运行 npm start。',
    'The pages could not be built, the platform was not started. Mend what is named above, then run npm start again.',
  );
});
serve(node, prepareDataFolder());

/** Others may pass through the data folder, because the database may have to run as another user. */
function prepareDataFolder() {
  const folder = resolve(root, process.env.ZHONGZHI_DATA || '.data');
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o711);
  } catch (error) {
    giveUp(
      `建不了数据目录 ${folder}（${error.code}）。请用 ZHONGZHI_DATA 指定一个可以写的目录。`,
      `The data folder ${folder} cannot be made (${error.code}). Name one that can be written in ZHONGZHI_DATA.`,
    );
  }
  return folder;
}

/**
 * Runs the platform until it ends. It gets a process group of its own, so that a Ctrl-C, which the terminal sends to
 * everyone and npm passes on once more, reaches it exactly once. Through the channel it notices when we are killed.
 */
function serve(program, folder) {
  // Small young generations keep the process near 200 MB; without the limit it grows past 300 under load.
  const child = spawn(
    program,
    ['--max-semi-space-size=8', join('apps', 'server', 'main.ts'), 'start', ...process.argv.slice(2)],
    {
      cwd: root,
      env: platformEnvironment(program, { ZHONGZHI_DATA: folder, NODE_COMPILE_CACHE: join(folder, 'compile-cache') }),
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    },
  );
  let lastSignal = Number.NEGATIVE_INFINITY;
  const forward = (name) => {
    if (performance.now() - lastSignal < 1000) return;
    lastSignal = performance.now();
    child.kill(name);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => forward(name));
  watchParent(() => forward('SIGTERM'));
  child.on('error', (error) => {
    giveUp(`平台启动不了：${error.message}`, `The platform cannot be started: ${error.message}`);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
}

/** Under npm, a shell between npm and us may die of a signal without passing it on; then we have a new parent. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onGone(), 500).unref();
}
