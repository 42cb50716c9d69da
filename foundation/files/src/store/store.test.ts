import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '@zhongzhi/kernel';
import { startFakeObjectStore, type FakeObjectStore } from '../../test/fake-object-store.ts';
import { contentStoreOf, type ContentStore } from './file-store.ts';

const WRITER = join(import.meta.dirname, '../../test/write-until-killed.ts');
let folder: string;
let fake: FakeObjectStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zz-store-'));
  fake = await startFakeObjectStore();
});
afterAll(async () => {
  await fake.stop();
  await rm(folder, { recursive: true });
});

const readAll = async (store: ContentStore, name: string): Promise<Buffer> => buffer((await store.read(name))!);

const allFiles = async (root: string): Promise<string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const LARGE = 48 * 1024 * 1024;

/** Files of which only a part has been written, whatever their name. */
const halves = async (root: string): Promise<string[]> => {
  const found: string[] = [];
  for (const path of await allFiles(root).catch(() => [])) {
    const size = (await stat(path).catch(() => undefined))?.size ?? 0;
    if (size > 0 && size < LARGE) found.push(path);
  }
  return found;
};

/** Lets a process write one content, and kills it as soon as the next is seen half-written. @returns the names that it said it has. */
async function writeAndKill(dataDir: string): Promise<string[]> {
  const before = new Set(await halves(dataDir));
  const child = spawn(process.execPath, [WRITER, dataDir, String(LARGE)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const names: string[] = [];
  createInterface({ input: child.stdout }).on('line', (name) => names.push(name));
  const ended = once(child, 'close');
  while (names.length === 0 || (await halves(dataDir)).every((path) => before.has(path)))
    if (await Promise.race([ended.then(() => true), setImmediate(false)]))
      throw new Error('the writer ended by itself');
  child.kill('SIGKILL');
  await ended;
  return names;
}

test('a process killed while writing leaves no half file under a name, keeps what it acknowledged, and its scraps are cleared', async () => {
  const acknowledged: string[] = [];
  const wasHit = async (): Promise<boolean> => (await halves(folder)).length >= 3;
  for (let tries = 0; tries < 20 && !(await wasHit()); tries += 1) acknowledged.push(...(await writeAndKill(folder)));
  expect(await wasHit()).toBe(true);
  expect(acknowledged.length).toBeGreaterThanOrEqual(3);
  expect((await halves(folder)).filter((path) => !path.endsWith('.part'))).toEqual([]);
  const settings = readSettings({ ZHONGZHI_DATA: folder });
  const store = contentStoreOf(settings);
  for (const name of acknowledged) {
    const content = await readAll(store, name);
    expect(content.length).toBe(LARGE);
    expect(content.equals(Buffer.alloc(LARGE, content[0]))).toBe(true);
  }
  const whole = (await allFiles(folder)).filter((path) => !path.endsWith('.part'));
  for (const path of whole) expect((await stat(path)).size).toBe(LARGE);
  const scraps = (await allFiles(folder)).filter((path) => path.endsWith('.part'));
  expect(scraps.length).toBeGreaterThan(0);
  const old = new Date('2019-10-01T00:00:00Z');
  for (const path of scraps) await utimes(path, old, old);
  const left: string[] = [];
  for await (const name of store.leftovers(new Date('2019-10-02T00:00:00Z'))) left.push(name);
  expect(left).toEqual([]);
  expect((await allFiles(folder)).filter((path) => path.endsWith('.part'))).toEqual([]);
  expect((await allFiles(folder)).length).toBe(whole.length);
});

test('a file from disk is kept as a copy, and a write that fails leaves nothing', async () => {
  const settings = readSettings({ ZHONGZHI_DATA: join(folder, 'copies') });
  const store = contentStoreOf(settings);
  const path = join(folder, 'form.pdf');
  await writeFile(path, '%PDF-1.4');
  await store.write('copy', path);
  expect((await readAll(store, 'copy')).toString()).toBe('%PDF-1.4');
  await expect(store.write('lost', join(folder, 'no-such-file'))).rejects.toThrow(/ENOENT/);
  expect((await allFiles(join(folder, 'copies'))).map((one) => one.split('/').at(-1))).toEqual(['copy']);
  expect([await store.has('copy'), await store.has('lost')]).toEqual([true, false]);
});

test('what does not exist reads as nothing, and is removed without a fuss', async () => {
  const store = contentStoreOf(readSettings({ ZHONGZHI_DATA: folder }));
  expect(await store.read('nothing')).toBeUndefined();
  await expect(store.remove('nothing')).resolves.toBeUndefined();
});

const s3 = (): ContentStore =>
  contentStoreOf(
    readSettings({
      FILE_STORE: 's3',
      S3_ENDPOINT: fake.address,
      S3_BUCKET: 'photos',
      S3_KEY_ID: 'someone',
      S3_KEY_SECRET: 'secret',
    }),
  );

test('an S3-compatible service keeps, gives back and forgets contents, with signed requests', async () => {
  const store = s3();
  const content = Buffer.from('一张照片的内容');
  await store.write('abc', content);
  expect([...fake.objects.keys()]).toEqual(['/photos/files/530102/abc']);
  expect([...fake.objects.values()][0]!.content.equals(content)).toBe(true);
  expect((await readAll(store, 'abc')).equals(content)).toBe(true);
  expect([await store.has('abc'), await store.has('abd')]).toEqual([true, false]);
  await store.remove('abc');
  expect(await store.read('abc')).toBeUndefined();
  expect(fake.signatures.every((signature) => signature.startsWith('AWS4-HMAC-SHA256 Credential=someone/'))).toBe(true);
});

test('an S3-compatible service takes a file from disk as it is, without marks that only newer services know', async () => {
  const store = s3();
  const path = join(folder, 'form.pdf');
  await writeFile(path, '%PDF-1.4 一份文件');
  await store.write('doc', path);
  const { content, headers } = fake.objects.get('/photos/files/530102/doc')!;
  expect(content.toString()).toBe('%PDF-1.4 一份文件');
  expect(Object.keys(headers).filter((name) => /checksum|trailer|decoded/.test(name))).toEqual([]);
  await store.remove('doc');
});

test('of many contents in an S3-compatible service, all that are older than a moment are found', async () => {
  const store = s3();
  for (const name of ['a', 's-a', 'b', 'c', 'd']) await store.write(name, Buffer.from(name));
  fake.objects.get('/photos/files/530102/b')!.at = new Date('2030-01-01T00:00:00Z');
  const found: string[] = [];
  for await (const name of store.leftovers(new Date('2029-01-01T00:00:00Z'))) found.push(name);
  expect(found.toSorted()).toEqual(['a', 'c', 'd', 's-a']);
  for (const name of ['a', 's-a', 'b', 'c', 'd']) await store.remove(name);
});

test('an object store without bucket or key stops the start with a sentence that names the settings', () => {
  expect(() => contentStoreOf(readSettings({ FILE_STORE: 's3', S3_ENDPOINT: fake.address }))).toThrow(
    /S3_BUCKET.*S3_KEY_ID.*S3_KEY_SECRET/s,
  );
});
