import { calendar } from '@zhongzhi/calendar/module';
import { directory } from '@zhongzhi/directory/module';
import { identity } from '@zhongzhi/identity/module';
import type { Module } from '@zhongzhi/kernel';
import { notices } from '@zhongzhi/notices/module';

/** The one list of modules: the platform is their sum. A later module may build on those above it. */
export const modules: readonly Module[] = [calendar, directory, notices, identity];
