import type { Check, Context } from '@zhongzhi/kernel';
import { contentStoreOf } from './store/file-store.ts';
import { WAITING_HOURS } from './waiting.ts';

/** The job runs every hour; what is this much older than allowed shows that it does not. */
const GRACE_HOURS = 24;
/** Looked up one by one, so only the latest: a restore that lacks contents lacks these. */
const LOOKED_UP = 200;

async function countOverdue(context: Context): Promise<number> {
  const { n } = await context.tx
    .selectFrom('files.file')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('district', '=', context.district)
    .where('attached_kind', 'is', null)
    .where('created_at', '<', new Date(context.now.getTime() - (WAITING_HOURS + GRACE_HOURS) * 3_600_000))
    .executeTakeFirstOrThrow();
  return n;
}

async function findWithoutContent(context: Context): Promise<string[]> {
  const rows = await context.tx
    .selectFrom('files.file')
    .select('id')
    .where('district', '=', context.district)
    .orderBy('id', 'desc')
    .limit(LOOKED_UP)
    .execute();
  const store = contentStoreOf(context.platform.settings);
  const isThere = await Promise.all(rows.map(({ id }) => store.has(id)));
  return rows.filter((_row, index) => !isThere[index]).map(({ id }) => id);
}

/** What doctor holds this module to. */
export const checks: readonly Check[] = [
  {
    name: 'files.unattached-removed',
    holds: { zh: '没有超过两天未提交的上传', en: 'No upload lies unattached for more than two days' },
    mend: { zh: '检查作业进程：npm run work', en: 'See that a worker is running: npm run work' },
    run: async (context) => {
      const n = await countOverdue(context);
      return { ok: n === 0, detail: `overdue: ${n}` };
    },
  },
  {
    name: 'files.contents-there',
    holds: { zh: `最近${LOOKED_UP}个文件的内容都在`, en: `The contents of the latest ${LOOKED_UP} files are there` },
    mend: {
      zh: '从备份恢复数据目录里的 files 文件夹，或检查 FILE_STORE 和 S3_* 设置',
      en: 'Restore the folder files of the data folder from the backup, or check the settings FILE_STORE and S3_*',
    },
    run: async (context) => {
      const missing = await findWithoutContent(context);
      return { ok: missing.length === 0, detail: `missing: ${missing.length} ${missing.slice(0, 5).join(' ')}`.trim() };
    },
  },
];
