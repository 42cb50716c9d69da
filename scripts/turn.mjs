import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './words.mjs';

/** Lets one process at a time install and build in a checkout; a second one waits for the first. */
export async function inTurn(root, work) {
  // Not inside the checkout: installing empties node_modules, and everything else there is source.
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `zhongzhi-${name}-${process.getuid?.() ?? 'user'}.lock`);
  for (let told = false; !take(file);) {
    if (!told) say('另一个进程正在安装或构建，等它完成', 'waiting for another process that is installing or building');
    told = true;
    await pause(200);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isHeld(file)) rmSync(file, { force: true });
  return false;
}

/** The lock of a process that was killed does not count. */
function isHeld(file) {
  let pid;
  try {
    pid = Number(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
  if (pid === 0) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
