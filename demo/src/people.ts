import { createPerson, grantRole, grantsOf } from '@zhongzhi/directory';
import { addDemoPerson } from '@zhongzhi/identity';
import type { Actor, Context } from '@zhongzhi/kernel';
import type { Units } from './units.ts';

type Role = Parameters<typeof grantRole>[1]['role'];
export type Person = Extract<Actor, { kind: 'person' }>;

/** The people of the demonstration, by what they do. */
export interface People {
  residents: Person[];
  community: Map<string, Person>;
  street: Map<string, Person>;
  leader: Map<string, Person>;
  department: Map<string, Person>;
  company: Map<string, Person>;
  hotline: Person;
  supervisor: Person;
  administrator: Person;
}

/** Communities that the demonstration's people work in: three of Huashan, two of Longxiang, one of each of three more. */
export const STAFFED = { streets: ['530102001', '530102004', '530102005', '530102006', '530102008'], perStreet: 2 };

const RESIDENTS = ['杨丽', '李建国', '王秀英', '张伟', '刘芳', '陈静', '赵云飞', '周敏', '和晓燕', '段志强', '普艳', '马国栋', '罗春梅', '苏文', '何家明', '邓玉兰'];
const STAFF = ['王晓梅', '李科', '赵明', '张慧', '周强', '吴敏', '郑涛', '孙莉', '钱进', '冯娟', '陈刚', '褚红', '卫东', '蒋琳', '沈洁', '韩冰', '朱琴', '秦勇', '尤佳', '许巍', '何平', '吕倩', '施展', '孔维', '曹阳', '严丽', '华清', '金鑫', '魏民', '陶然', '姜山', '戚薇', '谢军', '邹敏', '喻华', '柏林'];

interface Post {
  name: string;
  role: Role | null;
  place?: string;
  unit?: string;
  label: string;
  scope: string;
  extra?: Role[];
}

/** Enters a person in the directory and on the sign-in page, and gives back who acts. */
async function enter(context: Context, post: Post, position: number, phone: string): Promise<Person> {
  const person = await createPerson(context, { name: post.name, phone });
  const granter = context.asSystem('demonstration roles');
  for (const role of [post.role, ...(post.extra ?? [])]) {
    if (role !== null) await grantRole(granter, { person, role, ...(post.place === undefined ? {} : { place: post.place }), ...(post.unit === undefined ? {} : { unit: post.unit }) });
  }
  await addDemoPerson(context, { person, position, roles: [post.role ?? 'resident', ...(post.extra ?? [])], roleLabel: post.label, scopeLabel: post.scope });
  return { kind: 'person', personId: person, name: post.name, grants: await grantsOf(context, person), sessionId: null, secondFactor: true };
}

/** About sixty people covering every role. */
export async function makePeople(context: Context, units: Units, nameOf: (code: string) => string, communitiesOf: (street: string) => string[]): Promise<People> {
  let position = 0;
  const names = [...STAFF];
  const put = (post: Omit<Post, 'name'> & { name?: string }): Promise<Person> => {
    position += 1;
    return enter(context, { ...post, name: post.name ?? names[position % names.length]! }, position, `139${String(87_000_000 + position * 7_919).padStart(8, '0')}`);
  };
  const district = String(context.district);
  const residents: Person[] = [];
  for (const name of RESIDENTS) residents.push(await put({ name, role: null, label: '居民', scope: '五华区' }));
  const people: People = { residents, community: new Map(), street: new Map(), leader: new Map(), department: new Map(), company: new Map(), hotline: residents[0]!, supervisor: residents[0]!, administrator: residents[0]! };
  for (const street of STAFFED.streets) {
    for (const code of communitiesOf(street).slice(0, STAFFED.perStreet)) people.community.set(code, await put({ role: 'community-staff', place: code, unit: units.ofPlace.get(code)!, label: '社区工作者', scope: nameOf(code) }));
    people.street.set(street, await put({ role: 'street-staff', place: street, unit: units.ofPlace.get(street)!, label: '街道工作人员', scope: nameOf(street) }));
    people.leader.set(street, await put({ role: 'street-leader', place: street, unit: units.ofPlace.get(street)!, label: '街道领导', scope: nameOf(street) }));
  }
  const unitNames: [string, string][] = [['city', '区城市管理局'], ['fire', '区消防救援大队'], ['market', '区市场监督管理局'], ['housing', '区住房和城乡建设局'], ['water', '区水务局'], ['environment', '生态环境五华分局'], ['police', '公安五华分局']];
  for (const [key, label] of unitNames) people.department.set(key, await put({ role: 'department-staff', unit: units.departments[key]!, label: '部门工作人员', scope: label }));
  people.company.set(units.companies[0]!, await put({ role: 'property-staff', unit: units.companies[0]!, label: '物业工作人员', scope: '翠湖苑物业' }));
  people.hotline = await put({ role: 'hotline-staff', place: district, unit: units.hotline, label: '热线工作人员', scope: '五华区' });
  people.supervisor = await put({ role: 'supervisor', place: district, unit: units.supervision, label: '督查', scope: '五华区' });
  people.administrator = await put({ role: 'district-administrator', place: district, label: '区级管理员', scope: '五华区' });
  const firstCommunity = communitiesOf(STAFFED.streets[0]!)[0]!;
  await put({ role: 'grid-worker', place: firstCommunity, label: '网格员', scope: nameOf(firstCommunity) });
  await put({ role: 'volunteer', place: district, label: '志愿者', scope: '五华区' });
  await put({ role: 'party-member', place: firstCommunity, label: '党员', scope: nameOf(firstCommunity) });
  for (const [role, label] of [['system-administrator', '系统管理员'], ['security-administrator', '安全管理员'], ['audit-administrator', '审计管理员']] as const) await put({ role, place: district, label, scope: '五华区' });
  return people;
}
