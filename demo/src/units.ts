import { createOrganisation, listRegions } from '@zhongzhi/directory';
import type { Context } from '@zhongzhi/kernel';

/** The units of the demonstration, by what they are needed for. All but the regions' own are invented and marked so. */
export interface Units {
  district: string;
  hotline: string;
  supervision: string;
  departments: Record<string, string>;
  companies: string[];
  /** Street office by 9-digit code, community committee by 12-digit code. */
  ofPlace: Map<string, string>;
}

const DEPARTMENTS: Record<string, string> = {
  housing: '区住房和城乡建设局', city: '区城市管理局', water: '区水务局', fire: '区消防救援大队', market: '区市场监督管理局', health: '区卫生健康局', traffic: '交警五大队', environment: '生态环境五华分局',
  police: '公安五华分局', education: '区教育体育局', civil: '区民政局', labour: '区人力资源和社会保障局', insurance: '区医疗保障局', resources: '自然资源五华分局', commerce: '区商务和投资促进局', culture: '区文化和旅游局', justice: '区司法局', emergency: '区应急管理局',
};
const UTILITIES: Record<string, string> = { waterWorks: '自来水五华营业所', power: '五华供电分局', gas: '燃气五华服务中心' };
const COMPANIES = ['翠湖苑物业', '龙翔和居物业', '丰宁安居物业', '莲华新景物业', '红云佳园物业', '黑林铺康达物业', '普吉兴民物业', '虹山新村物业', '大观雅苑物业', '护国里物业', '月牙塘物业', '北市区乐家物业'];
const OTHERS: [string, string][] = [['party-organisation', '五华区离退休干部志愿党支部'], ['party-organisation', '翠湖商圈联合党委'], ['social-organisation', '五华区益家社会工作服务中心'], ['social-organisation', '邻里守望志愿服务队'], ['merchant', '文林街爱心书店'], ['merchant', '正义坊便民超市']];

/** Writes regions' offices and committees, departments, companies and others into the directory. */
export async function makeUnits(context: Context): Promise<Units> {
  const district = String(context.district);
  const make = (kind: string, name: string, place: string, invented = true): Promise<string> => createOrganisation(context, { kind: kind as never, name, place, isInvented: invented });
  const ofPlace = new Map<string, string>();
  for (const region of await listRegions(context)) {
    if (region.level === 'street') ofPlace.set(region.code, await make('street-office', region.name.endsWith('街道') ? `${region.name}办事处` : `${region.name}社会事务局`, region.code, false));
    if (region.level === 'community') ofPlace.set(region.code, await make('community-committee', region.name.replace(/(社区)?(居民委员会|居委会)?$/u, '社区居委会'), region.code, false));
  }
  const departments: Record<string, string> = {};
  for (const [key, name] of Object.entries(DEPARTMENTS)) departments[key] = await make('department', name, district);
  for (const [key, name] of Object.entries(UTILITIES)) departments[key] = await make('utility', name, district);
  const companies: string[] = [];
  for (const name of COMPANIES) companies.push(await make('property-company', name, district));
  for (const [kind, name] of OTHERS) await make(kind, name, district);
  return { district: await make('district-office', '五华区社会治理中心', district), hotline: await make('hotline-centre', '五华区 12345 热线中心', district), supervision: await make('supervision-office', '区委区政府督查室', district), departments, companies, ofPlace };
}
