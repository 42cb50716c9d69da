import type { Chance } from './chance.ts';
import { hours, office, pace, type Urgency } from './pace.ts';
import type { Person } from './past.ts';
import { WORDS, type Subject } from './subjects.ts';
import type { Move, Tale } from './tale.ts';

/** One appeal as its tale is made: who is concerned, and what about. */
export interface Scene {
  readonly chance: Chance;
  readonly urgency: Urgency;
  readonly subject: Subject;
  /** The answer, where the report has one of its own. */
  readonly answer?: string;
  readonly reporter: Person | null;
  readonly community: Person;
  readonly street: Person;
  readonly supervisor: Person;
  readonly handler: { readonly unit: string; readonly person: Person };
  /** A unit that the street assigns by mistake. */
  readonly mistaken: { readonly unit: string; readonly person: Person };
  /** Another report of the same matter. */
  readonly twin?: Tale;
  /** Photos of the result. */
  readonly result?: readonly string[];
}

type Plot = (scene: Scene) => Move[];

const step = (by: Person, action: string, wait: Move['wait'], input: Record<string, unknown> = {}): Move => ({
  kind: 'step',
  by,
  action,
  input,
  wait,
});

const accept: Plot = ({ community, chance, urgency }) => [step(community, 'accept', pace(chance, urgency, 'accept'))];

const answerText = ({ chance, subject, answer }: Scene, done: readonly string[] = subject.done): string =>
  `您好！您反映的情况已核实。${answer ?? chance.pick(done)}${chance.pick(WORDS.closings)}`;

const photosOf = ({ result }: Scene): Record<string, unknown> => (result === undefined ? {} : { photos: [...result] });

/** The community handles what it can. */
const atCommunity: Plot = (scene) => [
  ...accept(scene),
  step(scene.community, 'answer', pace(scene.chance, scene.urgency, 'own'), {
    answer: answerText(scene, WORDS.community),
    ...photosOf(scene),
  }),
];

const passedUp: Plot = (scene) => [
  ...accept(scene),
  step(scene.community, 'pass-up', pace(scene.chance, scene.urgency, 'handOut'), {
    reason: scene.chance.pick(WORDS.passUp),
  }),
];

const assignTo = (scene: Scene, unit: string): Move =>
  step(scene.street, 'assign', pace(scene.chance, scene.urgency, 'handOut'), {
    unit,
    note: scene.chance.pick(WORDS.assign),
  });

/** Otherwise it passes the matter up, and the street assigns. */
const assigned: Plot = (scene) => [...passedUp(scene), assignTo(scene, scene.handler.unit)];

const handled: Plot = (scene) => [
  ...assigned(scene),
  step(scene.handler.person, 'handle', pace(scene.chance, scene.urgency, 'handle')),
];

const progressed: Plot = (scene) => [
  ...handled(scene),
  step(scene.handler.person, 'progress', pace(scene.chance, scene.urgency, 'handle'), { note: scene.subject.progress }),
];

const answers = (scene: Scene, by: Person, stretch: 'answer' | 'late' = 'answer'): Move =>
  step(by, 'answer', pace(scene.chance, scene.urgency, stretch), { answer: answerText(scene), ...photosOf(scene) });

const atUnit: Plot = (scene) => [
  ...(scene.chance.chance(0.3) ? progressed(scene) : handled(scene)),
  answers(scene, scene.handler.person),
];

const goodRating = ({ chance, reporter }: Scene): Move[] => {
  if (reporter === null) return unrated;
  const words = chance.chance(0.35) ? { words: chance.pick(WORDS.thanks) } : {};
  const grade = chance.chance(0.82) ? { grade: chance.weighted({ 5: 52, 4: 33, 3: 15 }) } : {};
  return [step(reporter, 'rate', hours(chance, 2, 90), { solved: true, ...grade, ...words })];
};

/** Nobody presses for a rating: after five days the matter closes unrated. */
const unrated: Move[] = [{ kind: 'ring', wait: { hours: 121 } }];

const notSolved = ({ chance, reporter }: Scene, withGrade = false): Move =>
  step(reporter!, 'rate', hours(chance, 3, 60), {
    solved: false,
    words: chance.pick(WORDS.notSolved),
    ...(withGrade ? { grade: '2' } : {}),
  });

const poorlyRated: Plot = (scene) => [
  ...atUnit(scene),
  step(scene.reporter!, 'rate', hours(scene.chance, 3, 60), {
    solved: true,
    grade: scene.chance.pick(['1', '2']),
    words: scene.chance.pick(WORDS.poor),
  }),
];

const redone = (scene: Scene, by: Person): Move =>
  step(by, 'answer', office(scene.chance, 4, 20), { answer: `您好！${scene.chance.pick(WORDS.redo)}` });

const returnedOnce: Plot = (scene) => [
  ...passedUp(scene),
  assignTo(scene, scene.mistaken.unit),
  step(scene.mistaken.person, 'return', office(scene.chance, 0.5, 4), { reason: scene.chance.pick(WORDS.returned) }),
];

const asked: Plot = (scene) => [
  ...handled(scene),
  step(scene.handler.person, 'ask', pace(scene.chance, scene.urgency, 'handle'), {
    note: scene.chance.pick(WORDS.asked),
  }),
];

const supplied: Plot = (scene) => [
  ...asked(scene),
  step(scene.reporter!, 'supply', hours(scene.chance, 2, 20), { words: scene.chance.pick(WORDS.supplied) }),
];

const ruling: Plot = (scene) => [
  ...atUnit(scene),
  notSolved(scene),
  redone(scene, scene.handler.person),
  notSolved(scene),
  redone(scene, scene.street),
  notSolved(scene),
];

const twice: Plot = (scene) => [
  ...accept(scene),
  ...(scene.twin === undefined
    ? []
    : [{ kind: 'twin', tale: scene.twin, by: scene.community, wait: office(scene.chance, 0.1, 0.3) } as const]),
];

/** How an appeal can go on; each ends in the status that its name says, or is finished. */
export const PLOTS = {
  submitted: () => [],
  accepted: accept,
  assigned,
  'in-progress': (scene) => (scene.chance.chance(0.5) ? progressed(scene) : handled(scene)),
  asking: asked,
  returned: returnedOnce,
  reopened: (scene) => [...atUnit(scene), notSolved(scene)],
  ruling,
  answered: (scene) => (scene.chance.chance(0.4) ? atCommunity(scene) : atUnit(scene)),
  correcting: poorlyRated,
  'overdue-submitted': () => [{ kind: 'ring', wait: { office: 3.5 } }],
  'overdue-in-progress': (scene) => [
    ...handled(scene),
    { kind: 'ring', wait: pace(scene.chance, scene.urgency, 'late') },
  ],
  'community-rated': (scene) => [...atCommunity(scene), ...goodRating(scene)],
  'community-unrated': (scene) => [...atCommunity(scene), ...unrated],
  'unit-rated': (scene) => [...atUnit(scene), ...goodRating(scene)],
  'unit-unrated': (scene) => [...atUnit(scene), ...unrated],
  late: (scene) => [
    ...handled(scene),
    { kind: 'ring', wait: pace(scene.chance, scene.urgency, 'late') },
    answers(scene, scene.handler.person, 'answer'),
    ...goodRating(scene),
  ],
  'returned-once': (scene) => [
    ...returnedOnce(scene),
    assignTo(scene, scene.handler.unit),
    step(scene.handler.person, 'handle', pace(scene.chance, scene.urgency, 'handle')),
    answers(scene, scene.handler.person),
    ...goodRating(scene),
  ],
  'reopened-once': (scene) => [
    ...atUnit(scene),
    notSolved(scene),
    redone(scene, scene.handler.person),
    ...goodRating(scene),
  ],
  ruled: (scene) => [
    ...ruling(scene),
    step(scene.supervisor, 'decide', office(scene.chance, 4, 16), {
      decision: 'close',
      reason: scene.chance.pick(WORDS.rulings),
    }),
  ],
  corrected: (scene) => [
    ...poorlyRated(scene),
    step(scene.handler.person, 'correct', office(scene.chance, 6, 40), { result: scene.chance.pick(WORDS.corrected) }),
  ],
  supplied: (scene) => [...supplied(scene), answers(scene, scene.handler.person), ...goodRating(scene)],
  'not-accepted': (scene) => {
    const [ground, reason] = scene.chance.pick(WORDS.notAccepted);
    return [step(scene.community, 'not-accept', pace(scene.chance, scene.urgency, 'accept'), { ground, reason })];
  },
  withdrawn: (scene) => [
    ...(scene.chance.chance(0.5) ? accept(scene) : []),
    step(scene.reporter!, 'withdraw', hours(scene.chance, 0.5, 5), { reason: scene.chance.pick(WORDS.withdrawn) }),
  ],
  merged: (scene) => [
    ...twice(scene),
    step(scene.community, 'answer', pace(scene.chance, scene.urgency, 'own'), {
      answer: answerText(scene, WORDS.community),
    }),
    ...goodRating(scene),
  ],
} as const satisfies Record<string, Plot>;
export type PlotName = keyof typeof PLOTS;

/** Plots in which the reporter acts: they need a person who reported. */
export const NEEDS_REPORTER: ReadonlySet<PlotName> = new Set([
  'asking',
  'reopened',
  'ruling',
  'correcting',
  'reopened-once',
  'ruled',
  'corrected',
  'supplied',
  'withdrawn',
  'merged',
]);

/** What becomes of matters of the past, in shares. */
export const FINISHED: Readonly<Partial<Record<PlotName, number>>> = {
  'community-rated': 22,
  'community-unrated': 30,
  'unit-rated': 16,
  'unit-unrated': 12,
  late: 5,
  'returned-once': 2,
  'reopened-once': 2.5,
  ruled: 0.8,
  corrected: 1.7,
  supplied: 2,
  'not-accepted': 3,
  withdrawn: 2,
  merged: 1.5,
};

/** How many matters are in hand now, by where they stand. */
export const RUNNING: Readonly<Partial<Record<PlotName, number>>> = {
  submitted: 12,
  accepted: 16,
  assigned: 18,
  'in-progress': 26,
  asking: 8,
  returned: 7,
  reopened: 8,
  ruling: 4,
  answered: 20,
  correcting: 6,
  'overdue-submitted': 3,
  'overdue-in-progress': 12,
};
