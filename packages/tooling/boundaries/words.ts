import type { Problem } from './rules.ts';
import type { Package, Tree } from './workspace.ts';

/**
 * Words of the field that packages/* must not know, in the singular. `district` is not among them: it begins every
 * key of district data, whatever the field.
 */
const english = new Set(
  (
    'appeal whistle hotline petition complaint supervision rectification volunteer bean merchant community street resident ' +
    'citizen grid neighbourhood property-company utility-transfer wage clinic medical patient tenant householder party-branch'
  ).split(' '),
);

const chinese =
  '诉求 吹哨 哨声 接诉即办 热线 信访 投诉 督办 整改 志愿 爱心豆 商户 社区 街道 居民 网格 物业 业主 欠薪 医疗 党组织 报到 五华'.split(
    ' ',
  );

/** Where a word is right after all, and why. */
const allowed: readonly { word: string; in: RegExp; because: string }[] = [
  { word: 'grid', in: /^packages\/(?:ui|web-kit)\//, because: 'the layout and the role of that name in CSS and ARIA' },
  { word: 'tenant', in: /^packages\/kernel\//, because: 'the usual word for one of several customers of a database' },
];

/** The tooling names the words in order to forbid them. */
const exempt = new Set(['packages/tooling']);

/** Finds words of the field in the names and texts of packages/*, and in their SQL. */
export function checkWords(packages: Iterable<Package>, tree: Tree): Problem[] {
  return [...packages]
    .filter(({ dir }) => dir.startsWith('packages/') && !exempt.has(dir))
    .flatMap((one) => checkPackage(one, tree));
}

function checkPackage({ dir, files }: Package, tree: Tree): Problem[] {
  const code = files.flatMap(({ path, tokens }) =>
    tokens.filter(({ kind }) => kind !== 'sign').flatMap(({ value, line }) => judge(path, value, line)),
  );
  const sql = [...tree]
    .filter(([path]) => path.startsWith(`${dir}/`) && path.endsWith('.sql'))
    .flatMap(([path, content]) => content.split('\n').flatMap((text, index) => judge(path, text, index + 1)));
  return [...code, ...sql];
}

function judge(path: string, text: string, line: number): Problem[] {
  return findWords(text)
    .filter((word) => !allowed.some((entry) => entry.word === word && entry.in.test(path)))
    .map((word) => ({
      rule: 'word',
      path,
      line,
      text: `packages 不认识业务词“${word}”；把它移到 foundation 或 modules · packages know no word of the field: move “${word}” to foundation or modules`,
    }));
}

/** The forbidden words in a name or text; compound names are taken apart at humps, dashes and underscores. */
export function findWords(text: string): string[] {
  const parts = text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
  const singular = parts
    .map((part) => part.toLowerCase())
    .map((part) => (english.has(part) ? part : part.replace(/ies$/, 'y').replace(/s$/, '')));
  const pairs = singular.slice(1).map((part, index) => `${singular[index]}-${part}`);
  const found = [...singular, ...pairs].filter((part) => english.has(part));
  return [...new Set([...found, ...chinese.filter((word) => text.includes(word))])];
}
