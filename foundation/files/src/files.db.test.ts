import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newUuid, runJob, type Actor, type Module } from '@zhongzhi/kernel';
import { buildShell } from '@zhongzhi/kernel/http';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { aBomb, aForm, aPhoto } from '../test/builders.ts';
import { attachFiles, fileNamesOf, type FileAccess } from './attach.ts';
import { MOST_BYTES, type KeptFile } from './keep-upload.ts';
import { files } from './module.ts';

const RECORD = newUuid(Date.parse('2019-10-14T00:00:00Z'));
const OTHER_RECORD = newUuid(Date.parse('2019-10-14T00:00:01Z'));

let t: TestPlatform;
let app: FastifyInstance;
let folder: string;
let actors: Map<string, Actor>;
/** Who may see which record, as its module would say. */
let seers: Set<string>;

/** A module whose records carry files. */
const access: FileAccess = {
  kind: 'album',
  maySee: (context, record) =>
    Promise.resolve(context.actor.kind === 'person' && seers.has(`${context.actor.personId} ${record}`)),
};
const albums: Module = { name: 'albums', contributions: { 'file-access': [access] } };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zz-files-'));
  t = await createTestPlatform([files, albums], { environment: { ZHONGZHI_DATA: folder } });
  app = await buildShell(t.platform, {
    findActor: (request) =>
      Promise.resolve(actors.get(String(request.headers['x-test-person'])) ?? { kind: 'anonymous' }),
    isReady: () => true,
    version: 'test',
  });
});
afterAll(async () => {
  await app.close();
  await t.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  actors = new Map([
    ['anna', actingAs([])],
    ['ben', actingAs([])],
  ]);
  seers = new Set();
});

const idOf = (name: string): string => (actors.get(name) as { personId: string }).personId;
const contents = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const rows = (): Promise<number> =>
  t.platform.asSystem(
    'test',
    async (context) => (await context.tx.selectFrom('files.file').select('id').execute()).length,
  );

async function send(
  name: string,
  content: Buffer | string,
  options: { as?: string; type?: string } = {},
): Promise<LightMyRequestResponse> {
  const { headers, payload } = await aForm(name, content, options.type);
  return app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { ...headers, 'x-test-person': options.as ?? 'anna' },
    payload,
  });
}
const upload = async (name: string, content: Buffer, as = 'anna'): Promise<KeptFile> => {
  const response = await send(name, content, { as });
  expect([response.statusCode, response.body]).toEqual([201, response.body]);
  return response.json<KeptFile>();
};
const fetchFile = (id: string, as = 'anna', query = ''): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'GET', url: `/api/v1/files/${id}${query}`, headers: { 'x-test-person': as } });
const attach = (ids: string[], as = 'anna', record = RECORD): Promise<void> =>
  t.platform.transact('public', 'write', { actor: actors.get(as)! }, (context) =>
    attachFiles(context, { ids, kind: 'album', id: record }),
  );

/** Sends what must be refused, and sees that nothing of it is left. */
async function expectRefused(response: Promise<LightMyRequestResponse>, status: number, code: string): Promise<void> {
  const before = { contents: await contents(), rows: await rows() };
  const { statusCode, body } = await response;
  expect([statusCode, (JSON.parse(body) as { code: string }).code]).toEqual([status, code]);
  expect({ contents: await contents(), rows: await rows() }).toEqual(before);
}

test('a photo goes in with place and device and comes out without, upright and small enough for a phone', async () => {
  const sent = await sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: '#37a' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 3/1 0/1' },
    })
    .toBuffer();
  expect((await sharp(sent).metadata()).exif).toBeDefined();
  expect(sent.includes('SecretPhone')).toBe(true);
  const kept = await upload('IMG_0001.jpg', sent);
  const full = await fetchFile(kept.id);
  expect(full.headers['content-type']).toBe('image/jpeg');
  const shown = await sharp(full.rawPayload).metadata();
  expect({ exif: shown.exif, icc: shown.icc, xmp: shown.xmp, iptc: shown.iptc }).toEqual({
    exif: undefined,
    icc: undefined,
    xmp: undefined,
    iptc: undefined,
  });
  expect(full.rawPayload.includes('SecretPhone')).toBe(false);
  expect([shown.width, shown.height]).toEqual([kept.width, kept.height]);
  expect(Math.max(shown.width, shown.height)).toBe(1_600);
  const thumb = await sharp((await fetchFile(kept.id, 'anna', '?size=thumb')).rawPayload).metadata();
  expect(Math.max(thumb.width, thumb.height)).toBe(400);
  expect(thumb.exif).toBeUndefined();
});

test('a photo that was turned by its device stands upright although the note about it is gone', async () => {
  const sent = await sharp({ create: { width: 60, height: 20, channels: 3, background: '#37a' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const kept = await upload('turned.jpg', sent);
  expect([kept.width, kept.height]).toEqual([20, 60]);
});

test('a picture that would unfold to gigabytes is refused before it does', async () => {
  const bomb = aBomb();
  expect(bomb.length).toBeLessThan(1_000);
  const before = process.memoryUsage().rss;
  await expectRefused(send('small.png', bomb), 415, 'file.unreadable-image');
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

test.each([
  ['a web page named as a photo', 'cat.jpg', '<!doctype html><script>alert(1)</script>', 'file.type-not-accepted'],
  [
    'a drawing with scripts',
    'plan.svg',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'file.type-not-accepted',
  ],
  [
    'a drawing named as a photo',
    'plan.png',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'file.type-not-accepted',
  ],
  [
    'a program named as a document',
    'form.pdf',
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]),
    'file.type-not-accepted',
  ],
  [
    'an archive',
    'photos.zip',
    Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]),
    'file.type-not-accepted',
  ],
  [
    'half a photo',
    'half.jpg',
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
    'file.unreadable-image',
  ],
  ['nothing', 'empty.jpg', '', 'file.empty'],
])('%s is refused by what it is, whatever it is called', async (_what, name, content, code) => {
  await expectRefused(send(name, content, { type: 'image/jpeg' }), code === 'file.empty' ? 400 : 415, code);
});

test('a page hidden behind a picture is gone when the picture comes out', async () => {
  const kept = await upload('both.jpg', Buffer.concat([await aPhoto(), Buffer.from('<script>alert(1)</script>')]));
  expect((await fetchFile(kept.id)).rawPayload.includes('script')).toBe(false);
});

test('more than 20 MB is refused, and nothing is left of it', async () => {
  await expectRefused(send('large.jpg', Buffer.alloc(MOST_BYTES + 1, 7)), 413, 'file.too-large');
  await expectRefused(send('larger.jpg', Buffer.alloc(MOST_BYTES + 2_000_000, 7)), 413, 'file.too-large');
});

test('what is no form, no file, or breaks off is refused with a sentence', async () => {
  const post = (headers: Record<string, string>, payload: string | Buffer): Promise<LightMyRequestResponse> =>
    app.inject({ method: 'POST', url: '/api/v1/files', headers: { 'x-test-person': 'anna', ...headers }, payload });
  await expectRefused(post({ 'content-type': 'application/json' }, '{"file":"x"}'), 415, 'file.not-multipart');
  const { headers, payload } = await aForm('a.jpg', await aPhoto());
  await expectRefused(post(headers, payload.subarray(0, payload.length - 200)), 400, 'file.form-broken');
  const parts = (lines: string[]): Promise<LightMyRequestResponse> =>
    post({ 'content-type': 'multipart/form-data; boundary=x' }, lines.join('\r\n'));
  await expectRefused(parts(['--x--', '']), 400, 'file.missing');
  await expectRefused(
    parts(['--x', 'content-disposition: form-data; name="a"', '', '1', '--x--', '']),
    400,
    'file.missing',
  );
  // A header named __proto__ once ended the whole process (CVE-2026-19481).
  await expectRefused(
    parts(['--x', '__proto__: y', 'content-disposition: form-data; name="a"', '', '1', '--x--', '']),
    400,
    'file.missing',
  );
});

test('who is not signed in uploads nothing', async () => {
  await expectRefused(send('a.jpg', await aPhoto(), { as: 'nobody' }), 401, 'sign-in-needed');
});

test("another person's upload can be neither seen nor attached, nor can one that does not exist", async () => {
  const kept = await upload('mine.jpg', await aPhoto());
  for (const who of ['ben', 'nobody'])
    for (const query of ['', '?size=thumb']) expect((await fetchFile(kept.id, who, query)).statusCode).toBe(404);
  await expect(attach([kept.id], 'ben')).rejects.toMatchObject({ code: 'file.not-yours' });
  await expect(attach([newUuid(0)])).rejects.toMatchObject({ code: 'file.not-yours' });
  await attach([kept.id]);
  const own = await upload('own.jpg', await aPhoto(), 'ben');
  await expect(attach([own.id, kept.id], 'ben', OTHER_RECORD)).rejects.toMatchObject({ code: 'file.not-yours' });
  await attach([own.id], 'ben', OTHER_RECORD);
});

test('a file is attached once, even when two records ask for it at once', async () => {
  const kept = await upload('once.jpg', await aPhoto());
  const tries = await Promise.allSettled([
    attach([kept.id]),
    attach([kept.id], 'anna', OTHER_RECORD),
    attach([kept.id]),
  ]);
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(attach([kept.id])).rejects.toMatchObject({ code: 'file.not-yours' });
});

test('once attached, a file is seen by whoever may see its record, at every request anew, and by nobody else', async () => {
  const kept = await upload('shared.jpg', await aPhoto());
  await attach([kept.id]);
  expect([(await fetchFile(kept.id)).statusCode, (await fetchFile(kept.id, 'ben')).statusCode]).toEqual([404, 404]);
  seers.add(`${idOf('ben')} ${RECORD}`);
  expect((await fetchFile(kept.id, 'ben')).statusCode).toBe(200);
  expect((await fetchFile(kept.id, 'nobody')).statusCode).toBe(404);
  seers.clear();
  expect((await fetchFile(kept.id, 'ben')).statusCode).toBe(404);
});

test('a file of a kind of record that nobody answers for is seen by nobody', async () => {
  const kept = await upload('orphan.jpg', await aPhoto());
  await t.platform.transact('public', 'write', { actor: actors.get('anna')! }, (context) =>
    attachFiles(context, { ids: [kept.id], kind: 'unknown', id: RECORD }),
  );
  expect((await fetchFile(kept.id)).statusCode).toBe(404);
});

test('a document comes back as it was, only ever as a download under its name, and never runs', async () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
  const kept = await upload("证明（张三's）.pdf", pdf);
  const response = await fetchFile(kept.id);
  expect(response.rawPayload.equals(pdf)).toBe(true);
  expect(response.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect(response.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('证明（张三')}%27${encodeURIComponent('s）.pdf')}`,
  );
  expect(await t.platform.asSystem('test', (context) => fileNamesOf(context, [kept.id]))).toEqual(
    new Map([[kept.id, { name: "证明（张三's）.pdf", kind: 'document' }]]),
  );
});

test.each(['..%2f..%2fetc%2fpasswd', '%2e%2e%2f%2e%2e%2fkey', 'files', "1' or '1'='1", '%00', 'x'.repeat(200)])(
  'the address %j leads to no file',
  async (path) => {
    expect((await fetchFile(path)).statusCode).toBe(404);
  },
);

test('an upload that cannot be recorded leaves no content behind', async () => {
  const before = await contents();
  actors.set('anna', { ...actingAs([]), personId: 'not-a-uuid' } as Actor);
  expect((await send('a.jpg', await aPhoto())).statusCode).toBe(500);
  expect(await contents()).toEqual(before);
});

test('what is not attached within a day goes, row and content; what is attached stays', async () => {
  const start = t.now();
  const loose = await upload('loose.jpg', await aPhoto());
  const kept = await upload('kept.jpg', await aPhoto());
  await attach([kept.id]);
  seers.add(`${idOf('anna')} ${RECORD}`);
  t.setNow(new Date(start.getTime() + 23 * 3_600_000));
  await runJob(t.platform, 'files.remove-unattached');
  expect((await fetchFile(loose.id)).statusCode).toBe(200);
  t.setNow(new Date(start.getTime() + 25 * 3_600_000));
  const check = files.checks![0]!;
  await runJob(t.platform, 'files.remove-unattached');
  expect((await fetchFile(loose.id)).statusCode).toBe(404);
  await expect.poll(async () => (await contents()).filter((name) => name.endsWith(loose.id))).toEqual([]);
  expect((await fetchFile(kept.id)).statusCode).toBe(200);
  expect(await t.platform.asSystem('test', (context) => check.run(context))).toMatchObject({ ok: true });
  t.setNow(start);
});

test('a content whose row was never committed is found and removed the next day, others are left', async () => {
  const kept = await upload('kept.jpg', await aPhoto());
  const lost = await upload('lost.jpg', await aPhoto());
  await t.platform.asSystem('as if the server had died', (context) =>
    context.tx.deleteFrom('files.file').where('id', '=', lost.id).execute(),
  );
  await runJob(t.platform, 'files.tidy');
  expect((await contents()).filter((name) => name.endsWith(lost.id))).toHaveLength(2);
  const start = t.now();
  t.setNow('2099-01-01T00:00:00Z');
  await runJob(t.platform, 'files.tidy');
  expect((await contents()).filter((name) => name.endsWith(lost.id))).toEqual([]);
  expect((await contents()).filter((name) => name.endsWith(kept.id))).toHaveLength(2);
  t.setNow(start);
});
