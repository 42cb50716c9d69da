import type { Party } from '@zhongzhi/casework';
import type { appealPermissions } from './permissions.ts';

/** Staff whose scope covers the appeal's place. */
export const place = (permission: keyof typeof appealPermissions): Party => ({ permission, at: 'place' });

/** Staff of the handling unit. */
export const unit = (permission: keyof typeof appealPermissions): Party => ({ permission, at: 'unit' });
