const HAN = /\p{Script=Han}/u;
const WORD = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const MOST_WORDS = 2_000;

/**
 * Index words of a text: of Chinese every character and every pair of neighbours, of other scripts whole words. Two
 * characters are the commonest length of a Chinese word, so pairs find 电梯 and 漏水 by index.
 */
export function indexWords(text: string): string[] {
  const found = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(WORD)) {
    if (found.size >= MOST_WORDS) break;
    if (!HAN.test(run)) {
      found.add(run.slice(0, 60));
      continue;
    }
    const letters = [...run];
    for (const [index, letter] of letters.entries()) {
      found.add(letter);
      const next = letters[index + 1];
      if (next !== undefined) found.add(letter + next);
    }
  }
  return [...found].slice(0, MOST_WORDS);
}

/** Words that must all be there for a text to be found: of each run of Chinese its pairs, or the character alone. */
export function searchWords(text: string): string[] {
  const wanted = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(WORD)) {
    const letters = [...run];
    if (!HAN.test(run)) wanted.add(run.slice(0, 60));
    else if (letters.length === 1) wanted.add(run);
    else for (let index = 0; index + 1 < letters.length; index += 1) wanted.add(letters[index]! + letters[index + 1]!);
  }
  return [...wanted].slice(0, 40);
}
