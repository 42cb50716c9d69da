import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newUuid, runJob, systemActor, type Actor } from '@zhongzhi/kernel';
import { writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { aPhoto } from '../test/builders.ts';
import { openFilesWorld, OTHER_RECORD, RECORD, type FilesWorld } from '../test/world.ts';
import { attachFiles, fileNamesOf } from './attach.ts';
import { keepUpload, type KeptFile } from './keep-upload.ts';
import { files } from './module.ts';
import { contentStoreOf } from './store/file-store.ts';

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

test("another person's upload can be neither seen nor attached, nor can one that does not exist", async () => {
  const kept = await upload('mine.jpg', await aPhoto());
  for (const who of ['ben', 'nobody'])
    for (const query of ['', '?size=thumb']) expect((await world.fetchFile(kept.id, who, query)).statusCode).toBe(404);
  await expect(world.attach([kept.id], 'ben')).rejects.toMatchObject({ code: 'file.not-yours' });
  await expect(world.attach([newUuid(0)])).rejects.toMatchObject({ code: 'file.not-yours' });
  await world.attach([kept.id]);
  const own = await upload('own.jpg', await aPhoto(), 'ben');
  await expect(world.attach([own.id, kept.id], 'ben', OTHER_RECORD)).rejects.toMatchObject({ code: 'file.not-yours' });
  await world.attach([own.id], 'ben', OTHER_RECORD);
});

test('what is nobody’s is attached by the platform itself and by nobody else', async () => {
  const { id } = await keepUpload(world.t.platform, { actor: systemActor('test') }, 'a.jpg', await aPhoto());
  const client: Actor = { kind: 'client', clientId: newUuid(0), name: '对接', permissions: [] };
  for (const actor of [world.actors.get('anna')!, client, { kind: 'anonymous' } as const])
    await expect(
      world.t.platform.transact('public', 'write', { actor }, (context) =>
        attachFiles(context, { ids: [id], kind: 'album', id: RECORD }),
      ),
    ).rejects.toMatchObject({ code: 'file.not-yours' });
  await world.t.platform.asSystem('test', (context) => attachFiles(context, { ids: [id], kind: 'album', id: RECORD }));
});

test('a file is attached once, even when two records ask for it at once', async () => {
  const kept = await upload('once.jpg', await aPhoto());
  const tries = await Promise.allSettled([
    world.attach([kept.id]),
    world.attach([kept.id], 'anna', OTHER_RECORD),
    world.attach([kept.id]),
  ]);
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(world.attach([kept.id])).rejects.toMatchObject({ code: 'file.not-yours' });
});

test('once attached, a file is seen by whoever may see its record, at every request anew, and by nobody else', async () => {
  const kept = await upload('shared.jpg', await aPhoto());
  await world.attach([kept.id]);
  expect([(await world.fetchFile(kept.id)).statusCode, (await world.fetchFile(kept.id, 'ben')).statusCode]).toEqual([
    404, 404,
  ]);
  world.letSee('ben', RECORD);
  expect((await world.fetchFile(kept.id, 'ben')).statusCode).toBe(200);
  expect((await world.fetchFile(kept.id, 'nobody')).statusCode).toBe(404);
  world.letNobodySee();
  expect((await world.fetchFile(kept.id, 'ben')).statusCode).toBe(404);
});

test('a file of a kind of record that nobody answers for is seen by nobody', async () => {
  const kept = await upload('orphan.jpg', await aPhoto());
  await world.t.platform.transact('public', 'write', { actor: world.actors.get('anna')! }, (context) =>
    attachFiles(context, { ids: [kept.id], kind: 'unknown', id: RECORD }),
  );
  expect((await world.fetchFile(kept.id)).statusCode).toBe(404);
});

test('a document comes back as it was, only ever as a download under its name, and never runs', async () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
  const kept = await upload("证明（张三's）.pdf", pdf);
  const response = await world.fetchFile(kept.id);
  expect(response.rawPayload.equals(pdf)).toBe(true);
  expect(response.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(response.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('证明（张三')}%27${encodeURIComponent('s）.pdf')}`,
  );
  expect(await world.t.platform.asSystem('test', (context) => fileNamesOf(context, [kept.id]))).toEqual(
    new Map([[kept.id, { name: "证明（张三's）.pdf", kind: 'document' }]]),
  );
});

test('a table or a text comes back byte for byte, as a download in its encoding', async () => {
  const table = Buffer.from('d5c5c8fd2cb5e7bbb00d0a', 'hex');
  const kept = await upload('名单.csv', table);
  const response = await world.fetchFile(kept.id);
  expect(response.rawPayload.equals(table)).toBe(true);
  expect(response.headers['content-type']).toBe('text/csv; charset=gb18030');
  expect(response.headers['content-disposition']).toMatch(/^attachment; /);
});

test('a spreadsheet is known by its content, whatever it is called', async () => {
  const book = await writeSpreadsheet('xlsx', { sheet: '表', columns: [{ heading: '姓名' }], rows: [['张三']] });
  const kept = await upload('表', book);
  const response = await world.fetchFile(kept.id, 'anna', '?size=thumb');
  expect(response.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(response.rawPayload.equals(book)).toBe(true);
});

test.each(['..%2f..%2fetc%2fpasswd', '%2e%2e%2f%2e%2e%2fkey', 'files', "1' or '1'='1", '%00', 'x'.repeat(200)])(
  'the address %j leads to no file',
  async (path) => {
    expect((await world.fetchFile(path)).statusCode).toBe(404);
  },
);

test('what is not attached within a day goes, row and content; what is attached stays', async () => {
  const start = world.t.now();
  const loose = await upload('loose.jpg', await aPhoto());
  const kept = await upload('kept.jpg', await aPhoto());
  await world.attach([kept.id]);
  world.letSee('anna', RECORD);
  world.t.setNow(new Date(start.getTime() + 23 * 3_600_000));
  await runJob(world.t.platform, 'files.remove-unattached');
  expect((await world.fetchFile(loose.id)).statusCode).toBe(200);
  world.t.setNow(new Date(start.getTime() + 25 * 3_600_000));
  const check = files.checks!.find(({ name }) => name === 'files.unattached-removed')!;
  world.t.setNow(new Date(start.getTime() + 49 * 3_600_000));
  expect(await world.t.platform.asSystem('test', (context) => check.run(context))).toMatchObject({ ok: false });
  await runJob(world.t.platform, 'files.remove-unattached');
  expect((await world.fetchFile(loose.id)).statusCode).toBe(404);
  await expect.poll(async () => (await world.contents()).filter((name) => name.endsWith(loose.id))).toEqual([]);
  expect((await world.fetchFile(kept.id)).statusCode).toBe(200);
  expect(await world.t.platform.asSystem('test', (context) => check.run(context))).toMatchObject({ ok: true });
  world.t.setNow(start);
});

test('doctor names a file whose content is gone', async () => {
  const check = files.checks!.find(({ name }) => name === 'files.contents-there')!;
  const run = () => world.t.platform.asSystem('test', (context) => check.run(context));
  const kept = await upload('kept.jpg', await aPhoto());
  expect(await run()).toMatchObject({ ok: true });
  await contentStoreOf(world.t.platform.settings).remove(kept.id);
  expect(await run()).toEqual({ ok: false, detail: `missing: 1 ${kept.id}` });
  expect((await world.fetchFile(kept.id)).statusCode).toBe(410);
  await world.t.platform.asSystem('test', (context) =>
    context.tx.deleteFrom('files.file').where('id', '=', kept.id).execute(),
  );
});

test('a content whose row was never committed is found and removed the next day, others are left', async () => {
  const kept = await upload('kept.jpg', await aPhoto());
  const lost = await upload('lost.jpg', await aPhoto());
  await world.t.platform.asSystem('as if the server had died', (context) =>
    context.tx.deleteFrom('files.file').where('id', '=', lost.id).execute(),
  );
  await runJob(world.t.platform, 'files.tidy');
  expect((await world.contents()).filter((name) => name.endsWith(lost.id))).toHaveLength(2);
  const start = world.t.now();
  world.t.setNow('2099-01-01T00:00:00Z');
  await runJob(world.t.platform, 'files.tidy');
  expect((await world.contents()).filter((name) => name.endsWith(lost.id))).toEqual([]);
  expect((await world.contents()).filter((name) => name.endsWith(kept.id))).toHaveLength(2);
  world.t.setNow(start);
});
