import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import {
  checkVersions,
  ensureInstalled,
  findPlatformNode,
  platformEnvironment,
  root,
  scriptOf,
  secondsSince,
} from './install.mjs';
import { ensurePages } from './pages.mjs';
import { inTurn } from './turn.mjs';
import { giveUp } from './words.mjs';

const stepMinutes = 12;
const suites = {
  unit: { project: 'pure', matches: (path) => !path.startsWith('specs/') && !path.endsWith('.db.test.ts') },
  db: { project: 'db', matches: (path) => !path.startsWith('specs/') && path.endsWith('.db.test.ts') },
  stories: { project: 'stories', matches: (path) => path.startsWith('specs/') && path.endsWith('.story.test.ts') },
};
const names = ['lockfile', 'types', 'lint', 'format', 'boundaries', 'unit', 'db', 'stories'];

const chosen = readChoice(process.argv.slice(2));
const isChosen = (name) => chosen.includes(name);
const total = { passed: 0, failed: 0 };
const begin = performance.now();

checkVersions();
const { node, browser } = await inTurn(root, async () => {
  await ensureInstalled();
  const found = { node: findPlatformNode(), browser: isChosen('stories') ? ensureBrowser() : undefined };
  if (isChosen('stories')) await step('构建页面 · pages', async () => counted(await ensurePages(found.node)));
  return found;
});

const checks = [
  ['lockfile', '锁文件完整 · lockfile', () => [join('scripts', 'complete-lockfile.mjs'), '--check']],
  ['types', '类型检查（服务端） · types of the server', () => [scriptOf('typescript', 'tsc'), '-p', 'tsconfig.json']],
  ['types', '类型检查（页面） · types of the pages', () => [scriptOf('typescript', 'tsc'), '-p', 'tsconfig.web.json']],
  ['lint', '代码规则 · lint', () => [scriptOf('oxlint'), '--type-aware', '--max-warnings', '0']],
  ['format', '代码格式 · format', () => [scriptOf('oxfmt'), '--check', '.']],
  ['boundaries', '模块边界 · import rules', () => [join('packages', 'tooling', 'check-boundaries.ts')]],
];
for (const [name, title, command] of checks) {
  if (isChosen(name)) await step(title, async () => counted((await run(command())) === 0));
}
if (isChosen('unit')) await step('单元测试 · unit tests', () => runSuite(suites.unit));
if (isChosen('db')) await step('数据库测试 · database tests', () => runSuite(suites.db));
if (isChosen('stories')) await step('浏览器故事 · browser stories', () => runSuite(suites.stories));

console.log(`\n用时 ${secondsSince(begin)} 秒 · total time`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

function readChoice(args) {
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (at < 0) return names;
  const list = (args[at].split('=')[1] ?? args[at + 1] ?? '').split(',').filter(Boolean);
  const unknown = list.filter((name) => !names.includes(name));
  if (list.length > 0 && unknown.length === 0) return list;
  return giveUp(`--only 后面写：${names.join(',')}`, `After --only, name one or more of: ${names.join(',')}`);
}

function counted(isGood) {
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function step(title, work) {
  console.log(`\n=== ${title} ===`);
  const start = performance.now();
  const { passed, failed, skipped = 0 } = await work();
  total.passed += passed;
  total.failed += failed;
  const more = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(
    `--- ${failed > 0 ? '✗ 未通过' : '✓ 通过'} ${title}: ${passed} passed, ${failed} failed${more}, ${secondsSince(start)} s`,
  );
}

/** Settings of the developer's own platform must not reach the tests. */
function testEnvironment() {
  const environment = platformEnvironment(node, { CI: process.env.CI ?? '1' });
  for (const name of Object.keys(environment)) {
    if (
      /^(ZHONGZHI_|PG|SMS_|S3_|OIDC_|TICKET_|DATABASE_)|^(PORT|HOST|PUBLIC_ADDRESS|FILE_STORE|TRUST_PROXY|LOG_LEVEL|NODE_OPTIONS|NODE_ENV)$/.test(
        name,
      )
    )
      delete environment[name];
  }
  if (browser) environment.CHROMIUM = browser;
  return environment;
}

/** Runs one of our programs on the platform's Node, and ends it when it hangs. */
function run(args) {
  return new Promise((done) => {
    const child = spawn(node, args, {
      cwd: root,
      env: testEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: stepMinutes * 60_000,
      killSignal: 'SIGKILL',
    });
    child.on('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.on('exit', (code, signal) => {
      if (signal) console.error(`被信号 ${signal} 结束 · ended by ${signal} (limit: ${stepMinutes} minutes)`);
      done(code ?? 1);
    });
  });
}

async function runSuite(suite) {
  const files = listTests('').filter(suite.matches);
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'zhongzhi-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run([scriptOf('vitest'), 'run', '--project', suite.project, ...reporters]);
  const counts = count(report, files, code);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** A file that did not run, a suite that could not be loaded, an error outside any test: each is a failure. */
function count(report, files, code) {
  let json;
  try {
    json = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.error('测试没有写出结果 · the tests wrote no report');
    return { passed: 0, failed: files.length };
  }
  const ran = new Set(json.testResults.map((result) => relative(root, result.name).replaceAll('\\', '/')));
  const missing = files.filter((file) => !ran.has(file));
  const empty = json.testResults.filter((result) => result.assertionResults.length === 0);
  for (const file of missing) console.error(`没有运行 · did not run: ${file}`);
  for (const result of empty) console.error(`一个测试都没有运行 · ran no test: ${relative(root, result.name)}`);
  const seen = json.numFailedTests + missing.length + empty.length;
  const failed = code !== 0 && seen === 0 ? 1 : seen;
  return { passed: json.numPassedTests, failed, skipped: json.numPendingTests + (json.numTodoTests ?? 0) };
}

/** Every test file of the checkout, with forward slashes. */
function listTests(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isSkipped =
      entry.name === 'node_modules' || entry.name === 'dist' || entry.name === 'fixtures' || entry.name.startsWith('.');
    if (entry.isDirectory()) return isSkipped ? [] : listTests(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
