import { defineModule, type Context } from '@zhongzhi/kernel';
import { addFileRoutes } from './routes.ts';
import { personalRecords } from './personal-records.ts';
import { removeContents } from './remove-contents.ts';
import { tidy } from './tidy.ts';
import { contentStoreOf } from './store/file-store.ts';

const UNATTACHED_HOURS = 24;

/** Uploads that were never attached go after a day: nobody can see them, nobody will. */
async function removeUnattached(context: Context): Promise<void> {
  const before = new Date(context.now.getTime() - UNATTACHED_HOURS * 3_600_000);
  const rows = await context.tx
    .deleteFrom('files.file')
    .where('district', '=', context.district)
    .where('attached_kind', 'is', null)
    .where('created_at', '<', before)
    .returning('id')
    .execute();
  removeContents(
    context,
    rows.map(({ id }) => id),
  );
}

export const files = defineModule({
  name: 'files',
  migrations: new URL('../migrations/', import.meta.url),
  http: addFileRoutes,
  jobs: [
    { name: 'files.remove-unattached', cron: '41 * * * *', run: removeUnattached },
    { name: 'files.tidy', cron: '11 4 * * *', run: tidy },
  ],
  contributions: { 'personal-records': [personalRecords] },
  prepare: (platform) => void contentStoreOf(platform.settings),
  personalData: [
    {
      key: 'file.photo',
      label: { zh: '照片和文件', en: 'Photos and documents' },
      purpose: {
        zh: '说明您反映的情况；上传时去掉拍摄位置和设备信息',
        en: 'To show what you report; place and device are taken out on upload',
      },
      basis: 'consent',
      sensitive: false,
      retention: {
        zh: '与所属事项相同；未提交的 24 小时后删除',
        en: 'As the record it belongs to; removed after 24 hours when not sent',
      },
    },
  ],
  checks: [
    {
      name: 'files.unattached-removed',
      holds: { zh: '没有超过两天未提交的上传', en: 'No upload lies unattached for more than two days' },
      mend: { zh: '检查作业进程：npm run work', en: 'See that a worker is running: npm run work' },
      run: async (context) => {
        const row = await context.tx
          .selectFrom('files.file')
          .select((select) => select.fn.countAll<number>().as('n'))
          .where('district', '=', context.district)
          .where('attached_kind', 'is', null)
          .where('created_at', '<', new Date(context.now.getTime() - 48 * 3_600_000))
          .executeTakeFirstOrThrow();
        return { ok: row.n === 0, detail: String(row.n) };
      },
    },
  ],
});
