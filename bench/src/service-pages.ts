import { createOrganisation, createPerson, grantRole } from '@zhongzhi/directory';
import { keyOf, loadYear, type Founder } from '@zhongzhi/demo/a-year';
import { addDemoPerson } from '@zhongzhi/identity';
import type { Platform } from '@zhongzhi/kernel';
import type { Target } from './pages.ts';
import { COMMUNITY, DISTRICT, type World } from './world.ts';

const CIRCLES = 700;
/** Past activities of a circle and people at each: 700 × 60 × 48 attendances. */
const ACTIVITIES = 60;
const PEOPLE = 48;

/** What was loaded, and what is asked for. */
export interface Service {
  attendances: number;
  circle: string;
  activity: string;
  person: string;
  administrator: string;
}

/** Volunteers of a whole district with years of service. */
export async function loadService(
  platform: Platform,
  world: World,
  volunteers: number,
  say: (line: string) => void,
): Promise<Service> {
  const circles = Math.max(1, Math.round((CIRCLES * volunteers) / 170_000));
  await platform.asSystem('benchmark world', async (context) => {
    const founders: Founder[] = [];
    for (let index = 0; index < circles; index += 1) {
      const name = `社会组织${index}`;
      const place = world.communities[index % world.communities.length]!;
      const id = await createOrganisation(context, { kind: 'social-organisation', name, place });
      founders.push({ id, name, place });
    }
    await loadYear(context, { founders, volunteers, activities: ACTIVITIES, people: PEOPLE, say });
  });
  const person = keyOf(`volunteer ${circles + 1}`);
  const administrator = await platform.asSystem('benchmark world', async (context) => {
    await addDemoPerson(context, { person, position: 99, roles: [], roleLabel: '志愿者', scopeLabel: '' });
    const made = await createPerson(context, { name: '区级' });
    await grantRole(context, { person: made, role: 'district-administrator', place: DISTRICT });
    await addDemoPerson(context, {
      person: made,
      position: 98,
      roles: ['district-administrator'],
      roleLabel: '区级',
      scopeLabel: '',
    });
    return made;
  });
  return {
    attendances: circles * ACTIVITIES * PEOPLE,
    circle: keyOf('circle 1'),
    activity: keyOf(`activity 1 ${ACTIVITIES}`),
    person,
    administrator,
  };
}

/** Pages of volunteering: a volunteer's own, what can be found, the district's view. */
export function servicePages(
  cookies: { volunteer: string; district: string },
  { circle, activity }: { circle: string; activity: string },
): Target[] {
  const { volunteer, district } = cookies;
  const year = new Date().getUTCFullYear();
  const of = (name: string, path: string, cookie: string): Target => ({ name, path: () => `/api/v1${path}`, cookie });
  return [
    of('my service', '/my/service', volunteer),
    of('my shifts', '/my/shifts', volunteer),
    of('activities near', `/activities?place=${COMMUNITY.slice(0, 9)}`, volunteer),
    of('activity page', `/activities/${activity}`, volunteer),
    of('circles by words', `/circles?text=${encodeURIComponent('志愿')}`, volunteer),
    of('circle with totals', `/circles/${circle}`, volunteer),
    of('district figures', `/service-figures?dimension=circle&from=${year - 1}-01&to=${year}-12`, district),
  ];
}
