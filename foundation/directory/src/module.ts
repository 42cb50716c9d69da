import { defineModule } from '@zhongzhi/kernel';

export const directory = defineModule({ name: 'directory', migrations: new URL('../migrations/', import.meta.url) });
