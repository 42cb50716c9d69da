import { Field, Select } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { useRegions } from '../../app/district.ts';
import { formTexts } from './texts.ts';

interface PlaceFieldProps {
  value: string;
  onChange: (code: string) => void;
  required: boolean;
  error?: string | undefined;
}

/** Street, then community: two short lists instead of one of a hundred lines. */
export function PlaceField({ value, onChange, required, error }: PlaceFieldProps) {
  const t = useTexts(formTexts);
  const { streets, communities } = useRegions();
  const [chosen, setChosen] = useState('');
  const street = value.length >= 9 ? value.slice(0, 9) : chosen;
  const below = communities.filter(({ code }) => code.startsWith(street) && street !== '');
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  return (
    <div className="place-field">
      <Field label={t('street')} required={required}>
        <Select
          value={street}
          empty={t('chooseStreet')}
          options={streets.map(option)}
          onChange={(code) => {
            setChosen(code);
            onChange('');
          }}
        />
      </Field>
      <Field label={t('community')} required={required} error={error}>
        <Select
          value={value}
          empty={t(street === '' ? 'streetFirst' : 'chooseCommunity')}
          options={below.map(option)}
          onChange={onChange}
        />
      </Field>
    </div>
  );
}
