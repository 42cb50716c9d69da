/**
 * `npm run bench`: speed and memory on this machine, as ratios within one run. `-- --json` prints one JSON object;
 * `-- --cases 100000` measures with fewer cases than a million.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase, startEmbeddedPostgres } from '@zhongzhi/embedded-postgres';
import {
  APP_ROLE,
  createVault,
  installQueue,
  loadOrMakeKey,
  migrate,
  openPool,
  openQueue,
  Platform,
  readSettings,
  silentLogger,
} from '@zhongzhi/kernel';
import { modules } from '@zhongzhi/server';
import { bulkCases, loadTexts } from './src/bulk-cases.ts';
import { firstRouteVisible, firstRouteWeight } from './src/first-route.ts';
import { measureIntake } from './src/intake.ts';
import { measureAll, measurePages } from './src/pages.ts';
import { atLeast, atMost, compare, machine, printTable, type Report, type Row } from './src/report.ts';
import { makeVolunteers, measureRush, measureStorm } from './src/rush.ts';
import { measureRoster } from './src/roster.ts';
import { loadService, servicePages } from './src/service-pages.ts';
import { makeWorld, startServer } from './src/world.ts';

const isJson = process.argv.includes('--json');
const asked = process.argv.indexOf('--cases');
const MANY = asked === -1 ? 1_000_000 : Number(process.argv[asked + 1]);
const FEW = 10_000;
const STEP = 100_000;
const RUSH = 10_000;
const STORM = 20_000;
const VOLUNTEERS = 170_000;
const PORT = Number(process.env['BENCH_PORT'] ?? 3999);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'zhongzhi-bench-'));
const database = await startEmbeddedPostgres({ dataDir: join(folder, 'database'), tune: 'durable' });
const rows: Row[] = [];
try {
  const url = await ensureDatabase(database.url, 'zhongzhi');
  await migrate(url, modules);
  await installQueue(url, APP_ROLE);
  const environment = { ZHONGZHI_DATA: folder, ZHONGZHI_MODE: 'demo', SMS_PROVIDER: 'demo', DATABASE_URL: url };
  const settings = readSettings(environment);
  const platform = new Platform({
    settings,
    pool: openPool({ url, role: APP_ROLE, max: 4 }),
    vault: createVault(loadOrMakeKey(folder, null)),
    modules,
    logger: silentLogger,
  });
  const queue = await openQueue(url, () => undefined);
  const world = await makeWorld(platform, 32);
  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => undefined); // the server is stopped under it when the run fails
  await owner.connect();
  await loadTexts(owner);
  say(`loading ${FEW} cases`);
  await bulkCases(owner, settings.district, 0, FEW, world.units);
  await owner.query('vacuum analyze');
  let served = await startServer(environment, PORT);
  const idsOf = async (): Promise<string[]> =>
    (
      await owner.query<{ id: string }>('select id from casework.case where phase <> $1 order by id desc limit 500', [
        'done',
      ])
    ).rows.map(({ id }) => id);
  const cookies = async () => ({
    street: await served.cookieOf(world.streetStaff),
    hotline: await served.cookieOf(world.hotlineStaff),
  });
  say('pages at 10,000 cases');
  const few = await measurePages(served, await cookies(), await idsOf());
  say('intake');
  const intake = await measureIntake(platform, url, served, world.residents, world.units);
  if (intake.errors > 0) throw new Error(`${intake.errors} reports were not taken in`);
  rows.push(
    compare('appeal intake by HTTP, against the same transaction by a bare client', intake.http, '/s', intake.bare, {
      least: 0.5,
    }),
  );
  rows.push(atMost('server memory after intake', served.memoryMB(), 'MB', 300));
  await served.stop();
  for (let from = FEW; from < MANY; from += STEP) {
    say(`loading cases ${from} to ${Math.min(MANY, from + STEP)}`);
    await bulkCases(owner, settings.district, from, Math.min(MANY, from + STEP), world.units);
  }
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  served = await startServer(environment, PORT);
  say(`pages at ${MANY} cases`);
  const many = await measurePages(served, await cookies(), await idsOf());
  for (const [index, page] of many.entries()) {
    rows.push(
      compare(`${page.name}: p95 at ${MANY} cases, against ${FEW}`, page.p95, 'ms', few[index]!.p95, { most: 1.5 }),
    );
    rows.push(atMost(`${page.name}: p95 at ${MANY} cases, 16 connections`, page.p95, 'ms', 50));
  }
  say(`loading ${VOLUNTEERS} volunteers and their service`);
  const service = await loadService(platform, world, VOLUNTEERS, say);
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  const pages = servicePages(
    { volunteer: await served.cookieOf(service.person), district: await served.cookieOf(service.administrator) },
    service,
  );
  for (const { name, p95 } of await measureAll(served, pages))
    rows.push(atMost(`${name}: p95 at ${service.attendances} attendances, 16 connections`, p95, 'ms', 50));
  say(`a roster of ${VOLUNTEERS} rows`);
  rows.push(
    atLeast(
      `import of a roster of ${VOLUNTEERS} rows`,
      await measureRoster(platform, folder, VOLUNTEERS, world.communities),
      '/s',
      5_000,
    ),
  );
  say('volunteers: a rush for places, a storm of check-ins');
  const seats = await makeVolunteers(platform, served, STORM);
  rows.push(
    atMost(
      `${RUSH} people for 100 places and a line of 500, 256 connections`,
      await measureRush(platform, served, world, seats.slice(0, RUSH)),
      's',
      10,
    ),
  );
  const storm = await measureStorm(platform, served, world, seats);
  rows.push(atLeast(`${STORM} check-ins, one in ten twice, 256 connections`, storm.perSecond, '/s', 1_000));
  rows.push(atMost('check-ins: p99', storm.p99, 'ms', 250));
  rows.push(atMost('server memory after the run', served.memoryMB(), 'MB', 300));
  rows.push(atMost('first resident route, compressed scripts and styles', firstRouteWeight(), 'kB', 110));
  const visible = await firstRouteVisible(served);
  if (visible === null) say('no Chromium was found: the time to the first page was not measured');
  else rows.push(atMost('first resident route visible (6× CPU, 1.5 Mbit/s, 100 ms)', visible, 'ms', 2_000));
  await served.stop();
  await queue.stop({ graceful: false });
  await platform.pool.end();
  const { rows: version } = await owner.query<{ server_version: string }>('show server_version');
  await owner.end();
  const report: Report = {
    machine: machine(),
    versions: { node: process.versions.node, postgresql: version[0]!.server_version },
    rows,
  };
  process.stdout.write(`${isJson ? JSON.stringify(report) : printTable(report)}\n`);
  if (rows.some(({ pass }) => !pass)) process.exitCode = 1;
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
