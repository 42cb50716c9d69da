import { Field, RadioCards, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { merchantTexts } from './texts.ts';

/** From and to what a number goes. */
export interface Range {
  readonly least: number;
  readonly most: number;
}
export const STOCK = { least: 0, most: 100_000 };
export const PRICE = { least: 1, most: 100_000 };
export const LIMIT = { least: 1, most: 1_000 };

/** Whether what was typed is a whole number within the range. */
export const isAmount = (value: string, { least, most }: Range): boolean =>
  /^\d{1,6}$/u.test(value) && Number(value) >= least && Number(value) <= most;

/** A whole number, typed with the digits of a phone. */
export function Amount({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <TextInput value={value} onChange={onChange} inputMode="numeric" most={6} autoComplete="off" />;
}

/** How much one person gets, and of which time. */
export interface Limit {
  readonly most: string;
  readonly per: 'ever' | 'month';
}

export function LimitFields({
  limit,
  onChange,
  isChecked,
}: {
  limit: Limit;
  onChange: (limit: Limit) => void;
  isChecked: boolean;
}) {
  const t = useTexts(merchantTexts);
  return (
    <>
      <Field
        label={t('most')}
        required
        {...(isChecked && !isAmount(limit.most, LIMIT) ? { error: t('number', LIMIT) } : {})}
      >
        <Amount value={limit.most} onChange={(most) => onChange({ ...limit, most })} />
      </Field>
      <Field label={t('per')} required group>
        <RadioCards
          inline
          value={limit.per}
          onChange={(per) => onChange({ ...limit, per })}
          options={(['ever', 'month'] as const).map((value) => ({ value, label: t(`per.${value}`) }))}
        />
      </Field>
    </>
  );
}
