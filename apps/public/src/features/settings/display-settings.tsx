import { Card, Field, RadioCards } from '@zhongzhi/ui';
import { language, useKept, useTexts } from '@zhongzhi/web-kit';
import { scale, useScale } from '../../app/display.ts';
import { settingsTexts } from './texts.ts';

const SCALES = ['standard', 'large', 'largest'] as const;

/** Size of type and language: of this device, for people who are not signed in too. */
export function DisplaySettings() {
  const t = useTexts(settingsTexts);
  const size = useScale();
  const now = useKept(language);
  return (
    <Card>
      <div className="zz-stack is-loose">
        <Field label={t('type')} hint={t('typeAbout')} required group>
          <RadioCards
            value={size}
            options={SCALES.map((one) => ({ value: one, label: t(one) }))}
            onChange={scale.set}
          />
        </Field>
        <Field label={t('language')} required group>
          <RadioCards
            value={now}
            inline
            options={[
              { value: 'zh', label: t('zh') },
              { value: 'en', label: t('en') },
            ]}
            onChange={language.set}
          />
        </Field>
      </div>
    </Card>
  );
}
