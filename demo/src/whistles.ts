import type { Chance } from './chance.ts';
import { hours, office } from './pace.ts';
import type { Wait } from './past.ts';
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

const scene = (
  kind: Kind,
  place: string,
  title: string,
  text: string,
  departments: string,
  ending: Ending,
  day?: number,
): Scene => ({
  kind,
  place: `530102${place}`,
  title,
  text,
  departments: departments.split(' '),
  ending,
  ...(day === undefined ? {} : { day }),
});

const SCENES: readonly Scene[] = [
  scene(
    'joint-enforcement',
    '005007',
    '黄土坡跳蚤市场占道经营',
    '跳蚤市场周边早晚占道摆摊、乱停乱放，附近居民反映强烈。请城管、市场监管、交警现场联合整治，公安维持秩序。',
    'city market traffic police',
    'some-reported',
  ),
  scene(
    'key-task',
    '006',
    '小菜园立交桥下环境整治',
    '桥下长期堆放杂物、乱搭乱建，请各部门拿出方案并组织清理。',
    'city housing transport',
    'judging',
  ),
  scene(
    'emergency',
    '001',
    '文化巷居民楼外墙脱落',
    '老旧居民楼外墙大面积脱落，已拉警戒线，请立即到场处置。',
    'housing fire emergency',
    'called',
  ),
  scene(
    'joint-enforcement',
    '001004',
    '文林街夜间烧烤扰民',
    '文林街一带夜间烧烤油烟噪音扰民，请城管、生态环境、公安联合执法。',
    'city environment police',
    'at-work',
  ),
  scene(
    'joint-enforcement',
    '005',
    '麻园片区群租房隐患',
    '麻园片区群租房隔断多、私拉电线，请消防、住建、公安联合检查。',
    'fire housing police',
    'refused',
  ),
  scene(
    'key-task',
    '004',
    '天骄北麓小区物业移交',
    '小区物业撤管，请住建部门指导移交，供水部门恢复二次供水。',
    'housing waterWorks',
    'proposed',
  ),
  scene(
    'key-task',
    '004003',
    '西站立交周边停车秩序',
    '西站立交周边违停严重，公交车进站困难，请交警、城管、交通共同研究。',
    'traffic city transport',
    'late',
  ),
  scene(
    'joint-enforcement',
    '006012',
    '学府路校门口流动摊点',
    '放学时段校门口流动摊点多，存在食品安全和交通隐患。',
    'city market education',
    'proposed',
  ),
  scene(
    'joint-enforcement',
    '001007',
    '翠湖周边占道摆卖',
    '节假日翠湖周边占道摆卖、拉客揽客，请联合整治。',
    'city culture police',
    'closed',
    12,
  ),
  scene(
    'emergency',
    '004',
    '盘龙江支流水位上涨',
    '连日降雨，河道水位上涨，低洼处有倒灌风险，请到场排涝。',
    'water emergency fire',
    'closed',
    9,
  ),
  scene(
    'key-task',
    '003',
    '老旧小区加装电梯协调',
    '三个单元同意加装电梯，需要规划、住建、供电、燃气一起看现场。',
    'resources housing power gas',
    'closed',
    20,
  ),
  scene(
    'joint-enforcement',
    '007009',
    '红锦路工地夜间施工',
    '工地夜间施工扰民，请生态环境、住建、城管联合检查渣土车和施工许可。',
    'environment housing city',
    'closed',
    31,
  ),
  scene(
    'joint-enforcement',
    '002',
    '南屏街非机动车乱停',
    '步行街入口非机动车乱停，消防车进不去。',
    'city traffic fire',
    'closed',
    40,
  ),
  scene(
    'emergency',
    '008',
    '眠山片区燃气管道被挖断',
    '施工挖断燃气管道，已疏散周边群众，请立即到场。',
    'gas fire emergency police',
    'closed',
    47,
  ),
  scene(
    'key-task',
    '009',
    '普吉断头路打通',
    '断头路影响 4 个小区出行，请住建、自然资源、交通提出方案。',
    'housing resources transport',
    'excused',
    52,
  ),
  scene(
    'joint-enforcement',
    '010',
    '西翥水源保护区乱倒垃圾',
    '水源保护区内有人夜间倾倒建筑垃圾，请联合查处。',
    'environment water city',
    'closed',
    58,
  ),
  scene(
    'joint-enforcement',
    '003',
    '大观商业城消防通道占用',
    '市场内商户占用消防通道，请消防、市场监管联合检查。',
    'fire market',
    'cancelled',
    62,
  ),
  scene(
    'key-task',
    '401',
    '高新区企业周边道路积水',
    '雨后道路积水半米，请水务、城管清淤改造。',
    'water city',
    'rejected',
    66,
  ),
];

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
  return stretch === 'report' ? office(chance, 0.3, 1.6) : office(chance, 3, 8);
};

function movesOf(stage: Stage, one: Scene): Move[] {
  const { people, units, chance } = stage;
  const { kind, ending } = one;
  const street = one.place.slice(0, 9);
  const officer = people.staffOf.get(units.ofPlace.get(street)!)![0]!;
  const leader = people.leaderOf.get(street)!;
  const step = (
    by: Move extends { by: infer P } ? P : typeof officer,
    action: string,
    wait: Wait,
    input: Record<string, unknown> = {},
    unit?: string,
  ): Move => ({ kind: 'step', by, action, wait, input, ...(unit === undefined ? {} : { unit }) });
  if (ending === 'proposed') return [];
  if (ending === 'rejected')
    return [
      step(leader, 'reject', office(chance, 1, 3), {
        reason: '该片区已列入雨污分流工程，由项目部统一实施，不再另行吹哨。',
      }),
    ];
  if (ending === 'called') return [];
  const moves: Move[] = [
    step(
      leader,
      kind === 'emergency' ? 'approve-after' : 'approve',
      kind === 'emergency' ? { hours: 0.1 } : office(chance, 0.3, 2),
    ),
  ];
  if (ending === 'cancelled')
    return [...moves, step(officer, 'cancel', office(chance, 2, 6), { reason: '商户当天自行清理完毕，取消吹哨。' })];
  for (const [index, key] of one.departments.entries()) {
    const unit = units.departments[key]!;
    const person = people.staffOf.get(unit)![0]!;
    if (index === 1 && (ending === 'refused' || ending === 'excused')) {
      moves.push(
        step(
          person,
          'refuse',
          speed(chance, kind, 'report'),
          { reason: '对照权责清单第 7 条，该事项由属地街道负责，我单位提供技术指导。' },
          unit,
        ),
      );
      if (ending === 'excused')
        moves.push(
          step(
            people.supervisors[0]!,
            'rule-refusal',
            office(chance, 2, 6),
            { ruling: 'excused', reason: '理由成立，由街道会同其他部门办理。' },
            unit,
          ),
        );
      continue;
    }
    if (ending === 'some-reported' && index >= 2) continue;
    if (ending === 'late' && index === 1) continue;
    moves.push(
      step(
        person,
        'report-in',
        speed(chance, kind, 'report'),
        {
          note: `${chance.pick(['分管领导带队', '大队长带队', '科室负责人'])}，到场 ${chance.whole(2, 9)} 人，${chance.pick(['即刻开展工作', '先查勘后处置', '与街道共同拟定方案'])}。`,
        },
        unit,
      ),
    );
    if (['some-reported', 'late', 'refused'].includes(ending) || (ending === 'at-work' && index > 0)) continue;
    moves.push(step(person, 'finish', speed(chance, kind, 'work'), { result: chance.pick(RESULTS) }, unit));
  }
  if (ending === 'late') return [...moves, { kind: 'ring', wait: { office: 27 } }];
  if (ending === 'excused' || ending === 'closed') return [...moves, ...closing(stage, one, officer)];
  return moves;
}

/** The street judges each department and closes. */
function closing({ units, chance }: Stage, one: Scene, officer: Extract<Move, { kind: 'step' }>['by']): Move[] {
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
