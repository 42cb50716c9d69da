import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is yes; false when the time is over. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  timeoutSeconds: number,
  stepMilliseconds = 20,
): Promise<boolean> {
  const end = performance.now() + timeoutSeconds * 1000;
  while (!(await isTrue())) {
    if (performance.now() > end) return false;
    await pause(stepMilliseconds);
  }
  return true;
}
