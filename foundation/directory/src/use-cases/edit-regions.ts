import { RegionCode, parentOf } from '@zhongzhi/contract-kit';
import { coversPlace, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Closed, Done, PutRegion } from '../contract/shapes.ts';
import { faultOfRegion, getRegion, listRegions, readRegionRow } from '../regions.ts';
import { endRegion as writeEnd, putRegions, regionTree } from '../store/region-tree.ts';

/** A region is edited by whoever administers it; out of scope is not found. */
function refuseOutside(context: Context, code: string): void {
  if (!coversPlace(context.scope, code))
    throw refuse.notFound(
      'directory.region-not-found',
      '没有这个区划，或不在您的范围内。',
      'There is no such region, or it is outside your scope.',
    );
}

/** Adds a region or changes its name or centre from today on. */
export const putRegion = useCase({
  name: 'directory.put-region',
  permission: 'directory.edit-regions',
  input: PutRegion,
  output: Done,
  summary: { zh: '新增或改名一个区划', en: 'Add or rename a region' },
  subject: ({ code }) => code,
  async run(context, { code, name, longitude, latitude }) {
    refuseOutside(context, parentOf(code) ?? code);
    if ((longitude == null) !== (latitude == null))
      throw refuse.invalid(
        'directory.point-incomplete',
        '经度和纬度要一起填，或都不填。',
        'Give longitude and latitude together, or neither.',
      );
    const row = readRegionRow({ code, name });
    const fault = faultOfRegion(context.district, row, new Set((await regionTree(context)).keys()));
    if (fault !== null)
      throw refuse.invalid(
        'directory.region-wrong',
        '这个区划填写不对，请按提示修改。',
        'The region is not right; correct it as described.',
        { errors: [fault] },
      );
    await putRegions(context, [{ code, name: row.name, longitude, latitude }]);
    return { done: true };
  },
});

/** Ends a region as of today; its history stays. */
export const endRegion = useCase({
  name: 'directory.end-region',
  permission: 'directory.edit-regions',
  input: Closed({ code: RegionCode }),
  output: Done,
  summary: { zh: '停用一个区划', en: 'End a region' },
  subject: ({ code }) => code,
  async run(context, { code }) {
    refuseOutside(context, parentOf(code) ?? code);
    await getRegion(context, code);
    if ((await listRegions(context, { under: code })).length > 1)
      throw refuse.conflict(
        'directory.region-has-parts',
        '它下面还有社区或网格，请先把它们停用。',
        'There are regions inside it; end those first.',
      );
    await writeEnd(context, code);
    return { done: true };
  },
});
