import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useGroupsText } from './groups-texts.ts';

interface Found {
  readonly person: string;
  readonly name: string;
  readonly number: string;
  readonly placeName: string | null;
}

interface VolunteerPickerProps {
  readonly unit: string;
  readonly isMany: boolean;
  readonly id?: string;
  readonly value?: string | string[];
  readonly onChange?: (value: string | string[]) => void;
}

/** Volunteers who have served with the unit, by name; others by their number. */
export function VolunteerPicker({ unit, isMany, id, value, onChange }: VolunteerPickerProps) {
  const text = useGroupsText();
  const [words, setWords] = useState('');
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = words.trim();
  const found = useQuery({
    queryKey: ['unit-volunteers', unit, asked],
    queryFn: () => api.get<{ items: Found[] }>('/unit-volunteers', { unit, words: asked }),
    enabled: asked !== '' && unit !== '',
  });
  const labelOf = ({ name, number, placeName }: Found): string => [name, placeName, number].filter(Boolean).join(' · ');
  const options = new Map([...known, ...(found.data?.items ?? []).map((one) => [one.person, labelOf(one)] as const)]);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setWords }}
      {...(isMany ? { mode: 'multiple' as const } : {})}
      placeholder={text('find')}
      loading={found.isFetching}
      notFoundContent={asked === '' ? text('find') : text('none')}
      options={[...options].map(([person, label]) => ({ value: person, label }))}
      {...(value === undefined ? {} : { value })}
      onChange={(chosen: string | string[]) => {
        const ids = typeof chosen === 'string' ? [chosen] : chosen;
        setKnown(new Map(ids.map((person) => [person, options.get(person) ?? person])));
        onChange?.(chosen);
      }}
    />
  );
}
