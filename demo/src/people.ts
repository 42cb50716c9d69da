import type { Role } from '@zhongzhi/directory/contract';
import type { Context } from '@zhongzhi/kernel';
import type { Person } from './past.ts';
import { Registrar, type Post } from './registrar.ts';
import type { Units } from './units.ts';

/** Who acts in the demonstration, by what they do. Every unit that handles matters has someone. */
export interface People {
  /** Residents whom visitors can enter as. */
  residents: { person: Person; home: string }[];
  /** Further residents who report and rate. */
  neighbours: { person: Person; home: string }[];
  staffOf: ReadonlyMap<string, readonly Person[]>;
  leaderOf: ReadonlyMap<string, Person>;
  gridWorkers: { person: Person; place: string }[];
  hotline: readonly Person[];
  supervisors: readonly Person[];
  administrator: Person;
  /** Communities whose staff visitors can enter as. */
  shownCommunities: readonly string[];
}

/** Communities and streets whose people stand on the sign-in page. */
const SHOWN_STREETS = ['530102001', '530102004', '530102005', '530102006'];
const SHOWN_COMMUNITIES = [
  '530102001007',
  '530102001004',
  '530102001001',
  '530102004003',
  '530102004004',
  '530102005007',
  '530102005001',
  '530102006004',
  '530102006012',
  '530102002002',
  '530102007009',
  '530102008002',
];
const SHOWN_DEPARTMENTS = [
  'city',
  'housing',
  'market',
  'fire',
  'environment',
  'traffic',
  'water',
  'police',
  'waterWorks',
];
const SHOWN_COMPANIES = ['530102001', '530102004', '530102005', '530102006'];
const NEIGHBOURS = 150;

type Staff = Map<string, Person[]>;

async function enterTerritory(
  registrar: Registrar,
  units: Units,
  staffOf: Staff,
  leaderOf: Map<string, Person>,
): Promise<void> {
  for (const [place, unit] of units.ofPlace) {
    const isStreet = place.length === 9;
    const isShown = (isStreet ? SHOWN_STREETS : SHOWN_COMMUNITIES).includes(place);
    const role: Role = isStreet ? 'street-staff' : 'community-staff';
    const team = [
      await registrar.enter({
        posts: [{ role, place, unit }],
        title: isStreet ? '社会治理办公室科员' : '社区工作者',
        isShown,
      }),
    ];
    if (isStreet && isShown)
      team.push(await registrar.enter({ posts: [{ role, place, unit }], title: '综合行政执法队队员', isShown }));
    staffOf.set(unit, team);
    if (isStreet)
      leaderOf.set(
        place,
        await registrar.enter({ posts: [{ role: 'street-leader', place, unit }], title: '副主任', isShown }),
      );
  }
}

async function enterUnits(registrar: Registrar, units: Units, staffOf: Staff): Promise<void> {
  for (const [key, unit] of Object.entries(units.departments))
    staffOf.set(unit, [
      await registrar.enter({
        posts: [{ role: 'department-staff', unit }],
        title: '诉求办理专员',
        isShown: SHOWN_DEPARTMENTS.includes(key),
      }),
    ]);
  const seen = new Set<string>();
  for (const { id: unit, street } of units.companies) {
    staffOf.set(unit, [
      await registrar.enter({
        posts: [{ role: 'property-staff', unit }],
        title: '项目经理',
        isShown: SHOWN_COMPANIES.includes(street) && !seen.has(street),
      }),
    ]);
    seen.add(street);
  }
  for (const { id: unit } of units.societies.slice(0, 2)) {
    await registrar.enter({ posts: [{ role: 'social-organisation-staff', unit }], title: '理事', isShown: true });
    await registrar.enter({
      posts: [{ role: 'social-worker', unit, place: '530102001' }],
      title: '社工',
      isShown: true,
    });
  }
  for (const { id: unit } of units.merchants.slice(0, 2))
    await registrar.enter({ posts: [{ role: 'merchant', unit }], title: '店主', isShown: true });
}

async function enterResidents(
  registrar: Registrar,
  units: Units,
  communities: readonly string[],
): Promise<Pick<People, 'residents' | 'neighbours' | 'gridWorkers'>> {
  const residents: { person: Person; home: string }[] = [];
  const party = units.parties[1]!.id;
  const put = async (home: string, posts: readonly Post[] = [], name?: string): Promise<void> =>
    void residents.push({
      home,
      person: await registrar.enter({ home, posts, isShown: true, ...(name === undefined ? {} : { name }) }),
    });
  await put(SHOWN_COMMUNITIES[0]!, [], '杨丽');
  for (const home of SHOWN_COMMUNITIES.slice(1, 9)) await put(home);
  for (const home of SHOWN_COMMUNITIES.slice(9, 12)) await put(home, [{ role: 'volunteer', place: home }]);
  for (const home of SHOWN_COMMUNITIES.slice(2, 5))
    await put(home, [
      { role: 'party-member', place: home, unit: party },
      { role: 'volunteer', place: home },
    ]);
  const gridWorkers: { person: Person; place: string }[] = [];
  for (const place of SHOWN_COMMUNITIES.slice(0, 3))
    gridWorkers.push({
      place,
      person: await registrar.enter({
        home: place,
        posts: [{ role: 'grid-worker', place, unit: units.ofPlace.get(place)! }],
        title: '网格员',
        isShown: true,
      }),
    });
  const neighbours: { person: Person; home: string }[] = [];
  for (let index = 0; index < NEIGHBOURS; index += 1) {
    const home = communities[index % communities.length]!;
    neighbours.push({ home, person: await registrar.enter({ home }) });
  }
  return { residents, neighbours, gridWorkers };
}

/** About sixty people to enter as, covering every role and scope, and those whom their district needs besides. */
export async function makePeople(context: Context, units: Units, nameOf: (code: string) => string): Promise<People> {
  const registrar = new Registrar(context, units, nameOf);
  const district = String(context.district);
  const staffOf: Staff = new Map();
  const leaderOf = new Map<string, Person>();
  const communities = [...units.ofPlace.keys()].filter((code) => code.length === 12);
  const residents = await enterResidents(registrar, units, communities);
  await enterTerritory(registrar, units, staffOf, leaderOf);
  await enterUnits(registrar, units, staffOf);
  const one = (role: Role, unit: string | undefined, title: string): Promise<Person> =>
    registrar.enter({
      posts: [{ role, place: district, ...(unit === undefined ? {} : { unit }) }],
      title,
      isShown: true,
    });
  const hotline = [
    await one('hotline-staff', units.hotline, '受理员'),
    await one('hotline-staff', units.hotline, '派单员'),
  ];
  const supervisors = [
    await one('supervisor', units.supervision, '督查专员'),
    await one('supervisor', units.supervision, '督查专员'),
  ];
  const administrator = await one('district-administrator', undefined, '区管理员');
  for (const role of ['system-administrator', 'security-administrator', 'audit-administrator'] as const)
    await one(role, undefined, '管理员');
  await registrar.show();
  return { ...residents, staffOf, leaderOf, hotline, supervisors, administrator, shownCommunities: SHOWN_COMMUNITIES };
}
