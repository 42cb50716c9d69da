import { defineModule } from '@zhongzhi/kernel';
import { addOpen311Routes } from './routes.ts';

/** Open311 GeoReport v2 over every case type that offers itself as a service. */
export const open311 = defineModule({
  name: 'open311',
  dependsOn: ['casework', 'identity'],
  permissions: {
    'open311.report': {
      label: { zh: '经 Open311 接口提交', en: 'Report through Open311' },
      roles: ['system-administrator'],
    },
  },
  contributions: { 'identity.client-permissions': ['open311.report'] },
  http: addOpen311Routes,
});
