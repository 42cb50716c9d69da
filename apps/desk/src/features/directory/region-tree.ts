import type { Region } from './api.ts';

export interface Branch {
  readonly value: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly children: Branch[];
}

/** The region tree: a code's parent is its longest proper prefix that is a region itself. */
export function branchesOf(regions: readonly Region[], lengths: readonly number[] = []): Branch[] {
  const branches = new Map(
    regions.map(({ code, name }) => [
      code,
      {
        value: code,
        title: name,
        disabled: lengths.length > 0 && !lengths.includes(code.length),
        children: [] as Branch[],
      },
    ]),
  );
  const roots: Branch[] = [];
  for (const [code, branch] of branches) {
    const parent = [12, 9, 6]
      .filter((length) => length < code.length)
      .map((length) => branches.get(code.slice(0, length)))
      .find((found) => found !== undefined);
    (parent === undefined ? roots : parent.children).push(branch);
  }
  return roots;
}
