import { isUuid, type Context } from '@zhongzhi/kernel';
import { clearIncoming } from './incoming.ts';
import { contentStoreOf } from './store/file-store.ts';

const BATCH = 500;
const DAY = 86_400_000;

/**
 * Removes what a killed process left behind: half-written contents, and contents whose row was never committed. Only
 * what is older than a day, so that nothing under way is touched.
 */
export async function tidy(context: Context): Promise<void> {
  const { settings } = context.platform;
  const before = new Date(context.now.getTime() - DAY);
  await clearIncoming(settings, before);
  let names: string[] = [];
  for await (const name of contentStoreOf(settings).leftovers(before)) {
    names.push(name);
    if (names.length < BATCH) continue;
    await removeUnknown(context, names);
    names = [];
  }
  await removeUnknown(context, names);
}

async function removeUnknown(context: Context, names: readonly string[]): Promise<void> {
  const ids = [...new Set(names.map((name) => name.replace(/^s-/, '')).filter(isUuid))];
  if (ids.length === 0) return;
  const rows = await context.tx
    .selectFrom('files.file')
    .select('id')
    .where('district', '=', context.district)
    .where('id', 'in', ids)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const store = contentStoreOf(context.platform.settings);
  for (const id of ids.filter((one) => !known.has(one))) await Promise.all([store.remove(id), store.remove(`s-${id}`)]);
}
