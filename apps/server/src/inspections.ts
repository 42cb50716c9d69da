import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { refuseUnsafeServer, schemaOf, verifyAuditChain, type Platform, type Settings } from '@zhongzhi/kernel';
import { modules } from './modules.ts';

/** One check of the installation: null when it holds, else what is wrong. */
export interface Inspection {
  name: string;
  holds: string;
  mend: string;
  run: () => Promise<string | null> | string | null;
}

const MEGABYTE = 1024 * 1024;
const MOST_MEMORY_MB = 600;
const SCHEMAS = ['kernel', ...modules.map((module) => schemaOf(module.name))];

const nonZero = (n: number): string | null => (n === 0 ? null : String(n));
const named = (rows: { name: string }[]): string | null =>
  rows.length === 0 ? null : rows.map((row) => row.name).join(', ');

/** Names that a statement over the catalog finds; each is a fault. */
async function faultyNames(platform: Platform, statement: string): Promise<string | null> {
  return named((await platform.pool.query<{ name: string }>(statement, [SCHEMAS])).rows);
}

async function count(platform: Platform, condition: ReturnType<typeof sql>): Promise<string | null> {
  return platform.transact('public', 'read', { actor: { kind: 'system', reason: 'doctor' } }, async (context) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${condition}`.execute(context.tx);
    return nonZero(rows[0]?.n ?? 0);
  });
}

function checkKeyFile(settings: Settings): string | null {
  if (settings.key !== null) return null;
  const file = join(settings.dataDir, 'encryption.key');
  if (!existsSync(file)) return '没有密钥文件 no key file';
  return (statSync(file).mode & 0o077) === 0 ? null : '别人也能读 others may read it';
}

const machine = (settings: Settings): Inspection[] => [
  {
    name: 'install.node',
    holds: 'Node 26 或更高 Node 26 or newer',
    mend: '用 npm start 或 npm run … 启动；容器里用官方 Node 26 镜像',
    run: () => (Number(process.versions.node.split('.')[0]) >= 26 ? null : process.version),
  },
  {
    name: 'install.data-folder',
    holds: '数据目录可写 the data folder can be written',
    mend: `改权限，或用 ZHONGZHI_DATA 指定别的目录（现为 ${settings.dataDir}）`,
    run: () => (accessSync(settings.dataDir, constants.W_OK), null),
  },
  {
    name: 'install.key',
    holds: '密钥只有属主可读 the key is readable by its owner alone',
    mend: `chmod 600 ${join(settings.dataDir, 'encryption.key')}，并另存一份在安全的地方`,
    run: () => checkKeyFile(settings),
  },
  {
    name: 'install.pages',
    holds: '网页已构建 the pages are built',
    mend: 'npm run build',
    run: () =>
      ['public', 'desk'].every((app) => existsSync(join(import.meta.dirname, '../..', app, 'dist/index.html')))
        ? null
        : 'dist 不在 missing',
  },
  {
    name: 'install.memory',
    holds: '内存占用正常 memory use is normal',
    mend: '重启进程，并报告',
    run: () =>
      process.memoryUsage().rss < MOST_MEMORY_MB * MEGABYTE
        ? null
        : `${Math.round(process.memoryUsage().rss / MEGABYTE)} MB`,
  },
  {
    name: 'mode.https',
    holds: '正式运行用 https 的对外网址 production has an https address',
    mend: '在反向代理上配好证书，设 PUBLIC_ADDRESS=https://…',
    run: () =>
      settings.mode === 'demo' || settings.publicAddress?.startsWith('https://') === true
        ? null
        : String(settings.publicAddress),
  },
];

const database = (platform: Platform): Inspection[] => [
  {
    name: 'database.safe',
    holds: '数据库不会丢已确认的数据 the database keeps what it acknowledged',
    mend: 'fsync、full_page_writes、synchronous_commit 都设为 on',
    run: async () => {
      const client = await platform.pool.connect();
      try {
        await refuseUnsafeServer(client, false);
        return null;
      } finally {
        client.release();
      }
    },
  },
  {
    name: 'database.role',
    holds: '程序的角色不是表的属主 the application’s role owns nothing',
    mend: 'npm run migrate；不要把 zhongzhi_app 设为属主',
    run: () =>
      faultyNames(
        platform,
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind = 'r' and pg_get_userbyid(c.relowner) = current_user`,
      ),
  },
  {
    name: 'database.row-security',
    holds: '每张区级表都开了行级安全 row-level security is on for all district tables',
    mend: 'npm run migrate',
    run: () =>
      faultyNames(
        platform,
        `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'district' where c.relkind = 'r' and not c.relrowsecurity and n.nspname = any($1) and coalesce(obj_description(c.oid), '') not like '[owner-only]%'`,
      ),
  },
  {
    name: 'database.append-only',
    holds: '审计和经过只能追加 audit and events can only be appended',
    mend: 'npm run migrate',
    run: () =>
      faultyNames(
        platform,
        `select table_schema || '.' || table_name as name from information_schema.role_table_grants where grantee = 'zhongzhi_app' and privilege_type in ('UPDATE', 'DELETE') and table_schema = any($1) and coalesce(obj_description((quote_ident(table_schema) || '.' || quote_ident(table_name))::regclass), '') like '[append-only]%'`,
      ),
  },
];

const work = (platform: Platform, settings: Settings): Inspection[] => [
  {
    name: 'work.outbox',
    holds: '没有投递失败的事件 no event failed to be delivered',
    mend: '看日志里的原因；修好后把 kernel.outbox 的 tries 置 0 重投',
    run: () =>
      count(
        platform,
        sql`kernel.outbox where district = ${platform.district} and delivered_at is null and tries >= 12`,
      ),
  },
  {
    name: 'work.alive',
    holds: '事件在 10 分钟内投递 events are delivered within 10 minutes',
    mend: '启动作业进程：npm run work',
    run: () =>
      count(
        platform,
        sql`kernel.outbox where district = ${platform.district} and delivered_at is null and tries < 12 and due_at < now() - interval '10 minutes'`,
      ),
  },
  {
    name: 'audit.chain',
    holds: '审计链完好 the audit chain is unbroken',
    mend: '从备份比对被改动的审计记录，并按安全事件处置',
    run: () => verifyAuditChain(platform),
  },
  {
    name: 'mode.production',
    holds: '正式运行时没有演示人员 no demonstration people in production',
    mend: '正式环境用新的数据目录，不要在演示数据上运行',
    run: () =>
      settings.mode === 'demo'
        ? null
        : count(platform, sql`identity.demo_person where district = ${platform.district}`),
  },
];

/** Checks of the installation itself; those of the data come from the modules. */
export const inspections = (platform: Platform, settings: Settings): Inspection[] => [
  ...machine(settings),
  ...database(platform),
  ...work(platform, settings),
];
