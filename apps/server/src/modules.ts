import { calendar } from '@zhongzhi/calendar/module';
import { directory } from '@zhongzhi/directory/module';
import type { Module } from '@zhongzhi/kernel';

/** The one list of modules: the platform is their sum. A later module may build on those above it. */
export const modules: readonly Module[] = [calendar, directory];
