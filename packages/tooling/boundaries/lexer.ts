/** A piece of TypeScript as far as imports and words are concerned; comments and white space are gone. */
export type Token = { kind: 'name' | 'text' | 'sign'; value: string; line: number };

/** A name of a package or file that the source imports. */
export type Import = { specifier: string; line: number };

// After these a slash begins a regular expression, elsewhere it divides.
const beforeExpression = /^(?:[=(,:[!&|?{};+\-*%<>~^]|return|typeof|case|in|of|do|else|void|await|yield)$/;

/**
 * Cuts a source into names, texts and signs. It need not understand TypeScript: TypeScript 7 has no compiler API, and
 * this much is enough to tell an import from a mention of one in a comment or a text.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  // For each open template literal, how many braces are open inside its present ${…}.
  const templates: number[] = [];
  let at = 0;
  let line = 1;
  const push = (kind: Token['kind'], value: string, raw: string) => {
    tokens.push({ kind, value, line });
    line += countLines(raw);
    at += raw.length;
  };
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const skipped = take(/(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y);
    if (skipped !== undefined) {
      line += countLines(skipped);
      at += skipped.length;
      continue;
    }
    const char = source[at] ?? '';
    const name = take(/[\p{ID_Start}$_][\p{ID_Continue}$]*/uy);
    const quoted = take(/'(?:[^'\\\n]|\\[^])*'?|"(?:[^"\\\n]|\\[^])*"?/y);
    const last = tokens.at(-1);
    const expression =
      !last || (last.kind !== 'text' && beforeExpression.test(last.value))
        ? take(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y)
        : undefined;
    const open = templates.at(-1);
    if (name !== undefined) push('name', name, name);
    else if (quoted !== undefined) push('text', quoted.slice(1, -1), quoted);
    else if (expression !== undefined) push('text', '', expression);
    else if (char === '`' || (char === '}' && open === 0)) {
      if (char === '}') templates.pop();
      const raw = take(/.(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)?/sy) ?? char;
      push('text', raw.replace(/^[`}]|`$|\$\{$/g, ''), raw);
      if (raw.endsWith('${')) templates.push(0);
    } else {
      if (open !== undefined && (char === '{' || char === '}'))
        templates[templates.length - 1] = open + (char === '{' ? 1 : -1);
      push('sign', char, char);
    }
  }
  return tokens;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** Every import, re-export, dynamic import and mocked module of a source. */
export function findImports(tokens: readonly Token[]): Import[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'text') return [];
    const [first, second] = [tokens[index - 1], tokens[index - 2]];
    const isDirect = first?.kind === 'name' && (first.value === 'from' || first.value === 'import');
    const isCall =
      first?.value === '(' &&
      second?.kind === 'name' &&
      /^(?:import|require|mock|doMock|importActual)$/.test(second.value);
    return isDirect || isCall ? [{ specifier: token.value, line: token.line }] : [];
  });
}
