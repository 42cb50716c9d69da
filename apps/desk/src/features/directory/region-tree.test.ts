import { describe, expect, it } from 'vitest';
import { branchesOf } from './region-tree.ts';

const region = (code: string, name: string) => ({
  code,
  name,
  level: 'x',
  parent: null,
  longitude: null,
  latitude: null,
});

describe('the tree of regions', () => {
  it('hangs each region below its longest prefix that is a region', () => {
    const tree = branchesOf([
      region('530102', '区'),
      region('530102002', '街道'),
      region('530102002001', '社区'),
      region('530102002001003', '网格'),
    ]);
    expect(tree).toHaveLength(1);
    expect(tree[0]?.children[0]?.children[0]?.children[0]?.title).toBe('网格');
  });

  it('keeps a region whose parents are unknown instead of losing it', () => {
    expect(branchesOf([region('530102002001', '社区')]).map(({ title }) => title)).toEqual(['社区']);
  });

  it('offers only the levels that a post may be held over', () => {
    const [district] = branchesOf([region('530102', '区'), region('530102002', '街道')], [9]);
    expect(district?.disabled).toBe(true);
    expect(district?.children[0]?.disabled).toBe(false);
  });
});
