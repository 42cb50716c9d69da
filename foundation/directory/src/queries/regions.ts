import { query } from '@zhongzhi/kernel';
import { RegionCode } from '@zhongzhi/contract-kit';
import { Closed, ListRegions, RegionDetail, RegionList } from '../contract/shapes.ts';
import { getRegion, listRegions, regionPath } from '../regions.ts';
import { regionHistory } from '../store/region-tree.ts';

/** Streets, communities and grids as everyone may see them. */
export const listTheRegions = query({
  name: 'directory.list-regions',
  permission: 'public',
  input: ListRegions,
  output: RegionList,
  summary: { zh: '街道、社区、网格列表', en: 'Streets, communities and grids' },
  async run(context, { text, ...filter }) {
    const regions = await listRegions(context, filter);
    return {
      items:
        text === undefined ? regions : regions.filter(({ name, code }) => name.includes(text) || code.startsWith(text)),
    };
  },
});

/** One region with its place in the tree and the names it had. */
export const showRegion = query({
  name: 'directory.show-region',
  permission: 'public',
  input: Closed({ code: RegionCode }),
  output: RegionDetail,
  summary: { zh: '一个区划的详情和沿革', en: 'One region, with the names it had' },
  async run(context, { code }) {
    const region = await getRegion(context, code);
    return { ...region, path: await regionPath(context, code), history: await regionHistory(context, code) };
  },
});
