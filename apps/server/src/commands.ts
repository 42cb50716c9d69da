import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { openQueue, readSettings, SettingError, type Logger, type Platform, type Settings } from '@zhongzhi/kernel';
import { createFirstAdministrators, resetPasswordAtServer } from '@zhongzhi/identity';
import { importAppealsFile } from '@zhongzhi/appeals';
import { loadDemonstration } from '@zhongzhi/demo';
import { importRosterFile } from '@zhongzhi/volunteers';
import { runDoctor } from './doctor.ts';
import { migrateAll, openDatabase, type Database } from './database.ts';
import { buildPlatform } from './platform.ts';
import { serve, work } from './serve.ts';

const say = (line: string): void => console.log(line);

const USAGE = `众治 Zhongzhi

  start     演示区：内置数据库、迁移、演示数据、网页（npm start）
  serve     正式运行；DATABASE_URL 指定自己的 PostgreSQL（npm run serve）
  work      只运行作业进程（npm run work）
  migrate   只迁移数据库
  demo      装入演示数据
  import appeals FILE.xlsx   导入热线工单
  create-admin               建立第一批管理员（一次性密码只显示一次）
  reset-password LOGIN       给忘了密码的账号一个一次性密码
  doctor    检查安装和数据是否完好`;

/** A logger that writes structured lines without personal data; quiet below its level. */
function loggerFor(settings: Settings): Logger {
  const order = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'];
  const least = order.indexOf(settings.logLevel);
  const line = (level: string) => (detail: object, message?: string) => {
    if (order.indexOf(level) >= least)
      process.stderr.write(`${JSON.stringify({ level, at: new Date().toISOString(), message, ...detail })}\n`);
  };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

interface Opened {
  settings: Settings;
  database: Database;
  platform: Platform;
  /** Stops what `open` started, the database last. */
  close: () => Promise<void>;
}

async function open(environment: NodeJS.ProcessEnv, chat: (text: string) => void): Promise<Opened> {
  const settings = readSettings(environment);
  chat('正在启动数据库… starting the database');
  const database = await openDatabase(settings, () => undefined);
  const ran = await migrateAll(database.url, () => undefined);
  if (ran > 0) chat(`数据库结构已更新（${ran} 步）schema brought up to date (${ran} steps)`);
  const platform = await buildPlatform(settings, database.url, loggerFor(settings));
  const queue = await openQueue(database.url, (fault) =>
    platform.logger.warn({ fault: fault.message }, 'job queue fault'),
  );
  const close = async (): Promise<void> => {
    await queue.stop({ graceful: false });
    await platform.pool.end();
    await database.stop();
  };
  return { settings, database, platform, close };
}

/** What could not be started leaves no database server behind. */
async function orClose<T>(starting: Promise<T>, close: () => Promise<void>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keeps the process until it is told to stop, then stops everything in order; a second signal ends it at once. */
async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    let isStopping = false;
    const begin = (): void => {
      if (isStopping) process.exit(1);
      isStopping = true;
      resolve();
    };
    process.once('SIGINT', begin);
    process.once('SIGTERM', begin);
    process.once('disconnect', begin);
  });
  const late = setTimeout(() => process.exit(1), 15_000);
  late.unref();
  await stop();
  clearTimeout(late);
}

function printAddresses(settings: Settings): void {
  const base = settings.publicAddress ?? `http://localhost:${settings.port}`;
  say(
    `\n众治已就绪 Zhongzhi is ready\n  居民端 residents   ${base}/\n  工作台 desk        ${base}/desk\n  答卷 answer sheet  ${base}/answers\n  接口文档 API       ${base}/docs`,
  );
}

async function printDemoPeople(platform: Platform): Promise<void> {
  const { rows } = await platform.transact(
    'public',
    'read',
    { actor: { kind: 'system', reason: 'list of demonstration people' } },
    (context) =>
      sql<{
        name: string;
        role_label: string;
        scope_label: string;
      }>`select p.name, d.role_label, d.scope_label from identity.demo_person d join directory.person p on p.district = d.district and p.id = d.person where d.district = ${context.district} order by d.position limit 200`.execute(
        context.tx,
      ),
  );
  const seen = new Set<string>();
  const shown = rows.filter(({ role_label: role }) => !seen.has(role) && seen.add(role));
  say('\n可以这样进入（登录页里选人即可）Enter as (choose on the sign-in page):');
  for (const { name, role_label: role, scope_label: scope } of shown) say(`  ${role}　${name}　${scope}`);
  say('\n按 Ctrl-C 停止 Ctrl-C stops.');
}

async function start(): Promise<void> {
  const environment = { ZHONGZHI_MODE: 'demo', SMS_PROVIDER: 'demo', LOG_LEVEL: 'warn', ...process.env };
  const { settings, database, platform, close } = await open(environment, say);
  if (settings.mode === 'demo') {
    const loaded = await loadDemonstration(platform, say);
    if (loaded) say('演示区已装好 the demonstration district is loaded');
  }
  const running = await orClose(serve(platform, database.url, { withWorker: true }), close);
  printAddresses(settings);
  if (settings.mode === 'demo') await printDemoPeople(platform);
  await untilStopped(async () => {
    say('\n正在停止… stopping');
    await running.stop();
    await close();
    say('已停止 stopped');
  });
}

async function serveOnly(withWorker: boolean): Promise<void> {
  const { settings, database, platform, close } = await open(process.env, say);
  const running = await orClose(serve(platform, database.url, { withWorker }), close);
  printAddresses(settings);
  await untilStopped(async () => {
    await running.stop();
    await close();
  });
}

async function workOnly(): Promise<void> {
  const { database, platform, close } = await open(process.env, say);
  const worker = await work(platform, database.url);
  say('作业进程已开始 the worker has started');
  await untilStopped(async () => {
    await worker.stop();
    await close();
  });
}

/** Runs something once against the platform and closes everything again. */
async function once(act: (opened: Opened) => Promise<void>, chat: (text: string) => void = say): Promise<void> {
  const opened = await open({ LOG_LEVEL: 'warn', ...process.env }, chat);
  try {
    await act(opened);
  } finally {
    await opened.close();
  }
}

async function importFile([kind, file, ...rest]: string[]): Promise<void> {
  const isThere = file !== undefined && existsSync(file);
  if (kind === 'appeals' && isThere) return once(async ({ platform }) => importAppealsFile(platform, file, say));
  const [organisation, agreed] = rest;
  if (kind === 'volunteers' && isThere && organisation !== undefined && agreed === '--everyone-agreed')
    return once(async ({ platform }) => importRosterFile(platform, file, organisation, say));
  say(`用法 usage（文件不存在或没有写明 the file is missing）:
  npm run import -- appeals FILE.xlsx
  npm run import -- volunteers FILE.xlsx 单位名称 --everyone-agreed`);
  process.exitCode = 2;
}

async function createAdministrators({ platform }: Opened): Promise<void> {
  const made = await createFirstAdministrators(platform);
  if (made.length === 0) say('管理员已经建立过 administrators exist already');
  for (const admin of made) say(JSON.stringify(admin));
}

async function resetPassword(login: string | undefined): Promise<void> {
  if (login === undefined) {
    say('用法 usage: npm run reset-password -- LOGIN');
    process.exitCode = 2;
    return;
  }
  await once(async ({ platform }) =>
    say(`一次性密码 one-time password: ${await resetPasswordAtServer(platform, login)}`),
  );
}

const COMMANDS: Record<string, (rest: string[]) => Promise<void>> = {
  start,
  serve: () => serveOnly(process.env['ZHONGZHI_WORKER'] !== 'no'),
  work: workOnly,
  migrate: () => once(async () => say('数据库结构已是最新 the schema is up to date')),
  demo: () => once(async ({ platform }) => void (await loadDemonstration(platform, say))),
  import: importFile,
  'create-admin': () => once(createAdministrators),
  'reset-password': ([login]) => resetPassword(login),
  doctor: (rest) =>
    once(
      async ({ platform, settings }) => {
        if (!(await runDoctor(platform, settings, say, rest))) process.exitCode = 1;
      },
      () => undefined,
    ),
};

/** The command line. A wrong setting or an unknown command ends with a sentence, not with a stack. */
export async function runCommand([name = '', ...rest]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) {
    say(USAGE);
    process.exitCode = name === '' || name === 'help' ? 0 : 2;
    return;
  }
  try {
    await command(rest);
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (error instanceof SettingError) console.error(message);
    else if (code === 'EADDRINUSE')
      console.error(`端口已被占用，请换一个：PORT=3001 npm start。The port is taken; choose another with PORT.`);
    else
      console.error(process.env['LOG_LEVEL'] === 'debug' ? error : `没能启动：${message}\nCould not start: ${message}`);
    process.exit(1);
  }
}
