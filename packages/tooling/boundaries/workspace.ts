import { findImports, tokenize, type Import, type Token } from './lexer.ts';

/** The files of a checkout by their path from its root, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

/** From the ground up; a package imports from its own layer and from those below. */
export const layers = ['packages', 'foundation', 'modules', 'apps'] as const;
export type Layer = (typeof layers)[number];

export type SourceFile = { path: string; isTest: boolean; isContract: boolean; tokens: Token[]; imports: Import[] };

export type Package = {
  name: string;
  dir: string;
  layer: Layer;
  exports: ReadonlySet<string>;
  dependencies: ReadonlySet<string>;
  files: SourceFile[];
};

export const ours = '@zhongzhi/';

/** Reads the workspace packages out of a tree. */
export function readPackages(tree: Tree): Package[] {
  return [...tree.keys()].filter(isManifest).map((path) => readPackage(tree, path.slice(0, -'/package.json'.length)));
}

function isManifest(path: string): boolean {
  return /^(?:(?:packages|foundation|modules|apps)\/[^/]+|demo|bench|specs)\/package\.json$/.test(path);
}

function readPackage(tree: Tree, dir: string): Package {
  const manifest = JSON.parse(tree.get(`${dir}/package.json`) ?? '{}') as {
    name?: string;
    exports?: Record<string, unknown>;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return {
    name: manifest.name ?? dir,
    dir,
    layer: layerOf(dir),
    exports: new Set(Object.keys(manifest.exports ?? {})),
    dependencies: new Set(dependencies.filter((name) => name.startsWith(ours))),
    files: [...tree].filter(([path]) => path.startsWith(`${dir}/`) && /\.[cm]?[jt]sx?$/.test(path)).map(readSource),
  };
}

/** Demonstration, benchmark and journeys use the whole; so does the tooling, a program over the repository that nobody imports. */
function layerOf(dir: string): Layer {
  if (dir === 'packages/tooling') return 'apps';
  return layers.find((layer) => dir.startsWith(`${layer}/`)) ?? 'apps';
}

function readSource([path, content]: [string, string]): SourceFile {
  const tokens = tokenize(content);
  return {
    path,
    isTest: isTestPath(path),
    isContract: path.includes('/src/contract/'),
    tokens,
    imports: findImports(tokens),
  };
}

function isTestPath(path: string): boolean {
  return /^(?:specs|bench)\/|\/(?:test|testing)\/|\.test\.tsx?$/.test(path);
}
