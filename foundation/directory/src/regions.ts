import { parse } from 'csv-parse/sync';
import { isRegionCode, isWithin, parentOf, safeText, shortenRegionCode } from '@zhongzhi/contract-kit';
import { regionLevel } from './contract/region-level.ts';
import { refuse, type Context, type FieldError } from '@zhongzhi/kernel';
import { putRegions, regionsAbove, regionTree, type Region, type RegionEntry } from './store/region-tree.ts';

/** The present region with this code, or undefined. */
export const findRegion = async (context: Context, code: string): Promise<Region | undefined> =>
  (await regionTree(context)).get(code);

/** @throws Refusal `directory.region-not-found`. */
export async function getRegion(context: Context, code: string): Promise<Region> {
  const region = await findRegion(context, code);
  if (region === undefined)
    throw refuse.notFound(
      'directory.region-not-found',
      '没有这个区划，请检查代码，或重新选择街道、社区。',
      'There is no such region; check the code or choose again.',
    );
  return region;
}

/** The same, for a code that someone filled in. @throws Refusal `directory.region-unknown`. */
export async function requireRegion(context: Context, code: string): Promise<Region> {
  const region = await findRegion(context, code);
  if (region === undefined)
    throw refuse.invalid(
      'directory.region-unknown',
      '没有这个区划，请重新选择街道、社区。',
      'There is no such region; choose again.',
      { errors: [{ field: 'place', detail: code.slice(0, 20) }] },
    );
  return region;
}

export interface RegionFilter {
  /** The region and everything in it. */
  readonly under?: string;
  readonly level?: Region['level'];
}

/** Present regions in order of their codes. */
export async function listRegions(context: Context, filter: RegionFilter = {}): Promise<Region[]> {
  const { under, level } = filter;
  return [...(await regionTree(context)).values()].filter(
    (region) =>
      (under === undefined || region.code.startsWith(under)) && (level === undefined || region.level === level),
  );
}

/** The names from the district down to this code, as addresses are written; unknown parts are left out. */
export const regionPath = async (context: Context, code: string): Promise<string[]> =>
  (await regionsAbove(context, code)).map((region) => region.name);

/** The names of several codes. */
export async function regionNamesOf(context: Context, codes: Iterable<string>): Promise<Map<string, string>> {
  const tree = await regionTree(context);
  return new Map(
    [...new Set(codes)].flatMap((code) => (tree.has(code) ? [[code, tree.get(code)!.name] as const] : [])),
  );
}

/** What is wrong with a row of regions, in words; null when nothing is. */
export function faultOfRegion(
  district: number,
  row: { code: string; name: string; level: string; parent: string },
  known: ReadonlySet<string>,
): FieldError | null {
  const { code, name, level, parent } = row;
  if (!isRegionCode(code))
    return { field: 'code', detail: '区划代码应为 6、9、12 或 15 位数字。The code must have 6, 9, 12 or 15 digits.' };
  if (!isWithin(code, String(district)))
    return { field: 'code', detail: `代码应以本区代码 ${district} 开头。The code must begin with ${district}.` };
  if (name === '' || name.length > 60)
    return { field: 'name', detail: '请填写名称，最多 60 个字。The name must have 1 to 60 characters.' };
  if (level !== '' && level !== regionLevel(code))
    return {
      field: 'level',
      detail: `这个代码的级别应为 ${regionLevel(code)}。This code is of the level ${regionLevel(code)}.`,
    };
  const above = parentOf(code);
  if (above === null) return null;
  if (parent !== '' && parent !== above)
    return { field: 'parent', detail: `上级应为 ${above}。The parent must be ${above}.` };
  return known.has(above)
    ? null
    : { field: 'parent', detail: `没有上级区划 ${above}，请先加上。The parent ${above} is missing; add it first.` };
}

const clean = (text: string | undefined): string => safeText(text ?? '').trim();

/** Region rows as they stand in a spreadsheet with the columns code, name, level, parent. */
export const readRegionRow = (row: Readonly<Record<string, string>>) => ({
  code: shortenRegionCode(clean(row['code'])),
  name: clean(row['name']),
  level: clean(row['level']),
  parent: shortenRegionCode(clean(row['parent'])),
});

/**
 * Imports regions from CSV text with the columns code, name, level, parent; all or nothing.
 * @throws Refusal `directory.regions-wrong` with one entry per bad row.
 */
export async function importRegions(
  context: Context,
  csvText: string,
): Promise<{ added: number; changed: number; unchanged: number }> {
  const records: Record<string, string>[] = parse(csvText, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  });
  const rows = records.map(readRegionRow);
  const known = new Set([...(await regionTree(context)).keys(), ...rows.map((row) => row.code)]);
  const errors = rows.flatMap((row, index) => {
    const fault = faultOfRegion(context.district, row, known);
    return fault === null ? [] : [{ field: `${index + 2}.${fault.field}`, detail: fault.detail }];
  });
  if (errors.length > 0)
    throw refuse.invalid(
      'directory.regions-wrong',
      `有 ${errors.length} 行不对，请改好后重新导入；现在什么都没有导入。`,
      `${errors.length} rows are not right; correct them and import again. Nothing was imported.`,
      { errors: errors.slice(0, 200) },
    );
  return putRegions(context, rows satisfies RegionEntry[]);
}
