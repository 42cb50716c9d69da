import { Button, Field, RadioCards, TextArea, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { organiseTexts } from './texts.ts';

/** What is marked of one person before the confirmation. */
export interface Marked {
  person: string;
  shift: string;
  name: string;
  minutes?: number;
  noShow?: true;
  reason: string;
}

/** Whole minutes that were typed, if they are within bounds. */
export const minutesIn = (typed: string, least: number, most: number): number | undefined => {
  const minutes = /^\d{1,4}$/u.test(typed.trim()) ? Number(typed.trim()) : -1;
  return minutes >= least && minutes <= most ? minutes : undefined;
};

interface ExceptionFormProps {
  person: { person: string; shift: string; name: string };
  /** How long the shift is. */
  most: number;
  /** Who did not check in can only be noted as not come. */
  mayHaveMinutes: boolean;
  onMark: (marked: Marked) => void;
  onCancel: () => void;
}

/** Other minutes, or did not come; each with a reason. */
export function ExceptionForm({ person, most, mayHaveMinutes, onMark, onCancel }: ExceptionFormProps) {
  const t = useTexts(organiseTexts);
  const [kind, setKind] = useState<'changed' | 'absent'>(mayHaveMinutes ? 'changed' : 'absent');
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const given = minutesIn(minutes, 0, most);
  const minutesFault = kind === 'changed' && given === undefined ? t('minutesFault', { least: 0, most }) : undefined;
  const reasonFault = reason.trim().length < 2 ? t('reasonFault') : undefined;
  const mark = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (minutesFault !== undefined || reasonFault !== undefined) return;
    onMark({
      person: person.person,
      shift: person.shift,
      name: person.name,
      reason: reason.trim(),
      ...(kind === 'absent' ? { noShow: true } : { minutes: given ?? 0 }),
    });
  };
  const absent = { value: 'absent' as const, label: t('absent'), hint: t('absentHint') };
  return (
    <form className="zz-stack organise-form" noValidate onSubmit={mark}>
      <Field label={t('what')} group required>
        <RadioCards
          value={kind}
          onChange={setKind}
          options={
            mayHaveMinutes ? [{ value: 'changed', label: t('changed'), hint: t('changedHint') }, absent] : [absent]
          }
        />
      </Field>
      {kind === 'changed' ? (
        <Field
          label={t('minutes')}
          hint={t('minutesHint', { most })}
          required
          error={isTried ? minutesFault : undefined}
        >
          <TextInput value={minutes} onChange={setMinutes} inputMode="numeric" most={4} />
        </Field>
      ) : null}
      <Field label={t('reason')} required error={isTried ? reasonFault : undefined}>
        <TextArea value={reason} onChange={setReason} most={300} rows={2} />
      </Field>
      <div className="zz-row">
        <Button type="submit" tone="main">
          {t('keep')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
