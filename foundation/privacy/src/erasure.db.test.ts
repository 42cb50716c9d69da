import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPhoto } from '@zhongzhi/files/testing';
import { erasePerson, findPersonByPhone } from '@zhongzhi/directory';
import type { Browser } from '@zhongzhi/identity/testing';
import { deliverEvents, runJob } from '@zhongzhi/kernel';
import { openWorld, type World } from '../test/world.ts';
import { checks } from './retention.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zz-erasure-'));
  world = await openWorld(folder);
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

interface Erasure {
  finished: boolean;
  kept: { name: string; reason: string }[];
}

const ready = async (browser: Browser, method: 'GET' | 'POST', path: string, body?: unknown): Promise<never> => {
  const response = await browser.call(method, path, body);
  expect([path, response.statusCode, response.statusCode < 300 ? '' : response.body]).toEqual([
    path,
    response.statusCode,
    '',
  ]);
  return response.json<never>();
};

async function upload(browser: Browser, name: string): Promise<string> {
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await aPhoto())], { type: 'image/jpeg' }), name);
  const sent = new Response(form);
  const response = await world.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { cookie, 'content-type': sent.headers.get('content-type')! },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
  expect(response.statusCode).toBe(201);
  return response.json<{ id: string }>().id;
}

async function asOwner<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.t.url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** Every column of every table in which one of the words stands, as text or as bytes. Works on anything a column can hold. */
const placesOf = (words: readonly string[]): Promise<string[]> =>
  asOwner(async (client) => {
    const { rows: columns } = await client.query<{ table: string; column: string }>(
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      for (const word of words) {
        const { rows } = await client.query(
          `select from ${table} where position($1 in "${column}"::text) > 0 or position($2 in "${column}"::text) > 0 limit 1`,
          [word, Buffer.from(word).toString('hex')],
        );
        if (rows.length > 0) found.push(`${table}.${column}: ${word}`);
      }
    }
    return found;
  });

const NAME = '诸葛金丝雀';
const PHONE = '13877665544';
const PLACE = '530102001';

/** Leaves traces everywhere a resident can leave them. @returns the ids of a matter that was closed and one still open. */
async function leaveTraces(
  person: { id: string; browser: Browser },
  staff: Browser,
): Promise<{ closed: string; open: string }> {
  const { browser } = person;
  const photo = await upload(browser, `${NAME}的照片.jpg`);
  await upload(browser, `${NAME}的草稿.jpg`);
  const form = {
    place: PLACE,
    description: `我是${NAME}，电话${PHONE}，楼道灯不亮。`,
    address: `${NAME}家门口`,
    contactPhone: PHONE,
  };
  const closed: { id: string } = await ready(browser, 'POST', '/cases', {
    type: 'errand',
    form: { ...form, photos: [photo] },
  });
  const open: { id: string } = await ready(browser, 'POST', '/cases', { type: 'errand', form });
  for (const { id } of [closed, open]) {
    await ready(staff, 'POST', `/cases/${id}/actions/take`, { input: {} });
    await ready(staff, 'POST', `/cases/${id}/actions/note`, { input: { note: `已和${NAME}（${PHONE}）通过电话` } });
  }
  await ready(staff, 'POST', `/cases/${closed.id}/actions/finish`, { input: {} });
  const { items }: { items: { purpose: string; textHash: string }[] } = await ready(browser, 'GET', '/me/consents');
  await ready(browser, 'POST', '/me/consents', {
    purpose: 'club.portrait',
    decision: 'given',
    textHash: items.find(({ purpose }) => purpose === 'club.portrait')!.textHash,
  });
  await browser.call('PATCH', '/me', { name: NAME }, { 'idempotency-key': 'rename-0001' });
  await world.t.platform.asSystem('test', async (context) => {
    await context.tx
      .insertInto('casework.rating')
      .values({
        district: context.district,
        case_id: closed.id,
        round: 1,
        person: person.id,
        grade: 5,
        solved: true,
        words: `${NAME}很满意`,
        at: context.now,
      })
      .execute();
  });
  return { closed: closed.id, open: open.id };
}

test('own data come out complete and in full, from every module, and the audit log knows', async () => {
  const staff = await world.enter({ name: '经办人', phone: '13900000101' }, 'street-staff');
  const { id, browser } = await world.enter({ name: '导出者', phone: '13811112222', place: PLACE }, 'volunteer');
  const opened: { number: string } = await ready(browser, 'POST', '/cases', {
    type: 'errand',
    form: { place: PLACE, description: '井盖松动，请修。' },
  });
  await upload(browser, '井盖.jpg');
  const mine: { person: string; records: { name: string; label: string; data: Record<string, unknown> }[] } =
    await ready(browser, 'GET', '/me/data');
  expect(mine.person).toBe(id);
  const of = (name: string) => mine.records.find((record) => record.name === name)!.data;
  expect(of('directory')).toMatchObject({
    name: '导出者',
    phone: '13811112222',
    home: PLACE,
    roles: [{ role: 'volunteer' }],
  });
  expect(of('casework')).toMatchObject({ opened: [{ number: opened.number, description: '井盖松动，请修。' }] });
  expect(of('files')).toMatchObject({ files: [{ name: '井盖.jpg' }] });
  expect(of('identity')).toMatchObject({ sessions: [{ method: 'demo' }] });
  expect(mine.records.map(({ name }) => name)).toEqual([
    'directory',
    'notices',
    'identity',
    'files',
    'privacy',
    'casework',
  ]);
  expect(JSON.stringify(mine)).not.toContain(staff.id);
  await world.t.platform.asSystem('test', async (context) => {
    const row = await context.tx
      .selectFrom('kernel.audit')
      .select('subject')
      .where('action', '=', 'privacy.export-my-data')
      .executeTakeFirstOrThrow();
    expect(row.subject).toBe(id);
  });
});

test('erasure wants the word, and refuses those in office without touching anything', async () => {
  const { id, browser } = await world.enter({ name: '未确认', phone: '13900000102' });
  for (const confirm of ['', '是', 'yes', '注 销'])
    expect((await browser.call('POST', '/me/erasure', { confirm })).json()).toMatchObject({
      status: 400,
      code: 'privacy.not-confirmed',
    });
  expect(await browser.whoAmI()).toBe('未确认');
  const office = await world.enter({ name: '在岗者', phone: '13900000103' }, 'street-staff');
  expect((await office.browser.call('POST', '/me/erasure', { confirm: '注销' })).json()).toMatchObject({
    status: 409,
    code: 'privacy.holds-office',
  });
  expect(await office.browser.whoAmI()).toBe('在岗者');
  expect(id).not.toBe(office.id);
});

test('erasure wants a fresh sign-in: an unlocked phone that someone found is not enough', async () => {
  const { browser, id } = await world.enter({ name: '早登录', phone: '13900000110' });
  const start = world.t.now();
  world.t.setNow(new Date(start.getTime() + 31 * 60_000));
  expect((await browser.call('POST', '/me/erasure', { confirm: '注销' })).json()).toMatchObject({
    status: 403,
    code: 'privacy.sign-in-again',
  });
  expect(await browser.whoAmI()).toBe('早登录');
  await browser.call('POST', '/demo/sessions', { id });
  world.t.setNow(new Date(start.getTime() + 60 * 60_000));
  expect((await browser.call('POST', '/me/erasure', { confirm: '注销' })).statusCode).toBe(200);
  expect(await browser.whoAmI()).toBeNull();
  world.t.setNow(start);
});

test('a child under 14 is erased by the guardian, not by themselves', async () => {
  const child = await world.enter({ name: '小芽儿', phone: '13900000104', birthYear: 2011 });
  const mother = await world.enter({ name: '芽儿妈', phone: '13900000105' });
  await world.isGuardian(mother.id, child.id);
  expect((await child.browser.call('POST', '/me/erasure', { confirm: '注销' })).json()).toMatchObject({
    code: 'privacy.guardian-needed',
  });
  expect((await mother.browser.call('POST', '/me/erasure', { confirm: '注销', for: child.id })).statusCode).toBe(200);
  expect(await child.browser.whoAmI()).toBeNull();
  expect(await mother.browser.whoAmI()).toBe('芽儿妈');
});

test('after erasure name and phone stand nowhere in the database; what must wait for an answer follows once it is given', async () => {
  const staff = await world.enter({ name: '街道老张', phone: '13900000106' }, 'street-staff');
  const person = await world.enter({ name: NAME, phone: PHONE }, 'volunteer');
  const { closed, open } = await leaveTraces(person, staff.browser);
  expect((await placesOf([NAME, PHONE])).length).toBeGreaterThan(8);

  const first: Erasure = await ready(person.browser, 'POST', '/me/erasure', { confirm: '注销' });
  expect(await person.browser.whoAmI()).toBeNull();
  expect(first.finished).toBe(false);
  expect(first.kept.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['casework', 'privacy', 'directory', 'files']),
  );
  expect(first.kept.find(({ reason }) => reason.includes('没有办结'))!.reason).toContain('1 件');
  expect(await placesOf([NAME])).toEqual([]);
  // The open matter keeps the number to call, and nothing else does.
  const places = new Set((await placesOf([PHONE])).map((place) => place.split(':')[0]));
  expect(places).toEqual(
    new Set([
      'casework."case".description',
      'casework."case".form',
      'casework."case".title',
      'casework.event.input',
      'casework.event.note',
      'casework.search.words',
    ]),
  );

  await ready(staff.browser, 'POST', `/cases/${open}/actions/finish`, { input: {} });
  await runJob(world.t.platform, 'privacy.finish-erasures');
  expect(await placesOf([NAME, PHONE])).toEqual([]);
  await asOwner(async (client) => {
    const left = await client.query<{ opener: string | null; description: string; version: number; events: number }>(
      'select opener, description, version, (select count(*)::int from casework.event e where e.case_id = c.id) as events from casework.case c where id = any($1)',
      [[closed, open]],
    );
    expect(left.rows).toEqual([expect.objectContaining({ opener: null }), expect.objectContaining({ opener: null })]);
    for (const row of left.rows) {
      expect(row.description).toContain('楼道灯不亮');
      expect(row.version).toBe(row.events);
    }
    const erasure = await client.query<{ finished_at: Date | null }>(
      'select finished_at from privacy.erasure where person = $1',
      [person.id],
    );
    expect(erasure.rows[0]!.finished_at).not.toBeNull();
    expect((await client.query('select from files.file where owner = $1', [person.id])).rows).toEqual([]);
  });
  const again = await staff.browser.call('GET', `/cases/${closed}`);
  expect(again.statusCode).toBe(200);
  expect(await world.t.platform.asSystem('test', (context) => findPersonByPhone(context, PHONE))).toBeUndefined();
});

test('all or nothing: when one module cannot erase, nobody is half erased', async () => {
  const { id, browser } = await world.enter({ name: '半途人', phone: '13900000107' });
  await asOwner((client) =>
    client.query(`alter table privacy.erasure add constraint cannot_erase check (person <> '${id}')`),
  );
  const response = await browser.call('POST', '/me/erasure', { confirm: '注销' });
  expect(response.statusCode).toBe(500);
  expect(await browser.whoAmI()).toBe('半途人');
  await asOwner((client) => client.query('alter table privacy.erasure drop constraint cannot_erase'));
  expect((await browser.call('POST', '/me/erasure', { confirm: '注销' })).statusCode).toBe(200);
});

test('whoever is erased at the counter is erased everywhere', async () => {
  const { id, browser } = await world.enter({ name: '窗口注销', phone: '13900000108' });
  await upload(browser, '窗口注销.jpg');
  await world.t.platform.asSystem('counter', (context) => erasePerson(context, id));
  while ((await deliverEvents(world.t.platform)) > 0);
  expect(await placesOf(['窗口注销'])).toEqual([]);
  await world.t.platform.asSystem('test', async (context) => {
    const row = await context.tx
      .selectFrom('privacy.erasure')
      .selectAll()
      .where('person', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.finished_at).not.toBeNull();
  });
});

test('doctor names erasures that wait too long', async () => {
  const { browser } = await world.enter({ name: '久等者', phone: '13900000109' });
  await ready(browser, 'POST', '/cases', { type: 'errand', form: { place: PLACE, description: '一直没有办结的事。' } });
  await browser.call('POST', '/me/erasure', { confirm: '注销' });
  const check = checks.find(({ name }) => name === 'privacy.erasures-finished')!;
  const isFine = async (): Promise<boolean> =>
    (await world.t.platform.asSystem('test', (context) => check.run(context))).ok;
  expect(await isFine()).toBe(true);
  world.t.setNow(new Date(world.t.now().getTime() + 181 * 86_400_000));
  expect(await isFine()).toBe(false);
});
