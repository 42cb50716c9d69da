import type { Teller } from './stories.ts';
import { tell } from './stories.ts';
import type { Stage } from './appeals.ts';

interface Scene {
  kind: 'joint-enforcement' | 'key-task' | 'emergency';
  title: string;
  text: string;
  street: number;
  departments: string[];
  ending: 'proposed' | 'called' | 'reported' | 'refused' | 'judging' | 'closed';
  hoursAgo: number;
}

const SCENES: Scene[] = [
  { kind: 'joint-enforcement', title: '黄土坡跳蚤市场占道经营', text: '跳蚤市场周边早晚占道摆摊、乱停乱放，附近居民反映强烈，请城管、市场监管、交警现场联合整治。', street: 4, departments: ['city', 'market', 'police'], ending: 'reported', hoursAgo: 20 },
  { kind: 'key-task', title: '小菜园立交桥下环境整治', text: '桥下长期堆放杂物、乱搭乱建，请相关部门拿出方案并组织清理。', street: 1, departments: ['city', 'housing'], ending: 'judging', hoursAgo: 140 },
  { kind: 'emergency', title: '居民楼外墙脱落', text: '老旧居民楼外墙大面积脱落，已拉警戒线，请立即到场处置。', street: 0, departments: ['housing', 'fire'], ending: 'called', hoursAgo: 1 },
  { kind: 'joint-enforcement', title: '文林街夜间烧烤扰民', text: '文林街一带夜间烧烤油烟噪音扰民，请城管、生态环境、公安联合执法。', street: 0, departments: ['city', 'environment', 'police'], ending: 'closed', hoursAgo: 900 },
  { kind: 'joint-enforcement', title: '麻园片区违规群租', text: '麻园片区群租房隔断多、私拉电线，请消防、住建、公安联合检查。', street: 4, departments: ['fire', 'housing', 'police'], ending: 'refused', hoursAgo: 30 },
  { kind: 'key-task', title: '天骄北麓小区物业移交', text: '小区物业弃管，请住建部门指导移交，水务协助恢复二次供水。', street: 2, departments: ['housing', 'water'], ending: 'proposed', hoursAgo: 5 },
  { kind: 'joint-enforcement', title: '学校周边流动摊点清理', text: '放学时段校门口流动摊点多，存在食品安全和交通隐患。', street: 3, departments: ['city', 'market'], ending: 'closed', hoursAgo: 1_400 },
  { kind: 'emergency', title: '河道水位上涨', text: '连日降雨，河道水位上涨，低洼处有倒灌风险。', street: 2, departments: ['water', 'fire'], ending: 'closed', hoursAgo: 2_000 },
];

/** Whistles of all three kinds, from one that waits for approval to those that are closed. */
export async function playWhistles(stage: Stage): Promise<void> {
  const now = stage.platform.clock().getTime();
  await tell(stage.platform, SCENES.map((scene) => ({ at: new Date(now - scene.hoursAgo * 3_600_000), story: (teller: Teller) => playScene(teller, stage, scene) })));
}

async function playScene(teller: Teller, stage: Stage, scene: Scene): Promise<void> {
  const { people, units } = stage;
  const streets = [...people.street.keys()];
  const place = streets[scene.street]!;
  const staff = people.street.get(place)!;
  const leader = people.leader.get(place)!;
  const departments = scene.departments.map((key) => units.departments[key]!);
  const id = await teller.open(staff, 'whistle', { kind: scene.kind, title: scene.title, description: scene.text, place, departments }, { source: 'staff' });
  if (scene.ending === 'proposed') return;
  teller.wait(0.2);
  await teller.step(leader, id, scene.kind === 'emergency' ? 'approve-after' : 'approve');
  if (scene.ending === 'called') return;
  const tasks = await teller.tasks(id);
  for (const [index, key] of scene.departments.entries()) {
    const person = people.department.get(key) ?? null;
    const task = tasks.get(departments[index]!)!;
    teller.wait(0.3);
    if (scene.ending === 'refused' && index === 1) {
      await teller.step(person, id, 'refuse', { reason: '该处房屋权属不在我局监管范围，依据《房屋管理职责清单》第 7 条。' }, task);
      continue;
    }
    if (scene.ending === 'reported' && index === 2) continue;
    await teller.step(person, id, 'report-in', { note: `已安排 ${2 + index} 人到场，${index + 1} 小时内开展工作。` }, task);
    if (scene.ending === 'reported' || scene.ending === 'refused') continue;
    teller.wait(4);
    await teller.step(person, id, 'finish', { result: '已按职责完成现场处置，问题消除，后续纳入日常巡查。' }, task);
  }
  if (scene.ending !== 'closed') return;
  teller.wait(3);
  for (const task of tasks.values()) await teller.step(staff, id, 'judge', { outcome: 'settled', note: '到场及时，处置到位。' }, task);
  await teller.step(staff, id, 'close', { answer: '各部门已联合处置完毕，现场恢复正常，街道将持续巡查。' });
}

/** Supervisions with an on-site visit, one of them struck off. */
export async function playSupervisions(stage: Stage): Promise<void> {
  const { people, units } = stage;
  const now = stage.platform.clock().getTime();
  const scenes = [
    { title: '黄土坡片区占道经营反复', unit: units.departments['city']!, person: people.department.get('city')!, reason: 'repeated', hoursAgo: 50, isDone: false },
    { title: '某小区二次供水超期未恢复', unit: units.departments['water']!, person: people.department.get('water')!, reason: 'overdue', hoursAgo: 700, isDone: true },
    { title: '老旧小区外墙安全隐患排查', unit: units.departments['housing']!, person: people.department.get('housing')!, reason: 'major', hoursAgo: 26, isDone: false },
  ];
  await tell(stage.platform, scenes.map((scene) => ({
    at: new Date(now - scene.hoursAgo * 3_600_000),
    story: async (teller: Teller) => {
      const id = await teller.open(people.supervisor, 'supervision', { reason: scene.reason, title: scene.title, description: `${scene.title}，请限期整改并书面回复。`, unit: scene.unit, place: String(stage.platform.district), withinDays: 5 }, { source: 'staff' });
      teller.wait(20);
      await teller.step(people.supervisor, id, 'visit', { where: '现场', people: '督查室 2 人、责任单位负责人、社区代表', note: '现场查看，问题属实；要求三日内拿出整改措施。' });
      if (!scene.isDone) return;
      teller.wait(40);
      await teller.step(scene.person, id, 'reply', { result: '已完成整改，供水恢复，建立巡检台账。' });
      teller.wait(20);
      await teller.step(people.supervisor, id, 'strike-off', { note: '现场核查属实，同意销号。' });
    },
  })));
}
