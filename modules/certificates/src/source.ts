import type { Context } from '@zhongzhi/kernel';
import type { RecordSource } from './public.ts';

/** Who keeps the service records. @throws Error when no module does, which is a fault of the build. */
export function sourceOf({ platform }: Context): RecordSource {
  const source = platform.collect<RecordSource>('certificates.records')[0];
  if (source === undefined) throw new Error('no module contributes certificates.records');
  return source;
}
