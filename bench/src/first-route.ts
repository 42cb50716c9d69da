import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { ROOT, type Served } from './world.ts';

const RUNS = 5;
const BROWSERS = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Compressed scripts and styles that the first page asks for, in kB. */
export function firstRouteWeight(): number {
  const dist = join(ROOT, 'apps/public/dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
  return (
    [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) /
    1_000
  );
}

/** Time until the first page's heading is visible on a slow phone: 6× CPU slow-down, 1.5 Mbit/s, 100 ms; median of five. */
export async function firstRouteVisible(served: Served): Promise<number | null> {
  const executablePath = BROWSERS.find((path): path is string => path !== undefined && existsSync(path));
  if (executablePath === undefined) return null;
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const profile = mkdtempSync(join(tmpdir(), 'zhongzhi-bench-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      viewport: { width: 390, height: 844 },
      serviceWorkers: 'block',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 100,
      downloadThroughput: (1.5 * 1_000_000) / 8,
      uploadThroughput: (750 * 1_000) / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const start = performance.now();
    await page.goto(served.base, { waitUntil: 'commit' });
    await page.locator('h1').first().waitFor({ state: 'visible' });
    times.push(performance.now() - start);
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}
