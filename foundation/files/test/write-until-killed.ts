import { readSettings } from '@zhongzhi/kernel';
import { contentStoreOf } from '../src/store/file-store.ts';

/** Writes contents one after the other until it is killed, and names each that it has. */
const store = contentStoreOf(readSettings({ ZHONGZHI_DATA: process.argv[2]! }));
const bytes = Number(process.argv[3]);
for (let n = 0; ; n += 1) {
  const name = `content-${process.pid}-${n}`;
  const content = Buffer.alloc(bytes, n % 251);
  await store.write(name, content);
  process.stdout.write(`${name}\n`);
}
