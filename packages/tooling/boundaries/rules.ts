import { posix } from 'node:path';
import type { Import } from './lexer.ts';
import { layers, ours, type Package, type SourceFile } from './workspace.ts';

export type RuleName =
  | 'layer'
  | 'undeclared'
  | 'escape'
  | 'face'
  | 'testing'
  | 'pages'
  | 'contract'
  | 'circle'
  | 'word';

/** A broken rule, with the sentence that says how to mend it. */
export type Problem = { rule: RuleName; path: string; line: number; text: string };

type Site = { from: Package; file: SourceFile; found: Import };

/** Checks one import against every rule that a single import can break. */
export function checkImport(site: Site, packages: ReadonlyMap<string, Package>): Problem[] {
  const { specifier } = site.found;
  if (specifier.startsWith('.')) return checkEscape(site);
  if (site.file.isContract && serverOnly.test(specifier)) {
    return [
      report(
        'contract',
        site,
        `contract 面向浏览器，不能引入 ${specifier} · a contract is for the browser; move what needs ${specifier} out of it`,
      ),
    ];
  }
  if (!specifier.startsWith(ours)) return [];
  const target = packages.get(specifier.split('/').slice(0, 2).join('/'));
  const face = `.${specifier.slice(ours.length).replace(/^[^/]+/, '')}`;
  if (!target) return [report('undeclared', site, `没有 ${specifier} 这个包 · there is no package ${specifier}`)];
  return [
    ...checkLayer(site, target),
    ...checkDeclared(site, target),
    ...checkFace(site, target, face),
    ...checkPages(site, target, face),
  ];
}

const serverOnly =
  /^(?:node:|pg$|pg-boss$|kysely|fastify|@fastify\/|sharp$|@zhongzhi\/(?:kernel|embedded-postgres)(?:\/|$))/;

function report(rule: RuleName, { file, found }: Site, text: string): Problem {
  return { rule, path: file.path, line: found.line, text };
}

function checkEscape(site: Site): Problem[] {
  const { from, file, found } = site;
  const reached = posix.join(posix.dirname(file.path), found.specifier);
  if (reached.startsWith(`${from.dir}/`) || reached === from.dir) return [];
  return [
    report(
      'escape',
      site,
      `${found.specifier} 越出了 ${from.dir}；请用包名引入 · it leaves ${from.dir}; import the other package by its name`,
    ),
  ];
}

function checkLayer(site: Site, target: Package): Problem[] {
  if (layers.indexOf(target.layer) <= layers.indexOf(site.from.layer)) return [];
  return [
    report(
      'layer',
      site,
      `${site.from.layer} 不能引入上层的 ${target.name} · ${site.from.layer} must not import ${target.name} of the layer ${target.layer}`,
    ),
  ];
}

function checkDeclared(site: Site, target: Package): Problem[] {
  const { from } = site;
  if (target === from || from.dependencies.has(target.name)) return [];
  return [
    report(
      'undeclared',
      site,
      `请把 ${target.name} 写进 ${from.dir}/package.json 的 dependencies · add ${target.name} to the dependencies in ${from.dir}/package.json`,
    ),
  ];
}

function checkFace(site: Site, target: Package, face: string): Problem[] {
  const { from, file } = site;
  const say = (rule: RuleName, text: string) => [report(rule, site, text)];
  if (!target.exports.has(face)) {
    return say(
      'face',
      `${target.name} 没有公开 ${face}；可用：${[...target.exports].join(' ')} · ${target.name} does not export ${face}`,
    );
  }
  if (face === './testing' && !file.isTest) {
    return say('testing', `${target.name}/testing 只能在测试里用 · ${target.name}/testing is for tests only`);
  }
  if (face === './module' && from.layer !== 'apps' && !file.isTest) {
    return say(
      'face',
      `./module 只给 apps 用；请引入 ${target.name} 或 ${target.name}/contract · ./module is for apps; import ${target.name} or its contract`,
    );
  }
  return [];
}

const pageDirs = new Set(['apps/public', 'apps/desk']);
const pagePackages = new Set(['@zhongzhi/ui', '@zhongzhi/web-kit', '@zhongzhi/contract-kit']);

function checkPages(site: Site, target: Package, face: string): Problem[] {
  if (!pageDirs.has(site.from.dir) || target === site.from) return [];
  if (face === './contract' || pagePackages.has(target.name)) return [];
  return [
    report(
      'pages',
      site,
      `页面只能引入 */contract、ui、web-kit、contract-kit · pages import only */contract, ui, web-kit and contract-kit`,
    ),
  ];
}

/** Packages that need each other in a ring; what only tests import does not count. */
export function checkCircles(packages: ReadonlyMap<string, Package>): Problem[] {
  const finished = new Set<string>();
  const problems: Problem[] = [];
  const visit = (name: string, path: readonly string[]) => {
    const start = path.indexOf(name);
    if (start >= 0) {
      const ring = [...path.slice(start), name].join(' → ');
      const dir = packages.get(name)?.dir ?? name;
      problems.push({
        rule: 'circle',
        path: `${dir}/package.json`,
        line: 1,
        text: `包之间成环 · packages form a circle: ${ring}`,
      });
      return;
    }
    if (finished.has(name)) return;
    for (const next of neighbours(packages.get(name))) visit(next, [...path, name]);
    finished.add(name);
  };
  for (const name of packages.keys()) visit(name, []);
  return problems;
}

function neighbours(from: Package | undefined): Set<string> {
  if (!from) return new Set();
  const imported = from.files
    .filter((file) => !file.isTest)
    .flatMap((file) => file.imports)
    .filter(({ specifier }) => specifier.startsWith(ours))
    .map(({ specifier }) => specifier.split('/').slice(0, 2).join('/'));
  return new Set([...from.dependencies, ...imported].filter((name) => name !== from.name));
}
