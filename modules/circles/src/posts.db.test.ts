import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@zhongzhi/kernel';
import { keepUpload } from '@zhongzhi/files';
import { recordConsent } from '@zhongzhi/privacy';
import { idOf, aWorld, type World } from '../test/world.ts';
import { checks } from './checks.ts';
import type { ObjectionLine, PostCard, PostInFull, Reported } from './contract/index.ts';
import { leaveCircle } from './membership.ts';
import { personalRecords } from './personal-records.ts';
import { PUBLISHED_NAME } from './reader.ts';
import * as membership from './use-cases/membership.ts';
import * as moderation from './use-cases/moderation.ts';
import * as posts from './use-cases/posts.ts';

let world: World;
let id: string;
let [anna, ben, cara, stranger]: Actor[] = [];
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.t.stop());
beforeEach(async () => {
  [anna, ben, cara, stranger] = await Promise.all(
    ['安娜娜', '本先生', '卡拉拉', '陌生人'].map((name) => world.person(name)),
  );
  id = await world.circle({}, [anna!, ben!, cara!]);
});
afterEach(async () => {
  for (const check of checks)
    expect(await world.t.platform.asSystem('test', (context) => check.run(context)), check.name).toMatchObject({
      ok: true,
    });
});

const refused = (code: string) => ({ code });
const notFound = refused('circle.post-not-found');
const write = async (draft: object = {}, as = anna): Promise<string> =>
  (
    await world.run<{ id: string }>(
      posts.writePostUseCase,
      { id, kind: 'help-wanted', words: '谁能帮我把旧柜子抬下楼？', ...draft },
      as,
    )
  ).id;
const read = (post: string, as?: Actor) => world.run<PostInFull>(posts.getPostUseCase, { id: post }, as);
const list = async (as?: Actor, circle = id): Promise<PostCard[]> =>
  (await world.run<{ items: PostCard[] }>(posts.listPosts, { id: circle }, as)).items;
const forEveryone = async (): Promise<PostCard[]> =>
  (await world.run<{ items: PostCard[] }>(posts.listPostsForEveryone, {})).items.filter(({ circle }) => circle === id);
const answer = async (post: string, as: Actor, kind = 'offer', words = '我来帮，电话13800001234') =>
  (await world.run<{ id: string }>(posts.answerPostUseCase, { id: post, kind, words }, as)).id;
const report = (post: string, as: Actor) =>
  world.run<{ hidden: boolean }>(moderation.reportPostUseCase, { id: post, ground: 'rude' }, as);
const decide = (post: string, as: Actor, outcome = 'removed') =>
  world.run<{ id: string }>(moderation.decidePostUseCase, { id: post, outcome, reason: '含有人身攻击' }, as);
const consent = (person: Actor, decision: 'given' | 'withdrawn') =>
  world.t.platform.asSystem('test', (context) =>
    recordConsent(context, { person: idOf(person), purpose: PUBLISHED_NAME, decision }),
  );

describe('who reads what', () => {
  test('what is written for the circle is read by its members alone', async () => {
    const post = await write();
    expect((await list(ben)).map((one) => one.id)).toEqual([post]);
    expect((await read(post, ben)).words).toContain('旧柜子');
    for (const who of [undefined, stranger, world.staff, world.elsewhere]) {
      await expect(read(post, who)).rejects.toMatchObject(notFound);
      expect(await list(who)).toEqual([]);
    }
    await world.t.platform.asSystem('test', (context) => leaveCircle(context, id, idOf(ben!)));
    await expect(read(post, ben)).rejects.toMatchObject(notFound);
  });

  test('what is written for everyone is read by everyone, without anybody’s name unless they have agreed', async () => {
    const post = await write({ kind: 'kindness', words: '暖心菜摊送菜上门', audience: 'everyone' });
    await world.run(membership.chooseUseCase, { id, showsName: true }, anna);
    expect(await read(post)).toMatchObject({ author: null, answers: [] });
    expect((await read(post, ben)).author).toBe('安娜娜');
    expect((await forEveryone()).map(({ author }) => author)).toEqual([null]);
    await consent(anna!, 'given');
    expect((await read(post)).author).toBe('安娜娜');
    await world.run(membership.chooseUseCase, { id, showsName: false }, anna);
    expect((await read(post)).author).toBe('安**');
    await consent(anna!, 'withdrawn');
    expect([(await read(post)).author, (await forEveryone())[0]!.author]).toEqual([null, null]);
  });

  test('nobody’s good deed leaves the circle without their consent, and none once they withdraw it', async () => {
    const post = await write({
      kind: 'good-deed',
      words: '他把迷路老人送回了家',
      audience: 'everyone',
      about: idOf(ben!),
    });
    expect(await world.noticesOf(ben!)).toContain('circle.good-deed');
    expect((await read(post, cara)).about).toBe('本**');
    const outside = async () => [
      await read(post).then(
        () => 'read',
        ({ code }: { code: string }) => code,
      ),
      (await forEveryone()).length,
      (await list()).length,
    ];
    expect(await outside()).toEqual(['circle.post-not-found', 0, 0]);
    await consent(ben!, 'given');
    expect(await outside()).toEqual(['read', 1, 1]);
    expect(await read(post)).toMatchObject({ about: '本**', author: null });
    await consent(ben!, 'withdrawn');
    expect(await outside()).toEqual(['circle.post-not-found', 0, 0]);
  });

  test.each([
    ['a stranger to the circle', { about: 'stranger' }, 'circle.about-stranger'],
    ['somebody in a post that is no good deed', { kind: 'kindness', about: 'ben' }, 'circle.about-stranger'],
    ['nothing at all', { words: '\u200b\u200b \n' }, 'circle.words-missing'],
  ])('a post that names %s is refused', async (_what, draft, code) => {
    const about = { ben, stranger }[(draft as { about?: string }).about as 'ben'];
    await expect(
      write({ kind: 'good-deed', ...draft, ...(about === undefined ? {} : { about: idOf(about) }) }),
    ).rejects.toMatchObject(refused(code));
  });

  test('strangers write nothing, minors nothing for everyone, nobody more than thirty an hour', async () => {
    await expect(write({}, stranger)).rejects.toMatchObject(refused('circle.not-found'));
    const child = await world.person('小朋友', 2012);
    await world.run(membership.joinCircleUseCase, { id }, child);
    await expect(write({ audience: 'everyone' }, child)).rejects.toMatchObject(refused('circle.minor-not-public'));
    await write({}, child);
    for (let more = 0; more < 30; more += 1) await write();
    await expect(write()).rejects.toMatchObject(refused('circle.too-many-posts'));
  });

  test('photos are seen by whoever may see the post, and only the author’s own can be attached', async () => {
    const { default: sharp } = await import('sharp');
    const picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#c00' } })
      .jpeg()
      .toBuffer();
    const photo = await keepUpload(world.t.platform, { actor: anna! }, 'a.jpg', picture);
    await expect(write({ photos: [photo.id] }, ben)).rejects.toMatchObject(refused('file.not-yours'));
    const post = await write({ photos: [photo.id] });
    expect((await read(post, ben)).photos).toEqual([photo.id]);
    const maySee = (as: Actor) =>
      world.t.platform.transact('public', 'read', { actor: as }, (context) => posts.maySeePhoto(context, post));
    expect([await maySee(ben!), await maySee(stranger!), await maySee(world.staff)]).toEqual([true, false, false]);
    await world.run(posts.withdrawPostUseCase, { id: post }, anna);
    expect(await maySee(ben!)).toBe(false);
  });
});

describe('neighbours help each other', () => {
  test('“我来帮” is said once; its words are for the two concerned alone', async () => {
    const post = await write();
    const offer = await answer(post, ben!);
    expect(await answer(post, ben!, 'offer', '再说一次')).toBe(offer);
    expect(await world.noticesOf(anna!)).toEqual(['circle.offer']);
    const words = async (as: Actor) => (await read(post, as)).answers.map((one) => one.words);
    expect([await words(anna!), await words(ben!), await words(cara!), await words(world.leader)]).toEqual([
      ['我来帮，电话13800001234'],
      ['我来帮，电话13800001234'],
      [null],
      [null],
    ]);
    expect(await read(post, cara)).toMatchObject({ offers: 1, replies: 0 });
  });

  test.each([
    ['an offer to a good deed', { kind: 'good-deed' }, 'ben', 'circle.not-about-help'],
    ['an offer to oneself', {}, 'anna', 'circle.own-post'],
    ['an answer of a stranger', {}, 'stranger', 'circle.not-found'],
  ])('%s is refused', async (_what, draft, who, code) => {
    const post = await write(draft);
    await expect(answer(post, { anna, ben, stranger }[who as 'anna']!)).rejects.toMatchObject(refused(code));
  });

  test('two offers of one person at once are one', async () => {
    const post = await write();
    const made = await Promise.all([1, 2, 3, 4].map(() => answer(post, ben!)));
    expect(new Set(made).size).toBe(1);
    expect((await read(post, cara)).offers).toBe(1);
  });

  test('once the author says it is settled nobody offers any more, and who did is thanked', async () => {
    const post = await write();
    await answer(post, ben!);
    await expect(world.run(posts.settlePostUseCase, { id: post }, ben)).rejects.toMatchObject(notFound);
    await world.run(posts.settlePostUseCase, { id: post }, anna);
    await world.run(posts.settlePostUseCase, { id: post }, anna);
    expect(await world.noticesOf(ben!)).toEqual(['circle.settled']);
    await expect(answer(post, cara!)).rejects.toMatchObject(refused('circle.settled'));
    await answer(post, cara!, 'reply', '太好了');
  });

  test('what its author took back is read by nobody', async () => {
    const post = await write();
    await expect(world.run(posts.withdrawPostUseCase, { id: post }, ben)).rejects.toMatchObject(notFound);
    await world.run(posts.withdrawPostUseCase, { id: post }, anna);
    for (const who of [anna, ben, world.leader]) await expect(read(post, who)).rejects.toMatchObject(notFound);
  });
});

describe('moderation', () => {
  test('three different people hide a post, one person three times does not', async () => {
    const post = await write();
    for (let again = 0; again < 3; again += 1) expect(await report(post, ben!)).toEqual({ hidden: false });
    expect(await report(post, cara!)).toEqual({ hidden: false });
    expect((await list(ben)).length).toBe(1);
    const dora = await world.person();
    await world.run(membership.joinCircleUseCase, { id }, dora);
    expect(await report(post, dora)).toEqual({ hidden: true });
    await expect(read(post, ben)).rejects.toMatchObject(notFound);
    expect(await list(ben)).toEqual([]);
    expect((await read(post, anna)).state).toBe('held');
    expect(await world.noticesOf(world.staff)).toContain('circle.to-moderate');
  });

  test('reports at once count each other: of three at once exactly one hides it', async () => {
    const post = await write();
    const dora = await world.person();
    await world.run(membership.joinCircleUseCase, { id }, dora);
    const answers = await Promise.all([ben!, cara!, dora].map((one) => report(post, one)));
    expect(answers.filter(({ hidden }) => hidden)).toHaveLength(1);
    expect((await read(post, anna)).state).toBe('held');
  });

  test('staff read inside a circle only what was reported; strangers report only what they may read', async () => {
    const post = await write();
    await expect(read(post, world.staff)).rejects.toMatchObject(notFound);
    await expect(report(post, stranger!)).rejects.toMatchObject(notFound);
    await expect(report(post, anna!)).rejects.toMatchObject(refused('circle.own-post'));
    await report(post, ben!);
    expect((await read(post, world.staff)).abilities.mayDecide).toBe(true);
    await expect(read(post, world.elsewhere)).rejects.toMatchObject(notFound);
    const queue = async (as: Actor) =>
      (await world.run<{ items: Reported[] }>(moderation.listReportedInScope, {}, as)).items.map((one) => one.post);
    expect([(await queue(world.staff)).includes(post), await queue(world.elsewhere)]).toEqual([true, []]);
    const { items } = await world.run<{ items: Reported[] }>(moderation.listReported, { id }, world.leader);
    expect(JSON.stringify(items)).not.toContain(idOf(ben!));
    await expect(world.run(moderation.listReported, { id }, ben)).rejects.toMatchObject(refused('circle.not-found'));
  });

  test('a decision is told with its reason to author and reporters; nobody decides on their own words', async () => {
    const post = await write();
    expect(await report(post, world.leader)).toEqual({ hidden: true });
    await expect(decide(post, ben!)).rejects.toMatchObject(notFound);
    await expect(decide(post, world.elsewhere)).rejects.toMatchObject(notFound);
    await decide(post, world.staff);
    await expect(decide(post, world.staff)).rejects.toMatchObject(refused('circle.nothing-to-decide'));
    expect(await world.noticesOf(anna!)).toEqual(['circle.decision']);
    expect(await world.noticesOf(world.leader)).toContain('circle.report-decided');
    expect((await read(post, anna)).decision).toMatchObject({ reason: '含有人身攻击', mayObject: true });
    const own = await write({}, world.leader);
    await report(own, ben!);
    await expect(decide(own, world.leader)).rejects.toMatchObject(refused('circle.own-post'));
  });

  test('what stands is shown again, and only new reporters count from then on', async () => {
    const post = await write();
    await report(post, world.leader);
    await decide(post, world.leader, 'stands');
    expect((await read(post, ben)).state).toBe('shown');
    expect(await report(post, ben!)).toEqual({ hidden: false });
    expect(await report(post, world.leader)).toEqual({ hidden: false });
  });

  test('an answer is reported and taken down like a post', async () => {
    const post = await write();
    const reply = await answer(post, ben!, 'reply', '真是懒');
    await report(reply, world.leader);
    expect((await read(post, cara)).answers).toEqual([]);
    await decide(reply, world.leader);
    expect((await read(post, ben)).answers.map(({ state }) => state)).toEqual(['removed']);
    expect((await read(post, cara)).replies).toBe(0);
  });

  test('an author objects once within 15 days; another than the decider answers, and reversing shows it again', async () => {
    const post = await write();
    await report(post, world.leader);
    const { id: decision } = await decide(post, world.staff);
    const object = (as: Actor) => world.run(moderation.objectUseCase, { id: post, words: '我没有骂人，请核实' }, as);
    await expect(object(ben!)).rejects.toMatchObject(notFound);
    await object(anna!);
    await expect(object(anna!)).rejects.toMatchObject(refused('circle.objected'));
    const reply = (as: Actor, outcome = 'reversed') =>
      world.run(moderation.answerObjectionUseCase, { id: decision, outcome, reason: '经核实没有攻击他人' }, as);
    await expect(reply(world.staff)).rejects.toMatchObject(refused('circle.own-decision'));
    await expect(reply(world.elsewhere)).rejects.toMatchObject(refused('circle.objection-not-found'));
    const waiting = async (as: Actor) =>
      (await world.run<{ items: ObjectionLine[] }>(moderation.listObjections, {}, as)).items.map((one) => one.id);
    expect([await waiting(world.staff), await waiting(world.streetStaff)]).toEqual([[], [decision]]);
    await reply(world.streetStaff);
    await expect(reply(world.streetStaff)).rejects.toMatchObject(refused('circle.objection-answered'));
    expect((await read(post, ben)).state).toBe('shown');
    expect(await world.noticesOf(anna!)).toContain('circle.objection-answered');
  });

  test('after 15 days there is nothing to object to, and what stands never was', async () => {
    const post = await write();
    await report(post, world.leader);
    await decide(post, world.staff);
    const start = world.t.now();
    world.t.setNow(new Date(start.getTime() + 15 * 86_400_000));
    await expect(world.run(moderation.objectUseCase, { id: post, words: '现在才看到' }, anna)).rejects.toMatchObject(
      refused('circle.nothing-to-object'),
    );
    world.t.setNow(start);
  });
});

test('of somebody erased no word, name or report is left, and others’ answers stay in order', async () => {
  const post = await write();
  const deed = await write({ kind: 'good-deed', words: '安娜娜带病值守', about: idOf(anna!) }, ben);
  await answer(post, ben!, 'reply', '好的');
  const mine = (await world.t.platform.asSystem('test', (context) =>
    personalRecords.export(context, idOf(anna!)),
  )) as Record<'posts' | 'about' | 'memberships', object[]>;
  expect([mine.posts.length, mine.about.length, mine.memberships.length]).toEqual([1, 1, 1]);
  for (let again = 0; again < 2; again += 1)
    await world.t.platform.asSystem('test', (context) => personalRecords.erase(context, idOf(anna!)));
  await expect(read(post, ben)).rejects.toMatchObject(notFound);
  expect(await read(deed, ben)).toMatchObject({ about: null, words: '〔已删除〕带病值守' });
});
