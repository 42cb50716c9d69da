import { readSettings } from '@zhongzhi/kernel';
import { contentStoreOf } from '../src/store/file-store.ts';

/** Writes contents of eight equal megabytes one after the other, and says so, until it is killed. */
const store = contentStoreOf(readSettings({ ZHONGZHI_DATA: process.argv[2]! }));
for (let n = 0; ; n += 1) {
  const name = `content-${process.pid}-${n}`;
  await store.write(name, Buffer.alloc(8 * 1024 * 1024, n % 251));
  process.stdout.write(`${name}\n`);
}
