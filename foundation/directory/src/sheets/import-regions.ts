import { parentOf } from '@zhongzhi/contract-kit';
import { coversPlace } from '@zhongzhi/kernel';
import { regionLevel } from '../contract/region-level.ts';
import { faultOfRegion, readRegionRow } from '../regions.ts';
import { putRegions, regionTree, type RegionEntry } from '../store/region-tree.ts';
import { planRows, RowProblem, type SheetImport } from './sheet-import.ts';

/** Words for levels, as spreadsheets carry them. */
export const LEVEL_WORDS: Readonly<Record<string, string>> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
};
const LEVEL_OF_WORD = new Map(
  Object.entries(LEVEL_WORDS).flatMap(([level, word]) => [[level, level] as const, [word, level] as const]),
);

const HEADING: Readonly<Record<string, string>> = { code: '区划代码', name: '名称', level: '级别', parent: '上级代码' };

export const regionSheet: SheetImport = {
  columns: [
    { field: 'code', headings: ['区划代码', '代码', 'code'], required: true },
    { field: 'name', headings: ['名称', 'name'], required: true },
    { field: 'level', headings: ['级别', 'level'] },
    { field: 'parent', headings: ['上级代码', '上级', 'parent'] },
  ],
  mask: {},
  async plan(context, rows) {
    const tree = await regionTree(context);
    const read = new Map(
      rows.map((row) => [
        row,
        readRegionRow({
          ...row.values,
          level: LEVEL_OF_WORD.get(row.values['level'] ?? '') ?? row.values['level'] ?? '',
        }),
      ]),
    );
    const known = new Set([...tree.keys(), ...[...read.values()].map(({ code }) => code)]);
    const seen = new Set<string>();
    const regions: RegionEntry[] = [];
    const plan = planRows(rows, (row) => {
      const region = read.get(row)!;
      const fault = faultOfRegion(context.district, region, known);
      if (fault !== null) throw new RowProblem(HEADING[fault.field] ?? fault.field, fault.detail, fault.detail);
      if (!coversPlace(context.scope, parentOf(region.code) ?? region.code))
        throw new RowProblem(HEADING['code']!, '这个区划不在您的管理范围内。', 'This region is outside your scope.');
      if (seen.has(region.code))
        throw new RowProblem(HEADING['code']!, '这个代码在表里出现了两次。', 'This code stands twice in the sheet.');
      seen.add(region.code);
      const before = tree.get(region.code);
      const outcome = before === undefined ? 'added' : before.name === region.name ? 'unchanged' : 'changed';
      return { row: row.number, outcome, apply: async () => void regions.push(region) };
    });
    return { ...plan, finish: async () => void (await putRegions(context, regions)) };
  },
};

/** A region's level in words. */
export const levelWord = (code: string): string => LEVEL_WORDS[regionLevel(code) ?? ''] ?? '';
