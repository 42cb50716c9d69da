import { creditCodeCheck } from '@zhongzhi/contract-kit';
import { createOrganisation, listRegions, type OrganisationDraft } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';
import type { Places } from './points.ts';

/** The units of the demonstration, by what they are needed for. All but the regions' own are invented and marked so. */
export interface Units {
  hotline: string;
  supervision: string;
  government: string;
  /** Departments and utilities by their short key. */
  departments: Readonly<Record<string, string>>;
  /** Property companies with the street they work in. */
  companies: readonly { id: string; name: string; street: string }[];
  parties: readonly { id: string; name: string; place: string }[];
  societies: readonly { id: string; name: string }[];
  merchants: readonly { id: string; name: string }[];
  /** Street office by 9-digit code, community committee by 12-digit code. */
  ofPlace: ReadonlyMap<string, string>;
  nameOf: ReadonlyMap<string, string>;
}

const DEPARTMENTS: Readonly<Record<string, string>> = {
  city: '五华区城市管理局',
  housing: '五华区住房和城乡建设局',
  market: '五华区市场监督管理局',
  water: '五华区水务局',
  environment: '生态环境局五华分局',
  health: '五华区卫生健康局',
  education: '五华区教育体育局',
  civil: '五华区民政局',
  labour: '五华区人力资源和社会保障局',
  transport: '五华区交通运输局',
  emergency: '五华区应急管理局',
  fire: '五华区消防救援大队',
  police: '公安局五华分局',
  traffic: '交警支队五华大队',
  resources: '自然资源和规划局五华分局',
  culture: '五华区文化和旅游局',
  justice: '五华区司法局',
  insurance: '五华区医疗保障局',
  commerce: '五华区商务和投资促进局',
  letters: '五华区信访局',
  veterans: '五华区退役军人事务局',
};
const UTILITIES: Readonly<Record<string, string>> = {
  waterWorks: '五华供水服务中心',
  power: '五华供电服务中心',
  gas: '五华燃气服务中心',
};
const COMPANIES: readonly (readonly [name: string, street: string])[] = [
  ['昆明翠湖苑物业服务有限公司', '001'],
  ['昆明圆通雅居物业服务有限公司', '001'],
  ['昆明正义里物业服务有限公司', '002'],
  ['昆明大观雅苑物业服务有限公司', '003'],
  ['昆明龙翔和居物业服务有限公司', '004'],
  ['昆明丰宁安居物业服务有限公司', '005'],
  ['昆明莲华新景物业服务有限公司', '006'],
  ['昆明学府人家物业服务有限公司', '006'],
  ['昆明红云佳园物业服务有限公司', '007'],
  ['昆明月牙塘物业服务有限公司', '007'],
  ['昆明海源康居物业服务有限公司', '008'],
  ['昆明普吉兴民物业服务有限公司', '009'],
  ['昆明西翥田园物业服务有限公司', '010'],
  ['昆明高新优家物业服务有限公司', '401'],
];
const PARTIES: readonly (readonly [name: string, place: string])[] = [
  ['中共五华区城市管理局机关支部委员会', '530102'],
  ['中共五华区教育体育局机关委员会', '530102'],
  ['中共五华区物业服务行业委员会', '530102'],
  ['中共五华区离退休干部志愿服务支部委员会', '530102'],
  ['中共翠湖商圈联合委员会', '530102001'],
  ['中共南屏街商圈联合委员会', '530102002'],
  ['中共红云街道片区联合委员会', '530102007'],
];
const SOCIETIES = [
  '五华区益家社会工作服务中心',
  '五华区邻里守望志愿服务队',
  '五华区阳光助老服务中心',
  '五华区萤火虫儿童关爱中心',
  '五华区绿色家园环保协会',
  '五华区家门口调解服务社',
];
const MERCHANTS = ['文林街爱心书店', '正义坊便民超市', '翠湖早点铺', '黄土坡平价药房', '学府路理发店', '小西门修车铺'];

/** An organisation code with its check digit (GB 11714), as positions 9 to 17 of a credit code. */
function organisationCode(serial: number): string {
  const body = String(serial).padStart(8, '0');
  const rest =
    11 - ([3, 7, 9, 10, 5, 8, 4, 2].reduce((sum, weight, index) => sum + weight * Number(body[index]), 0) % 11);
  return `${body}${rest === 10 ? 'X' : rest === 11 ? '0' : rest}`;
}

/** A credit code of valid form (GB 32100). The serial numbers begin with 99, which no registry has given out so far. */
function creditCode(kind: string, serial: number): string {
  const authority =
    (
      { 'property-company': '91', merchant: '92', 'social-organisation': '52', utility: '91' } as Record<string, string>
    )[kind] ?? '11';
  const first = `${authority}530102${organisationCode(99_000_000 + serial * 137)}`;
  return first + creditCodeCheck(first);
}

type Draft = Pick<OrganisationDraft, 'kind' | 'name'> & {
  place: string;
  shortName?: string;
  parent?: string;
  isInvented?: boolean;
};

const plainName = (company: string): string => company.replace(/^昆明|服务有限公司$/gu, '');

/** Writes organisations into the directory, one after the other, each with a code, a number and a spot of its own. */
class Founder {
  readonly nameOf = new Map<string, string>();
  readonly #context: Context;
  readonly #places: Places;
  readonly #district: string;
  #serial = 0;

  constructor(context: Context, places: Places) {
    this.#context = context;
    this.#places = places;
    this.#district = String(context.district);
  }

  async make(draft: Omit<Draft, 'place'> & { place?: string }): Promise<string> {
    this.#serial += 1;
    const place = draft.place ?? this.#district;
    const hasCode = draft.kind !== 'party-organisation' && draft.kind !== 'merchant';
    const id = await createOrganisation(this.#context, {
      isInvented: true,
      ...(hasCode ? { creditCode: creditCode(draft.kind, this.#serial) } : {}),
      phone: `0871-6000${String(1_000 + this.#serial)}`,
      ...(place.length > 6 ? this.#places.middle(place) : {}),
      ...draft,
      place,
    });
    this.nameOf.set(id, draft.shortName ?? draft.name);
    return id;
  }

  /** The office of each street and the committee of each community: the only units that are not invented. */
  async makeTerritory(): Promise<Map<string, string>> {
    const ofPlace = new Map<string, string>();
    for (const { level, name, code } of await listRegions(this.#context)) {
      const common = { place: code, isInvented: false };
      const office = name.endsWith('街道') ? `${name}办事处` : `${name}社会事务局`;
      const parent = ofPlace.get(code.slice(0, 9));
      if (level === 'street') ofPlace.set(code, await this.make({ kind: 'street-office', name: office, ...common }));
      if (level === 'community' && parent !== undefined)
        ofPlace.set(code, await this.make({ kind: 'community-committee', name: `${name}居委会`, parent, ...common }));
    }
    return ofPlace;
  }

  async makeDepartments(government: string): Promise<Record<string, string>> {
    const made: Record<string, string> = {};
    for (const [key, name] of Object.entries(DEPARTMENTS))
      made[key] = await this.make({
        kind: 'department',
        name,
        shortName: name.replace(/^五华区/u, '区'),
        parent: government,
      });
    for (const [key, name] of Object.entries(UTILITIES)) made[key] = await this.make({ kind: 'utility', name });
    return made;
  }

  async makeCompanies(): Promise<Units['companies']> {
    const made: { id: string; name: string; street: string }[] = [];
    for (const [company, street] of COMPANIES) {
      const name = plainName(company);
      const place = this.#district + street;
      made.push({
        id: await this.make({ kind: 'property-company', name: company, shortName: name, place }),
        name,
        street: place,
      });
    }
    return made;
  }

  async makeParties(ofPlace: ReadonlyMap<string, string>): Promise<Units['parties']> {
    const streets = [...ofPlace].filter(([code]) => code.length === 9);
    const working = streets.map(
      ([code, unit]) => [`中共${this.nameOf.get(unit)!.replace(/办事处$/u, '')}工作委员会`, code] as const,
    );
    const made: { id: string; name: string; place: string }[] = [];
    for (const [name, place] of [...PARTIES, ...working])
      made.push({ id: await this.make({ kind: 'party-organisation', name, place }), name, place });
    return made;
  }

  async makePlain(kind: 'social-organisation' | 'merchant', names: readonly string[]): Promise<Units['merchants']> {
    const made: { id: string; name: string }[] = [];
    for (const name of names) made.push({ id: await this.make({ kind, name }), name });
    return made;
  }
}

/** Writes regions' offices and committees, departments, companies and others into the directory. */
export async function makeUnits(context: Context, places: Places): Promise<Units> {
  const founder = new Founder(context, places);
  const government = await founder.make({ kind: 'district-office', name: '五华区人民政府办公室' });
  const ofPlace = await founder.makeTerritory();
  return {
    government,
    ofPlace,
    departments: await founder.makeDepartments(government),
    companies: await founder.makeCompanies(),
    parties: await founder.makeParties(ofPlace),
    societies: await founder.makePlain('social-organisation', SOCIETIES),
    merchants: await founder.makePlain('merchant', MERCHANTS),
    hotline: await founder.make({
      kind: 'hotline-centre',
      name: '五华区 12345 热线受理中心',
      shortName: '区热线中心',
    }),
    supervision: await founder.make({
      kind: 'supervision-office',
      name: '五华区委区政府督查室',
      shortName: '区督查室',
    }),
    nameOf: founder.nameOf,
  };
}
