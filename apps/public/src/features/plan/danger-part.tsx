import { Card, Checkbox, Field, Notice, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import type { PartProps } from './part.ts';
import { planTexts } from './texts.ts';

/** Whether people may come to harm, and the insurance that is then needed. */
export function Danger({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  return (
    <Card title={t('danger')}>
      <div className="zz-stack">
        <Checkbox
          checked={values.isDangerous}
          onChange={(isDangerous) => change({ isDangerous })}
          hint={t('isDangerousHint')}
        >
          {t('isDangerous')}
        </Checkbox>
        {values.isDangerous ? (
          <Field label={t('insurance')} hint={t('insuranceLater')} required group error={faults['insurance']}>
            <div className="zz-stack">
              <Field label={t('company')} required>
                <TextInput value={values.company} onChange={(company) => change({ company })} most={60} />
              </Field>
              <Field label={t('policy')} required>
                <TextInput value={values.policy} onChange={(policy) => change({ policy })} most={60} />
              </Field>
              <Field label={t('until')} required>
                <TextInput type="date" value={values.until} onChange={(until) => change({ until })} />
              </Field>
              <Checkbox checked={values.coversNames} onChange={(coversNames) => change({ coversNames })}>
                {t('coversNames')}
              </Checkbox>
            </div>
          </Field>
        ) : (
          (faults['insurance'] ?? '') !== '' && <Notice tone="bad">{faults['insurance']}</Notice>
        )}
      </div>
    </Card>
  );
}
