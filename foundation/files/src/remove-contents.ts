import type { Context } from '@zhongzhi/kernel';
import { contentStoreOf } from './store/file-store.ts';

/** Removes contents once their rows are gone for good; what a fault leaves behind is unreachable, and doctor finds it. */
export function removeContents(context: Context, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const { settings, logger } = context.platform;
  const store = contentStoreOf(settings);
  context.afterCommit(() => {
    for (const name of ids.flatMap((id) => [id, `s-${id}`])) {
      store
        .remove(name)
        .catch((error: unknown) =>
          logger.warn({ fault: (error as Error).message }, 'a removed file left its content behind'),
        );
    }
  });
}
