import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBoundaries } from './check.ts';
import { findImports, tokenize } from './lexer.ts';
import { findWords } from './words.ts';
import type { Tree } from './workspace.ts';

const folder = join(import.meta.dirname, '../fixtures');

/** A fixture is a small checkout in one text file, so that no other tool takes it for code; its name begins with the rule. */
function readFixture(name: string): Tree {
  const parts = readFileSync(join(folder, name), 'utf8')
    .split(/^=== (.+)$/m)
    .slice(1);
  const files = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) files.set(parts[at] ?? '', parts[at + 1]?.trimStart() ?? '');
  return files;
}

const fixtures = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const rules = ['layer', 'undeclared', 'escape', 'face', 'testing', 'pages', 'contract', 'circle', 'word'];

describe('the boundary check', () => {
  it('has a failing fixture for every rule', () => {
    const covered = new Set(fixtures.map((name) => name.split('.')[0]));
    expect(rules.filter((rule) => !covered.has(rule))).toEqual([]);
  });

  it.each(fixtures.filter((name) => !name.startsWith('clean')))('finds exactly the fault in %s', (name) => {
    const problems = checkBoundaries(readFixture(name));
    expect(problems.map((problem) => problem.rule)).toEqual([name.split('.')[0]]);
    expect(problems[0]?.text).toMatch(/[\u4e00-\u9fff].* · [@./\w]/);
  });

  it('finds nothing in a workspace that keeps the rules', () => {
    expect(checkBoundaries(readFixture('clean.txt'))).toEqual([]);
  });

  it('names the line of the import', () => {
    const problems = checkBoundaries(readFixture('layer.upward.txt'));
    expect(problems[0]).toMatchObject({ path: 'packages/kernel/src/index.ts', line: 3 });
  });
});

describe('the import reader', () => {
  const specifiers = (source: string) => findImports(tokenize(source)).map(({ specifier }) => specifier);

  it('sees every way to import', () => {
    const source = [
      "import a, { type B } from 'one';",
      'import type { C } from "two";',
      "import 'three';",
      "export * from 'four';",
      "export {\n  d,\n} from 'five';",
      "const e = await import('six');",
      'const f = `${await import("seven")} ${`${g}`}`;',
      "type H = import('eight').H;",
    ].join('\n');
    expect(specifiers(source)).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']);
  });

  it('is not misled by comments, texts and regular expressions', () => {
    const source = [
      "// import 'a';",
      "/* from 'b' */",
      'const text = "import x from \'c\'";',
      "const template = `from 'd' ${n / 2} from 'e'`;",
      'const odd = /[\'"`/]/; const even = 4 / 2; const more = s.match(/[`]/);',
      "import real from 'real';",
    ].join('\n');
    expect(specifiers(source)).toEqual(['real']);
  });
});

describe('the word list', () => {
  it('takes compound names apart and knows plurals', () => {
    expect(findWords('openAppealCount')).toEqual(['appeal']);
    expect(findWords('WHISTLE_KINDS')).toEqual(['whistle']);
    expect(findWords('list-communities')).toEqual(['community']);
    expect(findWords('本街道的居民')).toEqual(['街道', '居民']);
  });

  it('leaves ordinary words alone', () => {
    expect(findWords('appealing streetwise gridlock caseType openedAt district')).toEqual([]);
  });
});
