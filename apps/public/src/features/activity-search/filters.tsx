import { SERVICE_KIND_LABELS, SERVICE_KINDS } from '@zhongzhi/volunteering/contract';
import { Button, Field, Select, TextInput } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { useRegions } from '../../app/district.ts';
import { common } from '../../app/texts.ts';
import { searchTexts } from './texts.ts';
import './search.css';

export interface Sought {
  text: string;
  place: string;
  kind: string;
  day: string;
}

export const NOTHING_SOUGHT: Sought = { text: '', place: '', kind: '', day: '' };

/** What is sought, as the server takes it. */
export const queryOf = ({ text, place, kind, day }: Sought): Record<string, string | undefined> => ({
  text: text === '' ? undefined : text,
  place: place === '' ? undefined : place,
  kind: kind === '' ? undefined : kind,
  day: day === '' ? undefined : day,
});

interface FiltersProps {
  sought: Sought;
  onChange: (sought: Sought) => void;
}

const STREET_DIGITS = 9;

function PlaceKindDay({ sought, onChange }: FiltersProps) {
  const t = useTexts(searchTexts);
  const words = useTexts(common);
  const say = useSay();
  const { streets, communities } = useRegions();
  const street = sought.place.slice(0, STREET_DIGITS);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const change = (part: Partial<Sought>) => onChange({ ...sought, ...part });
  return (
    <div className="find-fields">
      <Field label={t('street')} required>
        <Select
          value={street}
          onChange={(place) => change({ place })}
          options={[{ value: '', label: t('everywhere') }, ...streets.map(option)]}
        />
      </Field>
      {street === '' ? null : (
        <Field label={t('community')} required>
          <Select
            value={sought.place}
            onChange={(place) => change({ place })}
            options={[
              { value: street, label: t('allCommunities') },
              ...communities.filter(({ code }) => code.startsWith(street)).map(option),
            ]}
          />
        </Field>
      )}
      <Field label={t('kind')} required>
        <Select
          value={sought.kind}
          onChange={(kind) => change({ kind })}
          options={[
            { value: '', label: words('all') },
            ...SERVICE_KINDS.map((one) => ({ value: one, label: say(SERVICE_KIND_LABELS[one]) })),
          ]}
        />
      </Field>
      <Field label={t('day')}>
        <TextInput type="date" value={sought.day} onChange={(day) => change({ day })} />
      </Field>
    </div>
  );
}

/** Words, and below them place, kind and day. */
export function Filters({ sought, onChange }: FiltersProps) {
  const t = useTexts(searchTexts);
  const [typed, setTyped] = useState(sought.text);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...sought, text: typed.trim().slice(0, 60) });
  };
  const isEmpty = Object.values(sought).every((value) => value === '');
  return (
    <form role="search" className="zz-stack is-tight" onSubmit={search}>
      <Field label={t('search')} hint={t('searchHint')}>
        <div className="find-bar">
          <TextInput type="search" value={typed} onChange={setTyped} most={60} />
          <Button type="submit" icon="search">
            {t('find')}
          </Button>
        </div>
      </Field>
      <details className="find-more">
        <summary>{t('more')}</summary>
        <PlaceKindDay sought={sought} onChange={onChange} />
      </details>
      {isEmpty ? null : (
        <div>
          <Button
            tone="quiet"
            icon="close"
            onClick={() => {
              setTyped('');
              onChange(NOTHING_SOUGHT);
            }}
          >
            {t('clear')}
          </Button>
        </div>
      )}
    </form>
  );
}
