import type { CircleCard } from '@zhongzhi/circles/contract';
import { Checkbox, Field, TextInput } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import type { PartProps } from './part.ts';
import { planTexts } from './texts.ts';

const OWN = [
  'signUpFrom',
  'signUpUntil',
  'cancelUntil',
  'earlyFrom',
  'earlyCircles',
  'minAge',
  'accompaniedBelow',
  'onlyPlace',
];

function Early({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  const { data } = useLoad<{ items: readonly CircleCard[] }>('circles/mine', (signal) =>
    api.get('/circles/mine', { signal }),
  );
  const circles = (data?.items ?? []).filter(({ status }) => status === 'open');
  const { earlyCircles } = values;
  return (
    <>
      <Field label={t('earlyHours')} hint={t('earlyHoursHint')} error={faults['earlyFrom']}>
        <TextInput
          value={values.earlyHours}
          onChange={(earlyHours) => change({ earlyHours })}
          inputMode="decimal"
          most={5}
        />
      </Field>
      {circles.length === 0 ? (
        <p className="zz-quiet">{t('noCircles')}</p>
      ) : (
        <Field label={t('earlyCircles')} group error={faults['earlyCircles']}>
          {circles.map(({ id, name }) => (
            <Checkbox
              key={id}
              checked={earlyCircles.includes(id)}
              onChange={(isIn) =>
                change({ earlyCircles: isIn ? [...earlyCircles, id] : earlyCircles.filter((one) => one !== id) })
              }
            >
              {name}
            </Checkbox>
          ))}
        </Field>
      )}
    </>
  );
}

/** Who may sign up and until when: folded away, since the usual is set already. */
export function Who(props: PartProps) {
  const t = useTexts(planTexts);
  const { values, change, faults } = props;
  const number = (
    field: 'minAge' | 'accompaniedBelow' | 'untilHours' | 'cancelHours',
    error: string | undefined,
    required = false,
  ) => (
    <Field label={t(field)} required={required} error={error}>
      <TextInput value={values[field]} onChange={(next) => change({ [field]: next })} inputMode="decimal" most={20} />
    </Field>
  );
  return (
    <section className="zz-card">
      <details className="plan-more" open={OWN.some((field) => faults[field] !== undefined) || undefined}>
        <summary>
          <h2>{t('who')}</h2>
        </summary>
        <div className="zz-stack">
          <Checkbox checked={values.isLocalOnly} onChange={(isLocalOnly) => change({ isLocalOnly })}>
            {t('isLocalOnly')}
          </Checkbox>
          <div className="plan-wide-pair">
            {number('minAge', faults['minAge'])}
            {number('accompaniedBelow', faults['accompaniedBelow'])}
          </div>
          <div className="plan-wide-pair">
            <Field label={t('fromDay')} hint={t('fromDayHint')} error={faults['signUpFrom']}>
              <TextInput type="date" value={values.fromDay} onChange={(fromDay) => change({ fromDay })} />
            </Field>
            <Field label={t('fromTime')}>
              <TextInput type="time" value={values.fromTime} onChange={(fromTime) => change({ fromTime })} />
            </Field>
          </div>
          <div className="plan-wide-pair">
            {number('untilHours', faults['signUpUntil'], true)}
            {number('cancelHours', faults['cancelUntil'], true)}
          </div>
          <Early {...props} />
        </div>
      </details>
      <p className="zz-quiet">{t('whoShort')}</p>
    </section>
  );
}
