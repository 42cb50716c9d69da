import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { refuseUnsafeServer, type Check, type Platform, type Settings } from '@zhongzhi/kernel';
import { modules } from './modules.ts';

interface Finding {
  name: string;
  holds: string;
  ok: boolean;
  detail: string;
  mend: string;
}

type Inspection = { name: string; holds: string; mend: string; run: () => Promise<string | null> };

const MEGABYTE = 1024 * 1024;

/** Checks of the installation itself; those of the data come from the modules. Each returns null, or what is wrong. */
function inspections(platform: Platform, settings: Settings): Inspection[] {
  const ask = async (statement: string): Promise<Record<string, string>[]> =>
    (await platform.pool.query(statement)).rows as Record<string, string>[];
  return [
    {
      name: 'install.node',
      holds: 'Node 26 或更高 Node 26 or newer',
      mend: '用 npm start 或 npm run … 启动，它会用锁定的 Node；容器里用官方 Node 26 镜像',
      run: async () => (Number(process.versions.node.split('.')[0]) >= 26 ? null : process.version),
    },
    {
      name: 'install.data-folder',
      holds: '数据目录可写 the data folder can be written',
      mend: `改权限，或用 ZHONGZHI_DATA 指定别的目录（现为 ${settings.dataDir}）`,
      run: async () => {
        accessSync(settings.dataDir, constants.W_OK);
        return null;
      },
    },
    {
      name: 'install.key',
      holds: '密钥文件只有属主可读 the key file is readable by its owner alone',
      mend: `chmod 600 ${join(settings.dataDir, 'encryption.key')}，并另存一份在安全的地方`,
      run: async () => {
        const file = join(settings.dataDir, 'encryption.key');
        if (settings.key !== null || !existsSync(file))
          return settings.key === null ? '没有密钥文件 no key file' : null;
        return (statSync(file).mode & 0o077) === 0 ? null : 'others may read it';
      },
    },
    {
      name: 'install.pages',
      holds: '网页已构建 the pages are built',
      mend: 'npm run build',
      run: async () =>
        ['public', 'desk'].every((app) => existsSync(join(import.meta.dirname, '../..', app, 'dist/index.html')))
          ? null
          : 'apps/public/dist 或 apps/desk/dist 不在',
    },
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
      mend: '用 npm run migrate 重设权限；不要把 zhongzhi_app 设为属主',
      run: async () => {
        const rows = await ask(
          `select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in (${modules.map((m) => `'${m.name.replaceAll('-', '_')}'`).join(',')}, 'kernel') and c.relkind = 'r' and pg_get_userbyid(c.relowner) = current_user`,
        );
        return Number(rows[0]?.['n']) === 0 ? null : `${rows[0]?.['n']} tables`;
      },
    },
    {
      name: 'database.row-security',
      holds: '每张区级表都开了行级安全 row-level security is on for all district tables',
      mend: 'npm run migrate',
      run: async () => {
        const rows = await ask(
          `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'district' where c.relkind = 'r' and not c.relrowsecurity and n.nspname in (${modules.map((m) => `'${m.name.replaceAll('-', '_')}'`).join(',')}, 'kernel') and coalesce(obj_description(c.oid), '') not like '[owner-only]%'`,
        );
        return rows.length === 0 ? null : rows.map((row) => row['name']).join(', ');
      },
    },
    {
      name: 'database.append-only',
      holds: '审计和经过只能追加 audit and events can only be appended',
      mend: 'npm run migrate',
      run: async () => {
        const rows = await ask(
          `select table_schema || '.' || table_name as name from information_schema.role_table_grants g where grantee = 'zhongzhi_app' and privilege_type in ('UPDATE', 'DELETE') and coalesce(obj_description((table_schema || '.' || quote_ident(table_name))::regclass), '') like '[append-only]%'`,
        );
        return rows.length === 0 ? null : rows.map((row) => row['name']).join(', ');
      },
    },
    {
      name: 'work.outbox',
      holds: '没有投递失败的事件 no event failed to be delivered',
      mend: '看日志里的原因；修好后 update kernel.outbox set tries = 0 重投',
      run: async () => {
        const n = await count(
          platform,
          sql`select count(*)::int as n from kernel.outbox where district = ${platform.district} and delivered_at is null and tries >= 12`,
        );
        return n === 0 ? null : String(n);
      },
    },
    {
      name: 'work.alive',
      holds: '事件在 10 分钟内投递 events are delivered within 10 minutes',
      mend: '启动作业进程：npm run work',
      run: async () => {
        const n = await count(
          platform,
          sql`select count(*)::int as n from kernel.outbox where district = ${platform.district} and delivered_at is null and tries < 12 and due_at < now() - interval '10 minutes'`,
        );
        return n === 0 ? null : String(n);
      },
    },
    {
      name: 'audit.chain',
      holds: '审计链完好 the audit chain is unbroken',
      mend: '从备份比对被改动的审计记录，并按安全事件处置',
      run: async () => {
        const { verifyAuditChain } = await import('@zhongzhi/kernel');
        return verifyAuditChain(platform);
      },
    },
    {
      name: 'mode.production',
      holds: '正式运行时没有演示人员和演示密钥 no demonstration people in production',
      mend: '正式环境用新的数据目录，不要在演示数据上运行',
      run: async () => {
        if (settings.mode === 'demo') return null;
        const n = await count(
          platform,
          sql`select count(*)::int as n from identity.demo_person where district = ${platform.district}`,
        );
        return n === 0 ? null : String(n);
      },
    },
    {
      name: 'mode.https',
      holds: '正式运行用 https 的对外网址 production has an https address',
      mend: '在反向代理上配好证书，设 PUBLIC_ADDRESS=https://…',
      run: async () =>
        settings.mode === 'demo' || settings.publicAddress?.startsWith('https://') === true
          ? null
          : String(settings.publicAddress),
    },
    {
      name: 'memory',
      holds: '内存占用正常 memory use is normal',
      mend: '重启进程，并报告',
      run: async () =>
        process.memoryUsage().rss < 600 * MEGABYTE ? null : `${Math.round(process.memoryUsage().rss / MEGABYTE)} MB`,
    },
  ];
}

async function count(platform: Platform, statement: ReturnType<typeof sql>): Promise<number> {
  return platform.transact(
    'public',
    'read',
    { actor: { kind: 'system', reason: 'doctor' } },
    async (context) => (await (statement as ReturnType<typeof sql<{ n: number }>>).execute(context.tx)).rows[0]?.n ?? 0,
  );
}

/** All checks of installation and data. */
export async function examine(platform: Platform, settings: Settings): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, holds, mend, run } of inspections(platform, settings)) {
    const wrong = await run().catch((error: Error) => error.message);
    findings.push({ name, holds, mend, ok: wrong === null, detail: wrong ?? '' });
  }
  for (const check of modules.flatMap((module): readonly Check[] => module.checks ?? [])) {
    const result = await platform
      .transact('public', 'read', { actor: { kind: 'system', reason: 'doctor' } }, (context) => check.run(context))
      .catch((error: Error) => ({ ok: false, detail: error.message }));
    findings.push({
      name: check.name,
      holds: `${check.holds.zh} ${check.holds.en}`,
      mend: `${check.mend.zh} ${check.mend.en}`,
      ...result,
    });
  }
  return findings;
}

/** Prints every check, and for what does not hold, how to mend it. @returns whether all hold. */
export async function runDoctor(
  platform: Platform,
  settings: Settings,
  say: (line: string) => void,
  options: readonly string[],
): Promise<boolean> {
  const findings = await examine(platform, settings);
  const bad = findings.filter(({ ok }) => !ok);
  if (options.includes('--json')) say(JSON.stringify(findings));
  else {
    for (const { ok, name, holds, detail, mend } of findings)
      say(ok ? `  ✓ ${holds}  [${name}]` : `  ✗ ${holds}  [${name}]: ${detail}\n      怎么办 mend: ${mend}`);
    say(
      bad.length === 0
        ? `\n${findings.length} 项检查全部通过 all ${findings.length} checks hold`
        : `\n${bad.length} 项不符 ${bad.length} of ${findings.length} do not hold`,
    );
  }
  return bad.length === 0;
}
