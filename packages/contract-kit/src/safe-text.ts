/* oxlint-disable no-control-regex, no-misleading-character-class -- naming such characters is what this file is for */

/** Controls except tab and line feed, directional formatting, zero-width and filler characters, tags. */
const HIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
/** The zero-width joiner is kept only where it joins one pictograph to the next (👩‍🔧). */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
const SURROGATE = /\p{Surrogate}/gu;

/**
 * Takes out what a reader cannot see but a text can deceive with: bidirectional controls, zero-width characters, control
 * characters, lone surrogates. Line ends become plain line feeds. What is left reads as it was written.
 */
export const safeText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(SURROGATE, '')
    .replace(HIDDEN, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC');

/** Characters with which a spreadsheet takes a cell for a formula, also after blanks, also in full width. */
const FORMULA = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Makes sure that a spreadsheet shows a text instead of computing it, by putting an apostrophe in front. */
export const neutraliseFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
