import { defineModule } from '@zhongzhi/kernel';
import { checks } from './checks.ts';
import { addFileRoutes } from './routes.ts';
import { personalRecords } from './personal-records.ts';
import { tidy } from './tidy.ts';
import { contentStoreOf } from './store/file-store.ts';
import { removeUnattached } from './waiting.ts';

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
        zh: '说明您反映的情况；传不传由您，上传时去掉拍摄位置和设备信息',
        en: 'To show what you report; whether you add any is up to you, and place and device are taken out on upload',
      },
      // Part of a matter that the authorities have a duty to handle: who sends one has no separate yes to withdraw.
      basis: 'statutory-duty',
      sensitive: false,
      retention: {
        zh: '与所属事项相同；未提交的 24 小时后删除',
        en: 'As the record it belongs to; removed after 24 hours when not sent',
      },
    },
  ],
  checks,
});
