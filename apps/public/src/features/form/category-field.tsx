import { Button, Field, RadioCards, Select } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { formTexts } from './texts.ts';

interface Category {
  code: string;
  level1: string;
  level2: string | null;
  level3: string | null;
}

interface CategoryFieldProps {
  label: string;
  hint?: string | undefined;
  required: boolean;
  /** What the person wrote: categories are suggested from it. */
  words: string;
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
}

const SUGGEST_AFTER_MS = 500;
const LEAST_WORDS = 4;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SUGGEST_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const nameOf = (category: Category): string =>
  [category.level1, category.level2, category.level3].filter((part) => part !== null && part !== '').join(' · ');

/** Level by level, since the whole list has hundreds of lines. */
function Levels({
  all,
  value,
  onChange,
}: {
  all: readonly Category[];
  value: string;
  onChange: (code: string) => void;
}) {
  const t = useTexts(formTexts);
  const current = all.find(({ code }) => code === value);
  const [first, setFirst] = useState(current?.level1 ?? '');
  const [second, setSecond] = useState(current?.level2 ?? '');
  const distinct = (names: readonly (string | null)[]) =>
    [...new Set(names)].filter((name) => name !== null && name !== '');
  const options = (names: readonly (string | null)[]) =>
    names.map((name) => ({ value: name ?? '', label: name ?? '' }));
  const inFirst = all.filter(({ level1 }) => level1 === first);
  const inSecond = inFirst.filter(({ level2 }) => level2 === second);
  const leaves = inSecond.filter(({ level3 }) => level3 !== null && level3 !== '');
  const settle = (within: readonly Category[]) => onChange(within.length === 1 ? (within[0]?.code ?? '') : '');
  return (
    <div className="zz-stack is-tight">
      <Select
        label={t('category1')}
        empty={t('noCategory')}
        value={first}
        options={options(distinct(all.map(({ level1 }) => level1)))}
        onChange={(name) => {
          setFirst(name);
          setSecond('');
          onChange('');
        }}
      />
      {first === '' ? null : (
        <Select
          label={t('category2')}
          empty={t('pleaseChoose')}
          value={second}
          options={options(distinct(inFirst.map(({ level2 }) => level2)))}
          onChange={(name) => {
            setSecond(name);
            settle(inFirst.filter(({ level2 }) => level2 === name));
          }}
        />
      )}
      {second === '' || leaves.length === 0 ? null : (
        <Select
          label={t('category3')}
          empty={t('pleaseChoose')}
          value={value}
          options={leaves.map((leaf) => ({ value: leaf.code, label: leaf.level3 ?? '' }))}
          onChange={onChange}
        />
      )}
    </div>
  );
}

/** The kind of matter: suggested from the words, changeable, and never demanded of someone who does not know. */
export function CategoryField({ label, hint, required, words, value, onChange, error }: CategoryFieldProps) {
  const t = useTexts(formTexts);
  const settled = useSettled(words.trim());
  const isAsked = settled.length >= LEAST_WORDS;
  const suggestions = useLoad<{ items: readonly { code: string; label: string }[] }>(
    isAsked ? `suggest/${settled}` : null,
    (signal) => api.get('/appeals/category-suggestions', { query: { text: settled.slice(0, 500) }, signal }),
  );
  const [isOpen, setIsOpen] = useState(false);
  const all = useLoad<{ items: readonly Category[] }>(isOpen || value !== '' ? 'categories' : null, (signal) =>
    api.get('/appeals/categories', { signal }),
  );
  const offered = (suggestions.data?.items ?? []).slice(0, 4);
  const chosen = all.data?.items.find(({ code }) => code === value);
  const isOffered = offered.some(({ code }) => code === value);
  return (
    <Field label={label} hint={hint} required={required} error={error} group>
      <div className="zz-stack is-tight">
        {offered.length === 0 ? null : (
          <>
            <p className="zz-quiet">{t('suggested')}</p>
            <RadioCards
              value={value === '' ? null : value}
              options={offered.map((one) => ({ value: one.code, label: one.label }))}
              onChange={onChange}
            />
          </>
        )}
        {chosen === undefined || isOffered ? null : <p>{t('categoryChosen', { label: nameOf(chosen) })}</p>}
        {isOpen && all.data !== undefined ? (
          <Levels all={all.data.items} value={value} onChange={onChange} />
        ) : (
          <div>
            <Button tone="quiet" icon="right" expanded={isOpen} busy={isOpen} onClick={() => setIsOpen(true)}>
              {t('otherCategory')}
            </Button>
          </div>
        )}
      </div>
    </Field>
  );
}
