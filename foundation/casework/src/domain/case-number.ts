import { randomInt } from 'node:crypto';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'; // no 0/O, 1/I/L: it is read out over the phone
const BASE = LETTERS.length;

/** The check letter over day and body: catches every single wrong letter and most swaps (weights 1, 2, 3 … modulo 31, a prime). */
function checkLetter(text: string): string {
  let sum = 0;
  for (const [index, letter] of [...text].entries())
    sum += (index + 1) * (LETTERS.includes(letter) ? LETTERS.indexOf(letter) : Number(letter) + BASE);
  return LETTERS[sum % BASE]!;
}

/**
 * A case number: day in Shanghai + five random letters + check letter, for instance 20191014-K7Q2M-X.
 * Random and not counted, so that no row is a queue for all reporters.
 */
export function newCaseNumber(at: Date): string {
  const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const body = Array.from({ length: 5 }, () => LETTERS[randomInt(BASE)]).join('');
  return `${day}-${body}-${checkLetter(day + body)}`;
}

/** Whether a number could be one of ours, before anything is looked up. */
export function isCaseNumber(text: string): boolean {
  const match = /^(\d{8})-([2-9A-HJKMNP-Z]{5})-([2-9A-HJKMNP-Z])$/.exec(text);
  return match !== null && checkLetter(match[1]! + match[2]!) === match[3];
}
