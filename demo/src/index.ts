import { readFileSync } from 'node:fs';
import { importRegions, listRegions, regionNamesOf } from '@zhongzhi/directory';
import type { Platform } from '@zhongzhi/kernel';
import { seedCategories } from '@zhongzhi/appeals';
import { playMessages, playReports, type Stage } from './appeals.ts';
import { Chance } from './chance.ts';
import { readSampleMessages } from './messages.ts';
import { makePeople } from './people.ts';
import { pointsInside } from './points.ts';
import { makeUnits } from './units.ts';
import { playSupervisions, playWhistles } from './whistles.ts';

const SEED = 530_102;
const REGIONS = new URL('../../foundation/directory/data/wuhua-regions-2019.csv', import.meta.url);

/**
 * Loads 五华区 as a demonstration through the modules' own functions. The same seed gives the same district.
 * @returns false when it is loaded already.
 */
export async function loadDemonstration(platform: Platform, say: (line: string) => void): Promise<boolean> {
  const isThere = await platform.transact('public', 'read', { actor: { kind: 'system', reason: 'demonstration district' } }, async (context) => (await context.tx.selectFrom('identity.demo_person').select('person').where('district', '=', context.district).limit(1).execute()).length > 0);
  if (isThere) return false;
  say('装入演示区：区划、单位、人员… loading the demonstration district');
  const stage = await makeStage(platform);
  const messages = await readSampleMessages();
  let told = 0;
  await playMessages(stage, messages, (done) => {
    if (done - told < 500 && done !== messages.length) return;
    told = done;
    say(`  诉求 ${done} / ${messages.length} appeals`);
  });
  await playReports(stage, pointsInside(new Chance(SEED + 1), 60));
  await playWhistles(stage);
  await playSupervisions(stage);
  return true;
}

/** Regions, categories, units, people: what every story needs. */
async function makeStage(platform: Platform): Promise<Stage> {
  return platform.asSystem('demonstration district', async (context) => {
    await importRegions(context, readFileSync(REGIONS, 'utf8'));
    await seedCategories(context);
    const regions = await listRegions(context);
    const communities = regions.filter(({ level }) => level === 'community').map(({ code }) => code);
    const units = await makeUnits(context);
    const names = await regionNamesOf(context, regions.map(({ code }) => code));
    const people = await makePeople(context, units, (code) => names.get(code) ?? code, (street) => communities.filter((code) => code.startsWith(street)));
    return { platform, chance: new Chance(SEED), units, people, communities };
  });
}
