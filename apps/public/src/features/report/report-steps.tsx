import type { Field as FieldOf } from '@zhongzhi/casework/contract';
import { Card, Checkbox, Notice } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import { useRegions } from '../../app/district.ts';
import { FormField } from '../form/form-fields.tsx';
import type { CaseForm } from '../form/use-case-form.ts';
import type { Point } from '../form/values.ts';
import { nearestRegion } from './nearest.ts';
import { reportTexts } from './texts.ts';

interface StepProps {
  fields: readonly FieldOf[];
  form: CaseForm;
}

function Question({ field, form }: { field: FieldOf; form: CaseForm }) {
  return (
    <FormField
      field={field}
      values={form.values}
      error={form.faults[field.key]}
      onChange={(value) => form.change(field.key, value)}
    />
  );
}

export function PhotosStep({ fields, form }: StepProps) {
  const t = useTexts(reportTexts);
  return (
    <Card title={t('photosTitle')}>
      <div className="zz-stack">
        {fields.map((field) => (
          <Question key={field.key} field={field} form={form} />
        ))}
        <p className="zz-quiet">{t('noPhotos')}</p>
      </div>
    </Card>
  );
}

export function PlaceStep({ fields, form }: StepProps) {
  const t = useTexts(reportTexts);
  const { communities } = useRegions();
  const point = form.values['point'] as Point | undefined;
  const near = point === undefined ? undefined : nearestRegion(communities, point);
  const take = (field: FieldOf, value: unknown) => {
    form.change(field.key, value);
    if (field.kind !== 'point' || value === undefined) return;
    const found = nearestRegion(communities, value as Point);
    if (found !== undefined) form.change('place', found.code);
  };
  return (
    <Card title={t('placeTitle')}>
      <div className="zz-stack is-loose">
        <p className="zz-quiet">{t('placeAbout')}</p>
        {fields.map((field) => (
          <div key={field.key} className="zz-stack is-tight">
            {field.kind === 'place' && near !== undefined ? <p>{t('nearest', { name: near.name })}</p> : null}
            <FormField
              field={field}
              values={form.values}
              error={form.faults[field.key]}
              onChange={(value) => take(field, value)}
            />
          </div>
        ))}
      </div>
    </Card>
  );
}

export function WordsStep({ fields, form }: StepProps) {
  const t = useTexts(reportTexts);
  const say = useSay();
  return (
    <Card title={t('wordsTitle')}>
      <div className="zz-stack is-loose">
        <Notice tone="warn">{t('emergency')}</Notice>
        {fields.map((field) =>
          field.kind === 'yes-no' ? (
            <Checkbox
              key={field.key}
              checked={form.values[field.key] === true}
              onChange={(isOn) => form.change(field.key, isOn)}
              hint={field.hint === undefined ? undefined : say(field.hint)}
            >
              {say(field.label)}
            </Checkbox>
          ) : (
            <Question key={field.key} field={field} form={form} />
          ),
        )}
      </div>
    </Card>
  );
}
