import { Card, Field, TextArea, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { PlaceField } from '../form/place-field.tsx';
import { PointField } from '../form/point-field.tsx';
import type { PartProps } from './part.ts';
import { planTexts } from './texts.ts';

/** What is done, and what may go wrong. */
export function What({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  return (
    <Card title={t('what')}>
      <div className="zz-stack">
        <Field label={t('activityTitle')} required error={faults['title']}>
          <TextInput value={values.title} onChange={(title) => change({ title })} most={60} />
        </Field>
        <Field label={t('content')} hint={t('contentHint')} required error={faults['content']}>
          <TextArea value={values.content} onChange={(content) => change({ content })} most={2_000} rows={5} />
        </Field>
        <Field label={t('risks')} hint={t('risksHint')} required error={faults['risks']}>
          <TextArea value={values.risks} onChange={(risks) => change({ risks })} most={500} rows={4} />
        </Field>
      </div>
    </Card>
  );
}

/** Where it is, in words and on the map. */
export function Where({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  return (
    <Card title={t('where')}>
      <div className="zz-stack">
        <PlaceField value={values.place} onChange={(place) => change({ place })} required error={faults['place']} />
        <Field label={t('address')} hint={t('addressHint')} required error={faults['address']}>
          <TextInput value={values.address} onChange={(address) => change({ address })} most={100} />
        </Field>
        <PointField
          label={t('point')}
          hint={t('pointHint')}
          required={false}
          value={values.point}
          onChange={(point) => change({ point })}
          error={faults['longitude']}
        />
        {values.point === null ? null : (
          <Field label={t('radius')} required error={faults['radius']}>
            <TextInput value={values.radius} onChange={(radius) => change({ radius })} inputMode="numeric" most={4} />
          </Field>
        )}
      </div>
    </Card>
  );
}
