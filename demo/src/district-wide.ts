import { createOrganisation, createPerson, grantRole } from '@zhongzhi/directory';
import { systemActor, type Context } from '@zhongzhi/kernel';
import { decideMerchant, joinMerchant, listItem } from '@zhongzhi/beans';
import { loadYear, type Founder } from './a-year.ts';
import { GIVEN, SURNAMES } from './names.ts';
import type { Stage } from './stage.ts';

/** As the article tells of the district: volunteers, social organisations, social workers. */
export const DISTRICT = { volunteers: 170_000, societies: 700, socialWorkers: 200, merchants: 40 } as const;
const ACTIVITIES = 10;
const PEOPLE = 10;
const DAY_MS = 86_400_000;

const CAUSES = [
  '助老服务社',
  '儿童关爱中心',
  '环保公益社',
  '社区文化社',
  '助残服务社',
  '健康互助社',
  '邻里调解社',
  '平安志愿队',
];
const SHOPS = ['便利店', '面馆', '理发店', '书屋', '花店', '咖啡馆'];

/** Social organisations all over the district, each at a community; invented. */
async function foundSocieties(context: Context, stage: Stage, count: number): Promise<Founder[]> {
  const made: Founder[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = stage.communities[index % stage.communities.length]!;
    const cause = CAUSES[Math.floor(index / stage.communities.length) % CAUSES.length]!;
    const name = `${stage.nameOf(place)}${cause}`;
    made.push({
      id: await createOrganisation(context, { kind: 'social-organisation', name, place, isInvented: true }),
      name,
      place,
    });
  }
  return made;
}

async function employ(context: Context, societies: readonly Founder[], count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { id: unit, place } = societies[index % societies.length]!;
    const person = await createPerson(context, {
      name: `${SURNAMES[(index * 7) % SURNAMES.length]!}${GIVEN[(index * 13) % GIVEN.length]!}`,
      place,
    });
    await grantRole(context, { person, role: 'social-worker', place, unit });
  }
}

async function openShops(context: Context, stage: Stage, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const place = stage.communities[(index * 7) % stage.communities.length]!;
    const name = `${stage.nameOf(place)}${SHOPS[index % SHOPS.length]!}`;
    const unit = await createOrganisation(context, { kind: 'merchant', name, place, isInvented: true });
    const merchant = await joinMerchant(context, {
      unit,
      address: `${stage.nameOf(place)}一带`,
      intro: '支持志愿服务的街坊小店（演示）',
    });
    await decideMerchant(context, { id: merchant, status: 'active' });
    await listItem(context, {
      merchant,
      name: ['热饮一杯', '早点一份', '日用品一件'][index % 3]!,
      intro: '到店出示兑换码',
      beans: 2 + (index % 4),
      stock: 100,
      mostPerPerson: 2,
    });
  }
}

/** The whole district at work: a year of service of all its volunteers, so many of them. */
export async function playDistrict(stage: Stage, volunteers: number, say: (line: string) => void): Promise<void> {
  if (volunteers === 0) return;
  const part = (whole: number): number => Math.max(1, Math.round((whole * volunteers) / DISTRICT.volunteers));
  const { telling } = stage;
  const context = telling.as(systemActor('demonstration district'), telling.now);
  const early = telling.as(systemActor('demonstration district'), new Date(telling.now.getTime() - 500 * DAY_MS));
  const societies = await foundSocieties(early, stage, part(DISTRICT.societies));
  await employ(early, societies, part(DISTRICT.socialWorkers));
  await openShops(early, stage, Math.max(0, part(DISTRICT.merchants) - stage.units.merchants.length));
  await loadYear(context, { founders: societies, volunteers, activities: ACTIVITIES, people: PEOPLE, say });
}
