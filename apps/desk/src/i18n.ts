import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'zh' | 'en';

/** A text in both languages, as the server sends labels. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

type Pair = readonly [zh: string, en: string];
type Values = Readonly<Record<string, string | number>>;

const STORED = 'zhongzhi.language';

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  return stored === 'en' ? 'en' : 'zh';
}

void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

/** The language of the desk now; for what lies outside components, such as requests. */
export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** Changes the language of the whole desk and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  await i18next.changeLanguage(language);
}
document.documentElement.lang = firstLanguage() === 'zh' ? 'zh-CN' : 'en';

/**
 * The texts of one feature, each written in both languages side by side, so that none can lack its translation.
 * Returns a hook that gives the translating function; `{{name}}` marks a value.
 */
export function defineTexts<const T extends Readonly<Record<string, Pair>>>(
  namespace: string,
  texts: T,
): () => (key: keyof T & string, values?: Values) => string {
  const of = (index: 0 | 1) => Object.fromEntries(Object.entries(texts).map(([key, pair]) => [key, pair[index]]));
  i18next.addResourceBundle('zh', namespace, of(0));
  i18next.addResourceBundle('en', namespace, of(1));
  return () => {
    const { t } = useTranslation(namespace);
    const translate = t as unknown as (key: string, values?: Values) => string;
    return (key, values) => translate(key, values);
  };
}

/** The language now, and a function that picks it from a label. */
export function useLanguage(): { language: Language; say: (label: Label | null | undefined) => string } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return { language, say: (label) => (label === null || label === undefined ? '' : label[language]) };
}
