import type { Platform } from '@zhongzhi/kernel';
import type { Chance } from './chance.ts';
import type { Message } from './messages.ts';
import type { People, Person } from './people.ts';
import { REASONS, REPORTS, type Report } from './reports.ts';
import { tell, type Story, type Teller } from './stories.ts';
import type { Units } from './units.ts';

const DAY = 86_400_000;
const AUTUMN = Date.parse('2019-09-01T01:00:00Z');
const AUTUMN_DAYS = 80;
const BATCH = 60;

export interface Stage {
  platform: Platform;
  chance: Chance;
  units: Units;
  people: People;
  communities: readonly string[];
}

/** How a story ends; every status of an appeal is among them. */
const ENDINGS = ['closed', 'closed', 'closed', 'closed', 'unrated', 'unrated', 'not-accepted', 'withdrawn', 'answered', 'in-progress', 'assigned', 'accepted', 'submitted', 'asking', 'returned', 'reopened', 'correcting', 'ruling', 'merged'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Who stands for a community and its street: people where the demonstration has some, the platform elsewhere. */
const staffOf = (stage: Stage, place: string): { community: Person | null; street: Person | null } => ({ community: stage.people.community.get(place) ?? null, street: stage.people.street.get(place.slice(0, 9)) ?? null });

const unitFor = (stage: Stage, report: Report): string => (report.department === 'company' ? stage.units.companies[0]! : stage.units.departments[report.department]!);

interface Plot {
  stage: Stage;
  place: string;
  report: Report;
  resident: Person | null;
  ending: Ending;
  id: string;
}

/** Brings an opened appeal to its ending, step by step, as the people in charge would. */
export async function play(teller: Teller, plot: Plot): Promise<void> {
  const { stage, place, report, resident, ending, id } = plot;
  const { community, street } = staffOf(stage, place);
  if (ending === 'submitted') return;
  if (ending === 'withdrawn') return teller.step(resident, id, 'withdraw', { reason: '已经自己解决了' });
  teller.wait(1);
  if (ending === 'not-accepted') return teller.step(community, id, 'not-accept', { ground: 'court', reason: REASONS.notAccepted });
  await teller.step(community, id, 'accept');
  if (ending === 'accepted') return;
  teller.wait(2);
  await teller.step(community, id, 'pass-up', { reason: REASONS.passUp });
  teller.wait(2);
  await teller.step(street, id, 'assign', { unit: unitFor(stage, report), note: '请按时限办理并答复。' });
  if (ending === 'assigned') return;
  teller.wait(3);
  if (ending === 'returned') return teller.step(null, id, 'return', { reason: REASONS.returned });
  await teller.step(null, id, 'handle');
  if (ending === 'in-progress') return;
  if (ending === 'asking') return teller.step(null, id, 'ask', { note: REASONS.ask });
  teller.wait(stage.chance.whole(10, 60));
  await teller.step(null, id, 'answer', { answer: report.answer });
  if (ending === 'answered') return;
  teller.wait(stage.chance.whole(4, 40));
  await finish(teller, plot);
}

async function finish(teller: Teller, { stage, resident, ending, id }: Plot): Promise<void> {
  const { chance } = stage;
  if (ending === 'unrated') {
    teller.wait(120);
    return teller.step(null, id, 'close-unrated');
  }
  const notSolved = (): Promise<void> => teller.step(resident, id, 'rate', { solved: false, words: REASONS.reopened });
  if (ending === 'reopened') return notSolved();
  if (ending === 'ruling') {
    for (const answer of ['已安排返工，请再看看。', '街道现场督促重做，请确认。']) {
      await notSolved();
      teller.wait(20);
      await teller.step(null, id, 'answer', { answer });
      teller.wait(10);
    }
    return notSolved();
  }
  if (ending === 'correcting') return teller.step(resident, id, 'rate', { solved: true, grade: '2', words: '拖得太久' });
  await teller.step(resident, id, 'rate', { solved: true, grade: chance.pick(['5', '5', '5', '4', '4', '3']), ...(chance.chance(0.4) ? { words: chance.pick(['谢谢，很快就修好了', '态度好，办得快', '终于解决了', '希望保持']) } : {}) });
}

/** The sample's messages as hotline appeals of autumn 2019, nearly all of them finished. */
export async function playMessages(stage: Stage, messages: readonly Message[], say: (done: number) => void): Promise<void> {
  const { chance, communities } = stage;
  const batches: Story[][] = [];
  for (let from = 0; from < messages.length; from += BATCH) {
    const stories = messages.slice(from, from + BATCH).map((message): Story => {
      const at = new Date(AUTUMN + Math.floor(chance.next() * AUTUMN_DAYS * DAY));
      const place = chance.pick(communities);
      const report = chance.pick(REPORTS);
      const ending: Ending = chance.chance(0.9) ? chance.pick(['unrated', 'unrated', 'closed']) : chance.pick(['not-accepted', 'withdrawn']);
      return {
        at,
        story: async (teller: Teller) => {
          const text = message.text.length < 5 ? `${message.title}。请处理。` : message.text.slice(0, 3_000);
          const id = await teller.open(null, 'appeal', { place, title: message.title || '群众来电', description: text, category: report.category }, { source: 'hotline', externalId: message.number, openerWords: '热线来电人' });
          await quick(teller, id, ending, report);
        },
      };
    });
    batches.push(stories);
  }
  // Two at a time: while one waits for the database, the other uses the processor. Chance was asked before, in order.
  let done = 0;
  const next = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      await tell(stage.platform, batch);
      done += batch.length;
      say(done);
    }
  };
  await Promise.all([next(), next()]);
}

/** The short way: the community answers for itself. */
async function quick(teller: Teller, id: string, ending: Ending, report: Report): Promise<void> {
  teller.wait(1);
  if (ending === 'withdrawn') return teller.step(null, id, 'withdraw');
  if (ending === 'not-accepted') return teller.step(null, id, 'not-accept', { ground: 'answered', reason: '同一事项已答复，没有新情况。' });
  await teller.step(null, id, 'accept');
  teller.wait(30);
  await teller.step(null, id, 'answer', { answer: report.answer });
  teller.wait(30);
  if (ending === 'closed') return teller.step(null, id, 'rate', { solved: true });
  teller.wait(90);
  await teller.step(null, id, 'close-unrated');
}

/** Our own reports by the demonstration's residents: near the present, in every status, some of them public. */
export async function playReports(stage: Stage, points: readonly { longitude: number; latitude: number }[]): Promise<void> {
  const { chance, people, platform } = stage;
  const now = platform.clock().getTime();
  const staffed = [...people.community.keys()];
  const stories = Array.from({ length: 150 }, (_, index) => {
    const report = REPORTS[index % REPORTS.length]!;
    const ending = ENDINGS[index % ENDINGS.length]!;
    const place = staffed[index % staffed.length]!;
    const resident = people.residents[(index * 5) % people.residents.length]!;
    const isOpen = !['closed', 'unrated', 'not-accepted', 'withdrawn', 'merged'].includes(ending);
    const at = new Date(isOpen ? now - chance.whole(4, 6 * 24) * 3_600_000 : AUTUMN + Math.floor(chance.next() * AUTUMN_DAYS * DAY));
    return { at, story: (teller: Teller) => playReport(teller, { stage, place, report, resident, ending, id: '' }, points[index % points.length]!, index) };
  });
  for (let from = 0; from < stories.length; from += BATCH) await tell(platform, stories.slice(from, from + BATCH));
}

async function playReport(teller: Teller, plot: Plot, point: { longitude: number; latitude: number }, index: number): Promise<void> {
  const { stage, place, report, resident, ending } = plot;
  const { community } = staffOf(stage, place);
  const isPublic = index % 2 === 0;
  const id = await teller.open(resident, 'appeal', { place, title: report.title, description: report.text, category: report.category, address: report.address, point, mayBePublic: isPublic });
  if (isPublic && !['withdrawn', 'not-accepted'].includes(ending)) await teller.step(community, id, 'clear', { publicTitle: report.title, publicText: report.text });
  if (ending === 'merged') {
    const twin = await teller.open(stage.people.residents[(index * 3 + 1) % stage.people.residents.length]!, 'appeal', { place, title: report.title, description: `${report.text}（邻居也反映过）`, category: report.category, point });
    teller.wait(1);
    return teller.step(community, twin, 'merge', { into: id });
  }
  await play(teller, { ...plot, id });
}
