import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPerson, grantRole, putRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { Browser, openShell } from '../../test/builders.ts';
import { identity } from '../module.ts';

let t: TestPlatform;
let app: FastifyInstance;
let serial = 0;
let start = Date.parse('2019-10-14T02:00:00Z');

const STORES = [
  'identity.session',
  'identity.sign_in_code',
  'identity.attempt',
  'kernel.audit',
  'kernel.outbox',
  'kernel.idempotency',
  'notices.message_outbox',
] as const;

const aPhone = (): string => `138${String((serial += 1)).padStart(8, '0')}`;
const later = (seconds: number): void => t.setNow(new Date(t.now().getTime() + seconds * 1000));

async function ask(browser: Browser, phone: string): Promise<string> {
  const response = await browser.call('POST', '/sign-in/codes', { phone });
  expect(response.statusCode).toBe(200);
  return response.json<{ requestId: string }>().requestId;
}

async function codeOf(browser: Browser, phone: string): Promise<string> {
  const shown = (await browser.call('GET', '/demo/outbox')).json<{ to: string; text: string }[]>();
  return /\d{6}/.exec(shown.find((message) => message.to === `${phone.slice(0, 3)}****${phone.slice(-4)}`)!.text)![0];
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Every row that a sign-in may have left behind, as text. */
const everythingStored = (): Promise<string> =>
  t.platform.asSystem('test', async (context) => {
    const texts: string[] = [];
    for (const table of STORES) texts.push(JSON.stringify(await context.tx.selectFrom(table).selectAll().execute()));
    return texts.join('\n');
  });

beforeAll(async () => {
  t = await createTestPlatform([directory, notices, identity]);
  app = await openShell(t.platform);
});
afterAll(async () => {
  await app.close();
  await t.stop();
});
beforeEach(() => {
  start += 2 * 86_400_000; // each test begins with unused limits
  t.setNow(new Date(start));
});

describe('sign-in by one-time code', () => {
  it('makes the person at the first sign-in, finds the same one at the next, and keeps the number to itself', async () => {
    const browser = new Browser(app);
    const phone = aPhone();
    const requestId = await ask(browser, phone);
    const first = await browser.call('POST', '/sign-in', { requestId, phone, code: await codeOf(browser, phone) });
    expect(first.json()).toEqual({ person: { id: expect.any(String), name: `居民${phone.slice(-4)}` } });
    expect(first.headers['set-cookie']).toMatch(
      /^zz=[A-Za-z0-9_-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const session = (await browser.call('GET', '/session')).json<{
      person: { phoneMasked: string; roles: unknown[] };
      abilities: string[];
    }>();
    expect(session.person).toMatchObject({ phoneMasked: `138****${phone.slice(-4)}`, roles: [] });
    expect(session.abilities).toEqual([]);

    later(61);
    const second = new Browser(app);
    const again = await second.call('POST', '/sign-in', {
      requestId: await ask(second, phone),
      phone,
      code: await codeOf(second, phone),
    });
    expect(again.json<{ person: { id: string } }>().person.id).toBe(first.json<{ person: { id: string } }>().person.id);
    expect(await everythingStored()).not.toContain(phone);
  });

  it('stores neither code nor token in clear', async () => {
    const browser = new Browser(app);
    const phone = aPhone();
    const requestId = await ask(browser, phone);
    const code = await codeOf(browser, phone);
    await browser.call('POST', '/sign-in', { requestId, phone, code }, { 'idempotency-key': 'same-key-again' });
    const token = browser.cookies.get('zz')!;
    const everything = await everythingStored();
    expect(everything).toContain('identity.sign-in-by-code');
    expect(everything).not.toContain(token);
    expect(everything).not.toMatch(new RegExp(`[^0-9a-f]${code}[^0-9a-f]`));
  });

  it('answers alike for known and unknown numbers', async () => {
    const known = aPhone();
    await t.platform.asSystem('test', (context) => createPerson(context, { name: '李娜', phone: known }));
    const browser = new Browser(app);
    const answers = [
      await browser.call('POST', '/sign-in/codes', { phone: known }),
      await browser.call('POST', '/sign-in/codes', { phone: aPhone() }),
    ].map((response) => ({
      status: response.statusCode,
      body: { ...response.json<object>(), requestId: '' },
      headers: Object.keys(response.headers).sort(),
    }));
    expect(answers[0]).toEqual(answers[1]);
    const tries = [];
    for (const phone of [known, aPhone()])
      tries.push(
        (
          await browser.call('POST', '/sign-in', {
            requestId: '018f0000-0000-7000-8000-000000000000',
            phone,
            code: '000000',
          })
        ).json(),
      );
    expect(tries[0]).toEqual(tries[1]);
  });

  it('takes a code once: a replay is refused', async () => {
    const browser = new Browser(app);
    const phone = aPhone();
    const body = { requestId: await ask(browser, phone), phone, code: await codeOf(browser, phone) };
    expect((await browser.call('POST', '/sign-in', body)).statusCode).toBe(200);
    const replay = await new Browser(app).call('POST', '/sign-in', body);
    expect(replay.statusCode).toBe(400);
    expect(replay.json()).toMatchObject({ code: 'sign-in.code-wrong' });
    expect(replay.headers['set-cookie']).toBeUndefined();
  });

  it('gives exactly one session to eight uses of one code at the same moment', async () => {
    const phone = aPhone();
    const browser = new Browser(app);
    const body = { requestId: await ask(browser, phone), phone, code: await codeOf(browser, phone) };
    const answers = await Promise.all(Array.from({ length: 8 }, () => new Browser(app).call('POST', '/sign-in', body)));
    expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 400, 400, 400, 400, 400, 400, 400,
    ]);
    const { count } = await t.platform.asSystem('test', (context) =>
      context.tx
        .selectFrom('identity.session')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('created_at', '=', t.now())
        .executeTakeFirstOrThrow(),
    );
    expect(count).toBe(1);
  });

  it('kills a code after five wrong tries, even for the right digits, and gives a new one a chance', async () => {
    const browser = new Browser(app);
    const phone = aPhone();
    const requestId = await ask(browser, phone);
    const code = await codeOf(browser, phone);
    for (let i = 0; i < 5; i += 1)
      expect((await browser.call('POST', '/sign-in', { requestId, phone, code: wrong(code) })).statusCode).toBe(400);
    expect((await browser.call('POST', '/sign-in', { requestId, phone, code })).statusCode).toBe(400);
    later(61);
    const next = await ask(browser, phone);
    expect(
      (await browser.call('POST', '/sign-in', { requestId: next, phone, code: await codeOf(browser, phone) }))
        .statusCode,
    ).toBe(200);
  });

  it('stops ever new codes being guessed: ten wrong tries an hour per number, however many requests and addresses', async () => {
    const phone = aPhone();
    let refused = 0;
    for (let request = 0; request < 4; request += 1) {
      const browser = new Browser(app, { address: `10.1.0.${request + 1}` });
      const requestId = await ask(browser, phone);
      const code = await codeOf(browser, phone);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => browser.call('POST', '/sign-in', { requestId, phone, code: wrong(code) })),
      );
      refused += answers.filter((answer) => answer.statusCode === 429).length;
      later(61);
    }
    expect(refused).toBe(10);
    const browser = new Browser(app, { address: '10.1.0.9' });
    const requestId = await ask(browser, phone);
    const late = await browser.call('POST', '/sign-in', { requestId, phone, code: await codeOf(browser, phone) });
    expect(late.statusCode).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(60);
  });

  it('refuses an expired code, a code of another number and a code of another request', async () => {
    const browser = new Browser(app);
    const [mine, other] = [aPhone(), aPhone()];
    const requestId = await ask(browser, mine);
    const code = await codeOf(browser, mine);
    const otherRequest = await ask(browser, other);
    expect((await browser.call('POST', '/sign-in', { requestId, phone: other, code })).statusCode).toBe(400);
    expect((await browser.call('POST', '/sign-in', { requestId: otherRequest, phone: mine, code })).statusCode).toBe(
      400,
    );
    expect((await browser.call('POST', '/sign-in', { phone: mine, code })).statusCode).toBe(400);
    later(300);
    expect((await browser.call('POST', '/sign-in', { requestId, phone: mine, code })).statusCode).toBe(400);
  });

  it('sends one code a minute, five an hour and ten a day to a number, counting parallel requests one by one', async () => {
    const phone = aPhone();
    const browser = new Browser(app);
    const burst = await Promise.all(Array.from({ length: 6 }, () => browser.call('POST', '/sign-in/codes', { phone })));
    expect(burst.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    expect(burst.find((answer) => answer.statusCode === 429)!.json()).toMatchObject({
      code: 'sign-in.too-many',
      retryAfterSeconds: 60,
    });
    const sent: boolean[] = [];
    for (let minute = 1; minute <= 6; minute += 1) {
      later(61);
      sent.push((await browser.call('POST', '/sign-in/codes', { phone })).statusCode === 200);
    }
    expect(sent).toEqual([true, true, true, true, false, false]);
    let inDay = 5;
    for (let hours = 0; hours < 20; hours += 1) {
      later(1_800);
      if ((await browser.call('POST', '/sign-in/codes', { phone })).statusCode === 200) inDay += 1;
    }
    expect(inDay).toBe(10);
  });

  it('limits an address that asks for codes for many numbers', async () => {
    const browser = new Browser(app, { address: '10.9.9.9' });
    const answers: number[] = [];
    for (let i = 0; i < 62; i += 1)
      answers.push((await browser.call('POST', '/sign-in/codes', { phone: aPhone() })).statusCode);
    expect(answers.filter((status) => status === 200)).toHaveLength(60);
    expect(
      (await new Browser(app, { address: '10.9.9.8' }).call('POST', '/sign-in/codes', { phone: aPhone() })).statusCode,
    ).toBe(200);
  });

  it.each([
    [{ phone: '12345' }, 'input.invalid'],
    [{ phone: 13_800_000_000 }, 'input.invalid'],
    [{ phone: "138'; drop table identity.session; --" }, 'input.invalid'],
    [{ phone: '13800000000', admin: true }, 'input.invalid'],
    [{}, 'input.invalid'],
  ])('refuses malformed requests with a sentence: %j', async (body, code) => {
    const response = await new Browser(app).call('POST', '/sign-in/codes', body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code, detail: expect.any(String) });
  });

  it('leaves the offices of staff out of a session begun with a code', async () => {
    const phone = aPhone();
    await t.platform.asSystem('test', async (context) => {
      await putRegions(context, [{ code: '530102', name: '五华区' }]);
      const person = await createPerson(context, { name: '王芳', phone });
      await grantRole(context, { person, role: 'system-administrator', place: '530102' });
      await grantRole(context, { person, role: 'volunteer' });
    });
    const browser = new Browser(app);
    await browser.call('POST', '/sign-in', {
      requestId: await ask(browser, phone),
      phone,
      code: await codeOf(browser, phone),
    });
    const session = (await browser.call('GET', '/session')).json<{
      person: { roles: { role: string }[] };
      abilities: string[];
      staff: object;
    }>();
    expect(session.person.roles.map((held) => held.role)).toEqual(['volunteer']);
    expect(session.abilities).toEqual([]);
    expect(session.staff).toEqual({
      needsNewPassword: false,
      needsSecondFactor: true,
      isEnrolled: false,
      rolesWithheld: 1,
    });
    expect((await browser.call('GET', '/accounts')).statusCode).toBe(403);
  });
});
