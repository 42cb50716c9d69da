import { readFileSync } from 'node:fs';
import { editCategory, findCategories, seedCategories } from '@zhongzhi/appeals';
import { loadCalendar } from '@zhongzhi/calendar';
import { sweepClocks } from '@zhongzhi/casework';
import { importRegions, listRegions } from '@zhongzhi/directory';
import { countAsRead } from '@zhongzhi/notices';
import type { Context, Platform } from '@zhongzhi/kernel';
import { playMessages } from './appeals.ts';
import { Chance } from './chance.ts';
import { readMessages, type Message } from './messages.ts';
import { DISTRICT, playDistrict } from './district-wide.ts';
import { tellOfThePast, type Telling } from './past.ts';
import { makePeople } from './people.ts';
import { Places } from './points.ts';
import { playReports } from './play-reports.ts';
import { playService } from './volunteer-service.ts';
import type { Stage } from './stage.ts';
import { playFeedback, playSupervisions } from './supervisions.ts';
import { makeUnits, type Units } from './units.ts';
import { playWhistles } from './whistles.ts';

const SEED = 530_102;
const REGIONS = new URL('../../foundation/directory/data/wuhua-regions-2019.csv', import.meta.url);
/** Notices of the last day and a half stand unread in the inboxes; all earlier ones have been read. */
const UNREAD_MS = 36 * 3_600_000;
/** Categories with a department or utility that mostly handles them. */
const DEFAULT_UNITS: Readonly<Record<string, string>> = {
  '城乡建设/城市建设和市政管理': 'city',
  '城乡建设/城市建设和市政管理/自来水供应': 'waterWorks',
  '城乡建设/城市建设和市政管理/电力供应': 'power',
  '城乡建设/城市建设和市政管理/燃气供应': 'gas',
  '城乡建设/住房保障与房地产': 'housing',
  环境保护: 'environment',
  交通运输: 'transport',
  '政法/社会治安/消防安全': 'fire',
  劳动和社会保障: 'labour',
  '卫生计生/食品药品监管': 'market',
};

/**
 * Loads 五华区 as a demonstration through the modules' own functions, in one transaction: all of it is there, or nothing.
 * The same seed gives the same district.
 * @param options.messages brings in only so many of the sample's messages, where a test needs a district but not its size;
 * `volunteers` so many of its volunteers.
 * @returns false when it is loaded already.
 */
export async function loadDemonstration(
  platform: Platform,
  say: (line: string) => void,
  options: { messages?: number; volunteers?: number } = {},
): Promise<boolean> {
  const isThere = await platform.transact(
    'public',
    'read',
    { actor: { kind: 'system', reason: 'demonstration district' } },
    async (context) => (await listRegions(context)).length > 0,
  );
  if (isThere) return false;
  const messages = spread(await readMessages(), options.messages);
  await platform.asSystem('demonstration district', (context) =>
    load(context, messages, options.volunteers ?? DISTRICT.volunteers, say),
  );
  await sweepClocks(platform);
  return true;
}

/** So many of them, taken evenly over all. */
const spread = <T>(items: readonly T[], most = items.length): T[] =>
  most >= items.length
    ? [...items]
    : Array.from({ length: most }, (_item, index) => items[Math.floor((index * items.length) / most)]!);

async function load(
  context: Context,
  messages: readonly Message[],
  volunteers: number,
  say: (line: string) => void,
): Promise<void> {
  say('装入演示区：区划、单位、人员… loading the demonstration district: regions, organisations, people');
  const stage = await makeStage(context);
  let told = 0;
  say(`装入 ${messages.length} 件诉求… ${messages.length} appeals`);
  await playMessages(stage, messages, (done) => {
    const tenth = Math.floor((done / messages.length) * 10);
    if (tenth > told && tenth < 10) say(`  ${done} / ${messages.length}`);
    told = tenth;
  });
  say('装入吹哨、督办、随手拍… whistles, supervision, reports with pictures');
  await playWhistles(stage);
  await playSupervisions(stage);
  await playFeedback(stage);
  await playReports(stage, context.platform);
  say('装入圈子、志愿活动、金豆… circles, volunteer activities, beans');
  await playService(stage);
  say(`装入全区 ${volunteers} 名志愿者一年的服务… a year of service of ${volunteers} volunteers`);
  await playDistrict(stage, volunteers, say);
  await countAsRead(context, new Date(context.now.getTime() - UNREAD_MS));
}

/** Regions, categories, units, people: what every tale needs. */
async function makeStage(context: Context): Promise<Stage> {
  const chance = new Chance(SEED);
  const telling = tellOfThePast(context, await loadCalendar(context), chance.fork());
  const before = telling.as(context.actor, new Date('2019-08-26T02:00:00Z'));
  await importRegions(before, readFileSync(REGIONS, 'utf8'));
  await seedCategories(before);
  const regions = await listRegions(before);
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const nameOf = (code: string): string => names.get(code) ?? code;
  const places = new Places();
  const units = await makeUnits(before, places);
  const people = await makePeople(before, units, nameOf);
  await setDefaultUnits(telling, units, people.hotline[0]!);
  return {
    telling,
    chance,
    units,
    people,
    places,
    nameOf,
    communities: regions.filter(({ level }) => level === 'community').map(({ code }) => code),
    categories: await findCategories(context),
  };
}

/** The hotline centre says which unit mostly handles a category, as its desk would. */
async function setDefaultUnits(telling: Telling, units: Units, by: Parameters<Telling['as']>[0]): Promise<void> {
  const context = telling.as(by, new Date('2019-08-28T02:00:00Z'));
  const scoped = { ...context, scope: context.scopeFor('appeal.edit-categories') };
  for (const [code, key] of Object.entries(DEFAULT_UNITS))
    await editCategory.run(scoped, { code, defaultUnit: units.departments[key]! });
}
