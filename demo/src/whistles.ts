import { readFileSync } from 'node:fs';
import type { Chance } from './chance.ts';
import { hours, office } from './pace.ts';
import type { Person, Wait } from './past.ts';
import { AUTUMN, DAY_MS, PRESENT_MS, type Stage } from './stage.ts';
import { endingBefore, play, type Move } from './tale.ts';

type Kind = 'joint-enforcement' | 'key-task' | 'emergency';
/** How far a whistle has come. */
type Ending =
  | 'proposed'
  | 'rejected'
  | 'called'
  | 'some-reported'
  | 'late'
  | 'refused'
  | 'excused'
  | 'at-work'
  | 'judging'
  | 'closed'
  | 'cancelled';

interface Scene {
  kind: Kind;
  place: string;
  title: string;
  text: string;
  departments: readonly string[];
  ending: Ending;
  /** Days after 1 September 2019; near the present when left out. */
  day?: number;
}

const SCENES = JSON.parse(readFileSync(new URL('../data/whistles.json', import.meta.url), 'utf8')) as readonly Scene[];

const RESULTS = [
  '已按职责完成现场处置，问题消除，后续纳入日常巡查。',
  '出动 8 人，清理点位 12 处，签订责任书 9 份。',
  '已下达整改通知书，复查合格。',
  '方案已定，施工队进场，本单位承担部分已完成。',
];

/** Tells of all whistles: three kinds, from one that waits for approval to those that are closed. */
export async function playWhistles(stage: Stage): Promise<void> {
  for (const one of SCENES) await playWhistle(stage, one);
}

async function playWhistle(stage: Stage, one: Scene): Promise<void> {
  const { units, people, telling, chance, places } = stage;
  const street = one.place.slice(0, 9);
  const officer = people.staffOf.get(units.ofPlace.get(street)!)![0]!;
  const latest = new Date(telling.now.getTime() - PRESENT_MS);
  const openedAt =
    one.day === undefined
      ? new Date(
          latest.getTime() -
            (one.ending === 'proposed'
              ? chance.between(0.5, 2)
              : one.ending === 'called'
                ? 0.01
                : chance.between(3, 20)) *
              3_600_000,
        )
      : new Date(AUTUMN.from + one.day * DAY_MS + chance.between(0, 6) * 3_600_000);
  const tale = {
    type: 'whistle',
    by: officer,
    source: 'staff',
    openedAt,
    moves: movesOf(stage, one),
    form: {
      kind: one.kind,
      title: one.title,
      description: one.text,
      place: one.place,
      point: places.in(one.place, chance),
      departments: one.departments.map((key) => units.departments[key]!),
      ...(one.kind === 'key-task' ? { withinDays: 15 } : {}),
    },
  };
  await play(telling, endingBefore(tale, latest, telling));
}

/** Report in, work, finish: in time for the kind of whistle. */
const speed = (chance: Chance, kind: Kind, stretch: 'report' | 'work'): Wait => {
  if (kind === 'emergency') return stretch === 'report' ? hours(chance, 0.05, 0.14) : hours(chance, 0.4, 1.5);
  return stretch === 'report' ? office(chance, 0.3, 1.4) : office(chance, 3, 8);
};

const step = (by: Person, action: string, wait: Wait, input: Record<string, unknown> = {}, unit?: string): Move => ({
  kind: 'step',
  by,
  action,
  wait,
  input,
  ...(unit === undefined ? {} : { unit }),
});

/** What becomes of a whistle before any department comes; undefined when they are called. */
function endingEarly({ chance }: Stage, { ending }: Scene, officer: Person, leader: Person): Move[] | undefined {
  if (ending === 'proposed' || ending === 'called') return [];
  if (ending === 'rejected')
    return [
      step(leader, 'reject', office(chance, 1, 3), {
        reason: '该片区已列入雨污分流工程，由项目部统一实施，不再另行吹哨。',
      }),
    ];
  if (ending === 'cancelled')
    return [
      step(leader, 'approve', office(chance, 0.3, 2)),
      step(officer, 'cancel', office(chance, 2, 6), { reason: '商户当天自行清理完毕，取消吹哨。' }),
    ];
  return undefined;
}

/** Departments that have not come yet. */
const isAway = ({ ending }: Scene, index: number): boolean =>
  (ending === 'some-reported' && index >= 2) || (ending === 'late' && index === 1);
const isRefusing = ({ ending }: Scene, index: number): boolean =>
  index === 1 && (ending === 'refused' || ending === 'excused');

/** A department reports in, or refuses with a ground on which the supervisor rules. */
function arrivalOf({ people, units, chance }: Stage, one: Scene, key: string, index: number): Move[] {
  const unit = units.departments[key]!;
  const person = people.staffOf.get(unit)![0]!;
  if (isAway(one, index)) return [];
  const wait = speed(chance, one.kind, 'report');
  if (!isRefusing(one, index)) {
    const lead = chance.pick(['分管领导带队', '大队长带队', '科室负责人']);
    const plan = chance.pick(['即刻开展工作', '先查勘后处置', '与街道共同拟定方案']);
    return [step(person, 'report-in', wait, { note: `${lead}，到场 ${chance.whole(2, 9)} 人，${plan}。` }, unit)];
  }
  const reason = '对照权责清单第 7 条，该事项由属地街道负责，我单位提供技术指导。';
  const refusal = step(person, 'refuse', wait, { reason }, unit);
  if (one.ending === 'refused') return [refusal];
  const ruling = { ruling: 'excused', reason: '理由成立，由街道会同其他部门办理。' };
  return [refusal, step(people.supervisors[0]!, 'rule-refusal', office(chance, 2, 6), ruling, unit)];
}

/** A department finishes its part. */
function resultOf({ people, units, chance }: Stage, one: Scene, key: string, index: number): Move[] {
  const isUnfinished =
    ['some-reported', 'late', 'refused'].includes(one.ending) || (one.ending === 'at-work' && index > 0);
  if (isUnfinished || isRefusing(one, index)) return [];
  const unit = units.departments[key]!;
  const result = chance.pick(RESULTS);
  return [step(people.staffOf.get(unit)![0]!, 'finish', speed(chance, one.kind, 'work'), { result }, unit)];
}

function movesOf(stage: Stage, one: Scene): Move[] {
  const { people, units, chance } = stage;
  const street = one.place.slice(0, 9);
  const officer = people.staffOf.get(units.ofPlace.get(street)!)![0]!;
  const leader = people.leaderOf.get(street)!;
  const early = endingEarly(stage, one, officer, leader);
  if (early !== undefined) return early;
  const approval =
    one.kind === 'emergency'
      ? step(leader, 'approve-after', { hours: 0.1 })
      : step(leader, 'approve', office(chance, 0.3, 2));
  const moves = [
    approval,
    ...one.departments.flatMap((key, index) => arrivalOf(stage, one, key, index)),
    ...one.departments.flatMap((key, index) => resultOf(stage, one, key, index)),
  ];
  if (one.ending === 'late') return [...moves, { kind: 'ring', wait: { office: 27 } }];
  return one.ending === 'excused' || one.ending === 'closed' ? [...moves, ...closing(stage, one, officer)] : moves;
}

/** The street judges each department and closes. */
function closing({ units, chance }: Stage, one: Scene, officer: Person): Move[] {
  const judged = one.departments.filter((_key, index) => one.ending !== 'excused' || index !== 1);
  return [
    ...judged.map((key, index): Move => ({
      kind: 'step',
      by: officer,
      action: 'judge',
      unit: units.departments[key]!,
      wait: index === 0 ? office(chance, 1, 4) : { hours: 0.1 },
      input: {
        outcome: index === 2 && chance.chance(0.5) ? 'partly' : 'settled',
        note: chance.pick(['到场及时，处置到位。', '配合有力。', '现场处置规范，后续跟进到位。']),
      },
    })),
    {
      kind: 'step',
      by: officer,
      action: 'close',
      wait: office(chance, 0.5, 2),
      input: { answer: `${one.title}：各部门已联合处置完毕，现场恢复正常，街道将持续巡查。` },
    },
  ];
}
