import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LightMyRequestResponse } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { actingAs } from '@zhongzhi/kernel/testing';
import { aBomb, aForm, aPhoto } from '../test/builders.ts';
import { openFilesWorld, type FilesWorld } from '../test/world.ts';
import { keepUpload, MOST_BYTES, type KeptFile } from './keep-upload.ts';
import { contentStoreOf } from './store/file-store.ts';
import { MOST_WAITING } from './waiting.ts';

let world: FilesWorld;
beforeAll(async () => {
  world = await openFilesWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.begin());

const upload = async (name: string, content: Buffer, as = 'anna'): Promise<KeptFile> => {
  const response = await world.send(name, content, { as });
  expect([response.statusCode, response.body]).toEqual([201, response.body]);
  return response.json<KeptFile>();
};

/** Sends what must be refused, and sees that nothing of it is left. */
async function expectRefused(response: Promise<LightMyRequestResponse>, status: number, code: string): Promise<void> {
  const before = { contents: await world.contents(), rows: await world.rows() };
  const { statusCode, body } = await response;
  expect([statusCode, (JSON.parse(body) as { code: string }).code]).toEqual([status, code]);
  expect({ contents: await world.contents(), rows: await world.rows() }).toEqual(before);
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
  const full = await world.fetchFile(kept.id);
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
  const thumb = await sharp((await world.fetchFile(kept.id, 'anna', '?size=thumb')).rawPayload).metadata();
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
  const bomb = aBomb(20_000);
  expect(bomb.length).toBeLessThan(100_000);
  const before = process.memoryUsage().rss;
  await expectRefused(world.send('small.png', bomb), 415, 'file.unreadable-image');
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

test('the limit lies at 50 million pixels: what phones take fits, what is well formed beyond it does not', async () => {
  expect(await upload('phone.png', aBomb(7_000))).toMatchObject({ width: 1_600, height: 1_600 });
  await expectRefused(world.send('beyond.png', aBomb(7_100)), 415, 'file.unreadable-image');
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
  ['a web page named as a text', 'notes.txt', '<!doctype html><script>alert(1)</script>', 'file.type-not-accepted'],
  ['a program named as a table', 'list.csv', Buffer.alloc(300, 1), 'file.type-not-accepted'],
  ['a text that names itself otherwise', 'notes.html', '只是几个字', 'file.type-not-accepted'],
  ['nothing', 'empty.jpg', '', 'file.empty'],
])('%s is refused by what it is, whatever it is called', async (_what, name, content, code) => {
  await expectRefused(world.send(name, content, { type: 'image/jpeg' }), code === 'file.empty' ? 400 : 415, code);
});

test('a page hidden behind a picture is gone when the picture comes out', async () => {
  const kept = await upload('both.jpg', Buffer.concat([await aPhoto(), Buffer.from('<script>alert(1)</script>')]));
  expect((await world.fetchFile(kept.id)).rawPayload.includes('script')).toBe(false);
});

test('more than 20 MB is refused, and nothing is left of it', async () => {
  await expectRefused(world.send('large.jpg', Buffer.alloc(MOST_BYTES + 1, 7)), 413, 'file.too-large');
  await expectRefused(world.send('larger.jpg', Buffer.alloc(MOST_BYTES + 2_000_000, 7)), 413, 'file.too-large');
});

test('what is no form, no file, or breaks off is refused with a sentence', async () => {
  const post = (headers: Record<string, string>, payload: string | Buffer): Promise<LightMyRequestResponse> =>
    world.app.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: { 'x-test-person': 'anna', ...headers },
      payload,
    });
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

test('a form with two files is refused whole', async () => {
  const form = new FormData();
  for (const name of ['a.jpg', 'b.jpg'])
    form.append('file', new Blob([new Uint8Array(await aPhoto())], { type: 'image/jpeg' }), name);
  const sent = new Response(form);
  await expectRefused(
    world.app.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: { 'x-test-person': 'anna', 'content-type': sent.headers.get('content-type')! },
      payload: Buffer.from(await sent.arrayBuffer()),
    }),
    400,
    'file.one-at-a-time',
  );
});

test('an upload whose sender goes away half-way leaves nothing', async () => {
  const before = await world.contents();
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = world.app.server.address() as AddressInfo;
  const { headers, payload } = await aForm('large.pdf', Buffer.alloc(3_000_000, 7), 'application/pdf');
  const request = httpRequest({
    port,
    method: 'POST',
    path: '/api/v1/files',
    headers: { ...headers, 'content-length': payload.length, 'x-test-person': 'anna' },
  });
  request.on('error', () => undefined);
  request.write(payload.subarray(0, 2_000_000));
  await expect.poll(async () => (await world.contents()).some((name) => name.endsWith('.part'))).toBe(true);
  request.destroy();
  await expect.poll(world.contents).toEqual(before);
});

test('who uploads and uploads and sends nothing is told to wait; sending makes room again', async () => {
  const photo = await aPhoto();
  const start = world.t.now();
  const uploaded: string[] = [];
  for (let n = 0; n < MOST_WAITING; n += 1)
    uploaded.push((await keepUpload(world.t.platform, { actor: world.actors.get('anna')! }, 'a.jpg', photo)).id);
  await expectRefused(world.send('one-more.jpg', photo), 429, 'file.too-many-waiting');
  expect((await world.send('of-another.jpg', photo, { as: 'ben' })).statusCode).toBe(201);
  await world.attach(uploaded.slice(0, 9));
  expect((await world.send('one-more.jpg', photo)).statusCode).toBe(201);
  world.t.setNow(start);
});

test('who is not signed in uploads nothing', async () => {
  await expectRefused(world.send('a.jpg', await aPhoto(), { as: 'nobody' }), 401, 'sign-in-needed');
});

test('a full disk says so, and leaves nothing half-kept', async () => {
  // The fault comes from the operating system; it is put in at the one place where contents are written.
  const store = contentStoreOf(world.t.platform.settings);
  const write = vi
    .spyOn(store, 'write')
    .mockRejectedValueOnce(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  await expectRefused(world.send('a.jpg', await aPhoto()), 503, 'file.no-room');
  write.mockRestore();
  expect((await world.send('a.jpg', await aPhoto())).statusCode).toBe(201);
});

test('an upload that cannot be recorded leaves no content behind', async () => {
  const before = await world.contents();
  world.actors.set('anna', { ...actingAs([]), personId: 'not-a-uuid' } as Actor);
  expect((await world.send('a.jpg', await aPhoto())).statusCode).toBe(500);
  expect(await world.contents()).toEqual(before);
});
