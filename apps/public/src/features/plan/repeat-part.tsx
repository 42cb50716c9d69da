import { EVERY, later, type Every } from '@zhongzhi/volunteering/contract';
import { Card, Field, Select, TextInput } from '@zhongzhi/ui';
import { language, useKept, useTexts } from '@zhongzhi/web-kit';
import type { PartProps } from './part.ts';
import { firstStart } from './plan-values.ts';
import { planTexts } from './texts.ts';

const NAMES = { day: 'day1', week: 'week', fortnight: 'fortnight', month: 'month' } as const;
const WORDS = { day: 'daily', week: 'weekly', fortnight: 'fortnightly', month: 'monthly' } as const;
const MOST = 60;

function useFormat() {
  const locale = useKept(language) === 'zh' ? 'zh-CN' : 'en-GB';
  return (at: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', ...options }).format(at);
}

function Dates({ start, every, times }: { start: Date; every: Every; times: number }) {
  const t = useTexts(planTexts);
  const format = useFormat();
  const days = Array.from({ length: times }, (_, step) => later(start, every, step));
  const date = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', day: 'numeric' }).format(start));
  return (
    <div className="zz-stack is-tight" aria-live="polite">
      <p>
        <strong>
          {t(WORDS[every], {
            date,
            count: times,
            weekday: format(start, { weekday: 'long' }).replace('星期', '周'),
            time: format(start, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
          })}
        </strong>
      </p>
      {every === 'month' && date > 28 ? <p className="zz-quiet">{t('monthEnd', { date })}</p> : null}
      <details className="plan-more" open={times <= 12 || undefined}>
        <summary>{t('allDates')}</summary>
        <ol className="plan-dates">
          {days.map((day) => (
            <li key={day.getTime()}>{format(day, { month: 'short', day: 'numeric', weekday: 'short' })}</li>
          ))}
        </ol>
      </details>
    </div>
  );
}

/** How often it comes again, in words and with the days that this makes. */
export function Repeat({ values, change, faults }: PartProps) {
  const t = useTexts(planTexts);
  const start = firstStart(values);
  const times = Number(values.times);
  const isCountable = Number.isInteger(times) && times >= 2 && times <= MOST;
  return (
    <Card title={t('repeats')}>
      <div className="zz-stack">
        <Field label={t('repeat')} required>
          <Select
            value={values.every}
            onChange={(every) => change({ every: every as Every | '' })}
            empty={t('once')}
            options={EVERY.map((every) => ({ value: every, label: t(NAMES[every]) }))}
          />
        </Field>
        {values.every === '' ? null : (
          <Field label={t('times')} hint={t('timesHint')} required error={faults['times']}>
            <TextInput value={values.times} onChange={(next) => change({ times: next })} inputMode="numeric" most={2} />
          </Field>
        )}
        {values.every !== '' && start !== null && isCountable ? (
          <Dates start={start} every={values.every} times={times} />
        ) : null}
      </div>
    </Card>
  );
}
