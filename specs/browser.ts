import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** A phone held upright and an office screen: what the pages are used on. */
export const PHONE = { width: 390, height: 844 } as const;
export const SCREEN = { width: 1440, height: 900 } as const;
export type Size = typeof PHONE | typeof SCREEN;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Nothing that would reach out of this machine. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WAIT_MS = 30_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function findBrowser(): string {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [process.env['CHROMIUM'] ?? '', ...onPath, '/usr/bin/chromium'].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return path !== '';
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error('no browser was found: install chromium, or name one with CHROMIUM');
  return found;
}

/** One person's browser, with everything that its pages complained about. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** The system's own browser. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findBrowser(), args: ARGUMENTS });

/** A browser of its own for one person: own cookies, own storage, speaking Chinese. `keepsPages`: as an installed app, it has the pages without a network. */
export async function openWindow(
  browser: Browser,
  base: string,
  size: Size,
  { keepsPages = false }: { keepsPages?: boolean } = {},
): Promise<Window> {
  const isPhone = size.width < 600;
  const context = await browser.newContext({
    baseURL: base,
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    hasTouch: isPhone,
    isMobile: isPhone,
    // The checker of accessibility is put into the page, which the pages' own policy rightly forbids.
    bypassCSP: true,
    serviceWorkers: keepsPages ? 'allow' : 'block',
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints };
}

// What runs in the page is text: these files are checked without the browser's types.
/** What moves is judged where it comes to rest; what moves for ever is not waited for. */
const AT_REST = `Promise.all(document.getAnimations()
  .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
  .map((one) => one.finished.catch(() => undefined))).then(() => undefined)`;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Checks the page as it stands against the rules of accessibility, and that nothing sticks out to the right. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(AT_REST);
  await page.evaluate(axeSource);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  const said = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `${node.html}\n${node.failureSummary}`).join('\n')}`,
  );
  expect(said, `accessibility of ${name}`).toEqual([]);
  const overflow = await page.evaluate<number>(OVERFLOW);
  expect(overflow, `${name} must not scroll sideways`).toBeLessThanOrEqual(0);
}

/** Waits until these words stand on the page. */
export const sees = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByText(words).locator('visible=true').first().waitFor();
