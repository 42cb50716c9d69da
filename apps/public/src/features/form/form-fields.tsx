import type { Field as FieldOf } from '@zhongzhi/casework/contract';
import { Checkbox, Field, RadioCards, Select, StarGrade, TextArea, TextInput } from '@zhongzhi/ui';
import { useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { lazy, Suspense, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { PlaceField } from './place-field.tsx';
import { FilesField, PhotosField } from './shots-field.tsx';
import { formTexts } from './texts.ts';
import type { FormValues, Point, Shot } from './values.ts';

// The map and the categories are large: fetched by forms that ask for them.
const PointField = lazy(() => import('./point-field.tsx').then(({ PointField }) => ({ default: PointField })));
const CategoryField = lazy(() =>
  import('./category-field.tsx').then(({ CategoryField }) => ({ default: CategoryField })),
);

export interface FormProps {
  form: readonly FieldOf[];
  values: FormValues;
  onChange: (key: string, value: unknown) => void;
  faults: Readonly<Record<string, string>>;
}

interface OneProps {
  field: FieldOf;
  values: FormValues;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

const MOST_SHOTS = 9;
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const INPUT_TYPES: Partial<Record<FieldOf['kind'], 'tel' | 'date' | 'number' | 'text'>> = {
  phone: 'tel',
  date: 'date',
};
const INPUT_MODES: Partial<Record<FieldOf['kind'], 'tel' | 'decimal'>> = {
  phone: 'tel',
  number: 'decimal',
  money: 'decimal',
};

/** The five grades are shown with faces wherever a form asks for them. */
const isGrade = (field: FieldOf): boolean =>
  field.kind === 'choice' && field.options?.length === 5 && field.options.every(({ value }) => /^[1-5]$/.test(value));

function Organisations({ field, values, error, onChange }: OneProps) {
  const say = useSay();
  const t = useTexts(formTexts);
  const kinds = field.organisationKinds ?? [];
  const { data } = useLoad<readonly { id: string; name: string }[]>(`organisations/${kinds.join()}`, async (signal) => {
    const asked = kinds.length === 0 ? [undefined] : kinds;
    const pages = await Promise.all(
      asked.map((kind) =>
        api.get<{ items: readonly { id: string; name: string }[] }>('/directory/organisations', {
          query: { kind, limit: 200 },
          signal,
        }),
      ),
    );
    return pages.flatMap((page) => page.items);
  });
  const isMany = field.kind === 'organisations';
  const chosen = isMany ? ((values[field.key] as readonly string[] | undefined) ?? []) : [];
  const options = (data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (!isMany) {
    return (
      <Field label={labelOf(field, say)} hint={hintOf(field, say)} required={field.required === true} error={error}>
        <Select value={text(values[field.key])} empty={t('pleaseChoose')} options={options} onChange={onChange} />
      </Field>
    );
  }
  return (
    <Many
      label={labelOf(field, say)}
      field={field}
      error={error}
      options={options}
      chosen={chosen}
      onChange={onChange}
    />
  );
}

interface ManyProps {
  label: string;
  field: FieldOf;
  error: string | undefined;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (value: unknown) => void;
}

function Many({ label, field, error, options, chosen, onChange }: ManyProps) {
  const say = useSay();
  return (
    <Field label={label} hint={hintOf(field, say)} required={field.required === true} error={error} group>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          checked={chosen.includes(option.value)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
          }
        >
          {option.label}
        </Checkbox>
      ))}
    </Field>
  );
}

type Say = ReturnType<typeof useSay>;
/** The field says itself that it may be left empty. */
const labelOf = (field: FieldOf, say: Say): string =>
  say(field.label).replace(/（(选填|可不评)）$| ?\(optional\)$/, '');
const hintOf = (field: FieldOf, say: Say): string | undefined =>
  field.hint === undefined ? undefined : say(field.hint);

function Choice({ field, values, error, onChange }: OneProps) {
  const say = useSay();
  const t = useTexts(formTexts);
  const value = values[field.key];
  const options =
    field.kind === 'yes-no'
      ? [
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]
      : (field.options ?? []).map((option) => ({ value: option.value, label: say(option.label) }));
  const shown =
    field.kind === 'yes-no' ? (value === true ? 'yes' : value === false ? 'no' : null) : (value as string | null);
  const take = (chosen: string) => onChange(field.kind === 'yes-no' ? chosen === 'yes' : chosen);
  return (
    <Field label={labelOf(field, say)} hint={hintOf(field, say)} required={field.required === true} error={error} group>
      {isGrade(field) ? (
        <StarGrade
          value={shown === undefined || shown === null ? null : Number(shown)}
          onChange={(grade) => take(String(grade))}
        />
      ) : (
        <RadioCards value={shown ?? null} options={options} onChange={take} inline={options.length <= 3} />
      )}
    </Field>
  );
}

function Shots({ field, values, error, onChange }: OneProps) {
  const say = useSay();
  const Shown = field.kind === 'photos' ? PhotosField : FilesField;
  return (
    <Shown
      label={labelOf(field, say)}
      hint={hintOf(field, say)}
      required={field.required === true}
      most={field.most ?? MOST_SHOTS}
      shots={(values[field.key] as readonly Shot[] | undefined) ?? []}
      onChange={onChange}
      error={error}
    />
  );
}

/** What words a category can be suggested from: everything the person has written so far. */
const wordsOf = (values: FormValues): string =>
  Object.values(values)
    .filter((value) => typeof value === 'string' && /\P{ASCII}/u.test(value))
    .join(' ');

/** One question of a form, by its kind. */
export function FormField({ field, values, error, onChange }: OneProps): ReactNode {
  const say = useSay();
  const t = useTexts(formTexts);
  const common = { label: labelOf(field, say), hint: hintOf(field, say), required: field.required === true, error };
  const value = values[field.key];
  switch (field.kind) {
    case 'choice':
    case 'yes-no':
      return <Choice field={field} values={values} error={error} onChange={onChange} />;
    case 'choices': {
      const options = (field.options ?? []).map((option) => ({ value: option.value, label: say(option.label) }));
      const chosen = (value as readonly string[] | undefined) ?? [];
      return (
        <Many label={common.label} field={field} error={error} options={options} chosen={chosen} onChange={onChange} />
      );
    }
    case 'long-text':
      return (
        <Field {...common}>
          <TextArea
            value={text(value)}
            onChange={onChange}
            {...(field.most === undefined ? {} : { most: field.most })}
          />
        </Field>
      );
    case 'photos':
    case 'files':
      return <Shots field={field} values={values} error={error} onChange={onChange} />;
    case 'place':
      return <PlaceField value={text(value)} onChange={onChange} required={common.required} error={error} />;
    case 'point':
      return (
        <Suspense fallback={null}>
          <PointField
            {...common}
            value={(value as Point | undefined) ?? null}
            onChange={(point) => onChange(point ?? undefined)}
          />
        </Suspense>
      );
    case 'category':
      return (
        <Suspense fallback={null}>
          <CategoryField {...common} words={wordsOf(values)} value={text(value)} onChange={onChange} />
        </Suspense>
      );
    case 'organisation':
    case 'organisations':
      return <Organisations field={field} values={values} error={error} onChange={onChange} />;
    default:
      return (
        <Field {...common} hint={field.kind === 'money' ? t('yuan') : common.hint}>
          <TextInput
            value={text(value)}
            onChange={onChange}
            type={INPUT_TYPES[field.kind] ?? 'text'}
            {...(INPUT_MODES[field.kind] === undefined ? {} : { inputMode: INPUT_MODES[field.kind] })}
            {...(field.kind === 'phone' ? { autoComplete: 'tel' } : {})}
          />
        </Field>
      );
  }
}

/** Kinds that only desks fill in. */
const DESK_ONLY: readonly FieldOf['kind'][] = ['person', 'case', 'urgency'];

/** The questions that the pages of residents can show. */
export const shownFields = (form: readonly FieldOf[]): FieldOf[] =>
  form.filter((field) => field.staffOnly !== true && !DESK_ONLY.includes(field.kind));

/** All questions of a form. */
export function FormFields({ form, values, onChange, faults }: FormProps) {
  return (
    <div className="zz-stack is-loose">
      {shownFields(form).map((field) => (
        <FormField
          key={field.key}
          field={field}
          values={values}
          error={faults[field.key]}
          onChange={(value) => onChange(field.key, value)}
        />
      ))}
    </div>
  );
}
