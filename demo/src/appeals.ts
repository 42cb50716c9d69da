import { maskName } from '@zhongzhi/contract-kit';
import { defaultUrgencyOf, rankCategories } from '@zhongzhi/appeals';
import { redact } from '@zhongzhi/casework';
import type { Message } from './messages.ts';
import { hours, type Urgency } from './pace.ts';
import type { Person } from './past.ts';
import { FINISHED, NEEDS_REPORTER, PLOTS, RUNNING, type PlotName, type Scene } from './plots.ts';
import { AUTUMN, DAY_MS, PRESENT_MS, type Stage } from './stage.ts';
import { subjectOf, WORDS, type Subject } from './subjects.ts';
import { endingBefore, playAll, type Move, type Tale } from './tale.ts';

/** What is reported, where, and when it began. */
export interface Matter {
  readonly plot: PlotName;
  readonly place: string;
  readonly reporter: Person | null;
  readonly source: 'phone' | 'staff' | 'hotline';
  readonly openedAt: Date;
  readonly title: string;
  readonly text: string;
  readonly category?: string | undefined;
  readonly address?: string;
  readonly handlerKey?: string;
  readonly answer?: string;
  readonly isPublic?: boolean;
  readonly photos?: readonly string[];
  readonly result?: readonly string[];
  readonly joiners?: readonly Person[];
}

const streetOf = (stage: Stage, place: string): string => stage.units.ofPlace.get(place.slice(0, 9))!;

function handlerOf(stage: Stage, key: string, place: string): Scene['handler'] {
  const { units, people, chance } = stage;
  const unit =
    key === 'company'
      ? (units.companies.find(({ street }) => street === place.slice(0, 9)) ?? units.companies[0]!).id
      : units.departments[key]!;
  return { unit, person: chance.pick(people.staffOf.get(unit)!) };
}

/** The steps that go before everything else once a report is accepted: cleared for the public, joined by neighbours. */
function publicMoves(stage: Stage, matter: Matter, community: Person): Move[] {
  const { chance } = stage;
  if (matter.isPublic !== true) return [];
  const clear: Move = {
    kind: 'step',
    by: community,
    action: 'clear',
    input: { publicTitle: matter.title, publicText: redact(matter.text) },
    wait: { hours: 0.08 },
  };
  return [
    clear,
    ...(matter.joiners ?? []).map((by): Move => ({
      kind: 'join',
      by,
      words: chance.pick(WORDS.joined),
      wait: hours(chance, 0.05, 0.4),
    })),
  ];
}

const urgencyOf = (category: string | undefined): Urgency =>
  category === undefined ? 'ordinary' : defaultUrgencyOf(category);

function openingOf(stage: Stage, matter: Matter): Omit<Tale, 'moves'> {
  const { chance, people, places } = stage;
  const hasSpot = matter.source !== 'hotline';
  const form = {
    place: matter.place,
    title: matter.title,
    description: matter.text,
    ...(matter.category === undefined ? {} : { category: matter.category }),
    ...(matter.address === undefined ? {} : { address: matter.address }),
    ...(hasSpot ? { point: places.in(matter.place, chance) } : {}),
    ...(matter.photos === undefined ? {} : { photos: [...matter.photos] }),
    ...(matter.isPublic === true ? { mayBePublic: true } : {}),
  };
  const head = { type: 'appeal', source: matter.source, form, openedAt: matter.openedAt };
  if (matter.source === 'hotline')
    return {
      ...head,
      by: chance.pick(people.hotline),
      opener: null,
      openerWords: maskName(chance.pick(people.neighbours).person.name),
    };
  if (matter.source === 'staff')
    return {
      ...head,
      by: chance.pick(people.staffOf.get(stage.units.ofPlace.get(matter.place)!)!),
      opener: matter.reporter?.personId ?? null,
    };
  return { ...head, by: matter.reporter };
}

/** A photo belongs to one report only. */
const withoutPhotos = ({ photos: _photos, ...matter }: Matter): Matter => matter;

/** An appeal with all that becomes of it. */
export function appealTale(stage: Stage, matter: Matter): Tale {
  const { chance, people, units } = stage;
  const subject: Subject = subjectOf(`${matter.title} ${matter.text.slice(0, 120)}`);
  const community = chance.pick(people.staffOf.get(units.ofPlace.get(matter.place)!)!);
  const mistaken = handlerOf(stage, chance.pick(['letters', 'culture', 'justice', 'civil']), matter.place);
  const twinOpener = chance.pick(people.neighbours).person;
  const scene: Scene = {
    chance,
    subject,
    community,
    mistaken,
    urgency: urgencyOf(matter.category),
    reporter: matter.reporter,
    street: chance.pick(people.staffOf.get(streetOf(stage, matter.place))!),
    supervisor: chance.pick(people.supervisors),
    handler: handlerOf(stage, matter.handlerKey ?? subject.handler, matter.place),
    ...(matter.answer === undefined ? {} : { answer: matter.answer }),
    ...(matter.result === undefined ? {} : { result: matter.result }),
    ...(matter.plot === 'merged'
      ? {
          twin: { ...openingOf(stage, withoutPhotos({ ...matter, source: 'phone', reporter: twinOpener })), moves: [] },
        }
      : {}),
  };
  const moves = PLOTS[matter.plot](scene);
  const [first, ...rest] = moves;
  const extra = publicMoves(stage, matter, community);
  return {
    ...openingOf(stage, matter),
    moves:
      first === undefined || first.kind !== 'step' || first.action !== 'accept'
        ? [...extra, ...moves]
        : [first, ...extra, ...rest],
  };
}

const categoryOf = (stage: Stage, text: string): string | undefined => rankCategories(stage.categories, text, 1)[0];

function someone(stage: Stage, place: string): Person {
  const near = stage.people.neighbours.filter(({ home }) => home.startsWith(place.slice(0, 9)));
  return stage.chance.pick(near.length === 0 ? stage.people.neighbours : near).person;
}

function matterOf(stage: Stage, message: Message, plot: PlotName, place: string, openedAt: Date): Matter {
  const { chance } = stage;
  const source = NEEDS_REPORTER.has(plot)
    ? chance.weighted({ phone: 85, staff: 15 })
    : chance.weighted({ phone: 48, staff: 10, hotline: 42 });
  const category = categoryOf(stage, `${message.title} ${message.text}`);
  const isShort = message.text.length < 220;
  return {
    plot,
    place,
    source,
    openedAt,
    title: message.title,
    text: message.text,
    category,
    reporter: source === 'hotline' ? null : someone(stage, place),
    ...(source === 'phone' &&
    isShort &&
    chance.chance(0.25) &&
    !plot.includes('submitted') &&
    !['not-accepted', 'withdrawn'].includes(plot)
      ? { isPublic: true }
      : {}),
  };
}

const runningCount = Object.values(RUNNING).reduce((sum, count) => sum + count, 0);

/** A community of the street that the words name, else any of them. */
function placeFor(stage: Stage, { title, text }: Message, among: readonly string[]): string {
  const words = `${title} ${text}`;
  const streets = [...stage.units.ofPlace.keys()].filter(
    (code) => code.length === 9 && words.includes(stage.nameOf(code)),
  );
  const named = [among, stage.communities]
    .map((places) => places.filter((place) => streets.includes(place.slice(0, 9))))
    .find((places) => places.length > 0);
  return stage.chance.pick(named ?? among);
}

/** Matters of the sample that are in hand now. They began in the last days, whatever their plot needs. */
function* runningTales(stage: Stage, messages: readonly Message[]): Generator<Tale> {
  const { chance, people, communities, telling } = stage;
  const latest = new Date(telling.now.getTime() - PRESENT_MS);
  let index = 0;
  const share = Math.min(1, messages.length / runningCount);
  for (const [plot, count] of Object.entries(RUNNING) as [PlotName, number][]) {
    for (let n = 0; n < Math.ceil(count * share) && index < messages.length; n += 1, index += 1) {
      const place = placeFor(stage, messages[index]!, chance.chance(0.6) ? people.shownCommunities : communities);
      // What waits to be accepted came in within the last two hours; the rest some time in the last two days.
      const openedAt = new Date(
        latest.getTime() - (plot === 'submitted' ? chance.between(0.1, 1.4) : chance.between(1, 48)) * 3_600_000,
      );
      yield endingBefore(appealTale(stage, matterOf(stage, messages[index]!, plot, place, openedAt)), latest, telling);
    }
  }
}

/** Matters of the autumn of 2019, spread over its days in the order in which they came, all of them finished. */
function* finishedTales(stage: Stage, messages: readonly Message[]): Generator<Tale> {
  const { chance, communities } = stage;
  for (const [index, message] of messages.entries()) {
    const day = Math.floor((index / messages.length) * AUTUMN.days);
    const openedAt = new Date(AUTUMN.from + day * DAY_MS + chance.between(-1, 12) * 3_600_000);
    yield appealTale(
      stage,
      matterOf(
        stage,
        message,
        chance.weighted(FINISHED as Record<PlotName, number>),
        placeFor(stage, message, communities),
        openedAt,
      ),
    );
  }
}

/** Brings all messages in as appeals. */
export async function playMessages(
  stage: Stage,
  messages: readonly Message[],
  say: (done: number) => void,
): Promise<void> {
  const share = Math.min(runningCount, Math.floor(messages.length / 2));
  // Short everyday messages stand on the boards of today; every tenth message keeps the mix of the whole.
  const short = messages
    .filter(({ text }) => text.length < 160)
    .filter((_message, index) => index % 3 === 0)
    .slice(0, share);
  const chosen = new Set(short);
  let done = 0;
  const count = (): void => {
    done += 1;
    say(done);
  };
  await playAll(
    stage.telling,
    finishedTales(
      stage,
      messages.filter((message) => !chosen.has(message)),
    ),
    count,
  );
  await playAll(stage.telling, runningTales(stage, short), count);
}
