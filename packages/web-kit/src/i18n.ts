import { keep, useKept } from './kept.ts';

export type Language = 'zh' | 'en';

/** A text in both languages, as labels come from the server. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

type Values = Readonly<Record<string, string | number>>;
type Pair = readonly [zh: string, en: string];

/** Chinese unless this device chose English; the choice is kept. */
export const language = keep<Language>('zhongzhi.language', ['zh', 'en']);

const apply = () => {
  if (typeof document !== 'undefined') document.documentElement.lang = language.get() === 'zh' ? 'zh-CN' : 'en';
};
apply();
language.subscribe(apply);

/** Puts values into the places marked `{name}`. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => (values[name] === undefined ? mark : String(values[name])));
}

/** A dictionary of one feature: each text in both languages side by side, so that none can lack its translation. */
export type Texts<K extends string = string> = Readonly<Record<K, Pair>>;
export const defineTexts = <const T extends Texts>(texts: T): T => texts;

/** A text of a dictionary in the language now, outside components. */
export function textOf<T extends Texts>(texts: T, key: keyof T & string, values?: Values): string {
  const pair: Pair | undefined = texts[key];
  return fill(pair?.[language.get() === 'zh' ? 0 : 1] ?? key, values);
}

/** The texts of a dictionary in the language now. */
export function useTexts<T extends Texts>(texts: T): (key: keyof T & string, values?: Values) => string {
  useKept(language);
  return (key, values) => textOf(texts, key, values);
}

/** Picks the language now from a label of the server. */
export function useSay(): (label: Label | null | undefined) => string {
  const now = useKept(language);
  return (label) => label?.[now] ?? '';
}
