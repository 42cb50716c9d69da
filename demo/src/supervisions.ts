import { hours, office } from './pace.ts';
import { AUTUMN, DAY_MS, PRESENT_MS, type Stage } from './stage.ts';
import { endingBefore, play, type Move } from './tale.ts';

type Ending = 'ordered' | 'visited' | 'overdue' | 'replied' | 'sent-back' | 'closed';
type Line = readonly [
  reason: 'overdue' | 'repeated' | 'major',
  title: string,
  text: string,
  unitKey: string,
  place: string,
  ending: Ending,
  day?: number,
];

const LINES: readonly Line[] = [
  [
    'repeated',
    '黄土坡片区占道经营反复',
    '整治后两周内反弹三次，请制定长效管理办法并书面回复。',
    'city',
    '530102005',
    'visited',
  ],
  [
    'overdue',
    '红锦路工地夜间施工超期未答复',
    '群众诉求超期未答复，请立即办理并说明原因。',
    'environment',
    '530102007',
    'ordered',
  ],
  [
    'major',
    '老旧小区外墙安全隐患排查',
    '请对辖区老旧楼栋外墙逐栋排查，建立台账，先除险后加固。',
    'housing',
    '530102',
    'replied',
  ],
  [
    'overdue',
    '西站立交周边停车秩序',
    '吹哨后部门未按时报到，请说明情况并限期整改。',
    'traffic',
    '530102004',
    'overdue',
  ],
  ['repeated', '学府路校门口流动摊点', '同一点位一月内 6 次投诉，请拿出固定措施。', 'market', '530102006', 'sent-back'],
  [
    'overdue',
    '茭菱路小区二次供水未恢复',
    '二次供水停用超过时限，请限期恢复并公布进度。',
    'waterWorks',
    '530102004',
    'closed',
    14,
  ],
  ['major', '篆塘片区雨季排涝', '汛期内涝点位整治，请在国庆前完成清淤。', 'water', '530102003', 'closed', 22],
  ['repeated', '麻园群租房反复', '请会同街道逐户登记，隔断拆除一户销一户。', 'police', '530102005', 'closed', 45],
];

/** Tells of all supervisions, with on-site visits; some reply late, one is sent back, some are struck off. */
export async function playSupervisions(stage: Stage): Promise<void> {
  const { telling, chance, people, units } = stage;
  const latest = new Date(telling.now.getTime() - PRESENT_MS);
  for (const [index, [reason, title, description, unitKey, place, ending, day]] of LINES.entries()) {
    const by = people.supervisors[index % people.supervisors.length]!;
    const unit = units.departments[unitKey]!;
    const openedAt =
      day === undefined
        ? new Date(latest.getTime() - chance.between(2, 30) * 3_600_000)
        : new Date(AUTUMN.from + day * DAY_MS + 2 * 3_600_000);
    await play(
      telling,
      endingBefore(
        {
          type: 'supervision',
          by,
          source: 'staff',
          openedAt,
          form: { reason, title, description, unit, place, withinDays: 5 },
          moves: movesOf(stage, ending, title, unit, by),
        },
        latest,
        telling,
      ),
    );
  }
}

function movesOf(
  { chance, people }: Stage,
  ending: Ending,
  title: string,
  unit: string,
  by: Extract<Move, { kind: 'step' }>['by'],
): Move[] {
  const person = people.staffOf.get(unit)![0]!;
  const step = (who: typeof by, action: string, wait: Move['wait'], input: Record<string, unknown>): Move => ({
    kind: 'step',
    by: who,
    action,
    wait,
    input,
  });
  const visit = step(by, 'visit', office(chance, 3, 9), {
    where: `${title.slice(0, 6)}现场`,
    people: '督查室 2 人、责任单位负责人、街道和社区代表、居民代表 2 人',
    note: '现场查看，问题属实。要求明确专人，三个工作日内拿出措施，当场解决的两处已处置。',
    withinDays: 3,
  });
  const reply = step(person, 'reply', office(chance, 6, 14), {
    result: '已按要求完成整改：明确责任人，清理现场，建立每日巡查记录，并向反映群众当面说明。',
  });
  if (ending === 'ordered') return [];
  if (ending === 'visited') return [visit];
  if (ending === 'overdue') return [{ kind: 'ring', wait: { office: 52 } }];
  if (ending === 'replied') return [visit, reply];
  if (ending === 'sent-back')
    return [
      reply,
      step(by, 'send-back', office(chance, 2, 6), {
        reason: '只写了打算，没有结果。请附整改前后对比和责任人。',
        withinDays: 3,
      }),
    ];
  return [visit, reply, step(by, 'strike-off', office(chance, 3, 10), { note: '现场核查属实，同意销号。' })];
}

const FEEDBACK: readonly (readonly [
  kind: 'suggestion' | 'complaint' | 'praise',
  text: string,
  answer: string | null,
])[] = [
  ['suggestion', '字再大一点就好了，我妈看不清。', '您好，在“我的”里可以打开长辈版，字号更大、只留常用功能。'],
  ['praise', '能看到办到哪一步了，比打电话踏实。', '谢谢鼓励，我们会继续把时限和进展写清楚。'],
  ['complaint', '上传照片有时候转圈很久。', null],
  ['suggestion', '希望能在地图上看到附近正在修的路。', null],
];

/** What residents say about the platform itself. */
export async function playFeedback({ telling, chance, people }: Stage): Promise<void> {
  for (const [index, [kind, description, answer]] of FEEDBACK.entries()) {
    const openedAt = new Date(telling.now.getTime() - PRESENT_MS - (index + 1) * 20 * 3_600_000);
    const moves: Move[] =
      answer === null
        ? []
        : [{ kind: 'step', by: people.administrator, action: 'answer', wait: hours(chance, 2, 12), input: { answer } }];
    await play(telling, {
      type: 'feedback',
      by: people.residents[index * 2]!.person,
      source: 'phone',
      openedAt,
      form: { kind, description },
      moves,
    });
  }
}
