import type { CodeRequested, SignedIn } from '@zhongzhi/identity/contract';
import { Button, Field, Notice, TextInput } from '@zhongzhi/ui';
import { problemOf, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { signInTexts } from './texts.ts';

const PHONE = /^1[3-9]\d{9}$/;
const CODE = /^(\d{6}|\d{8})$/;

interface CodeFormProps {
  isDemo: boolean;
  onSignedIn: (name: string) => void;
}

/** The newest message that demonstration mode would have sent. */
async function demoMessage(): Promise<string | null> {
  const messages = await api.get<readonly { text: string }[]>('/demo/outbox').catch(() => []);
  return messages[0]?.text ?? null;
}

/** Phone, then code: one thing after the other. */
export function CodeForm({ isDemo, onSignedIn }: CodeFormProps) {
  const t = useTexts(signInTexts);
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState<CodeRequested | null>(null);
  const [hasStaffCode, setHasStaffCode] = useState(false);
  const [demo, setDemo] = useState<string | null>(null);
  const [fault, setFault] = useState<{ phone?: string; code?: string; all?: string }>({});
  const [isBusy, setIsBusy] = useState(false);
  const digits = phone.replace(/[\s-]/g, '');
  const wantsCode = asked !== null || hasStaffCode;

  const run = async (work: () => Promise<void>) => {
    setIsBusy(true);
    setFault({});
    try {
      await work();
    } catch (thrown) {
      setFault({ all: problemOf(thrown, String(thrown)).detail });
    } finally {
      setIsBusy(false);
    }
  };
  const ask = () => {
    if (!PHONE.test(digits)) {
      setFault({ phone: t('phoneFault') });
      return;
    }
    void run(async () => {
      setAsked(await api.post<CodeRequested>('/sign-in/codes', { body: { phone: digits } }));
      if (isDemo) setDemo(await demoMessage());
    });
  };
  const enter = () => {
    if (!PHONE.test(digits)) setFault({ phone: t('phoneFault') });
    else if (!CODE.test(code.trim())) setFault({ code: t('codeFault') });
    else {
      void run(async () => {
        const request = asked === null ? {} : { requestId: asked.requestId };
        const { person } = await api.post<SignedIn>('/sign-in', {
          body: { ...request, phone: digits, code: code.trim() },
        });
        onSignedIn(person.name);
      });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wantsCode) enter();
    else ask();
  };
  return (
    <form className="zz-stack" noValidate onSubmit={submit}>
      <Field label={t('phone')} required hint={t('why')} error={fault.phone}>
        <TextInput type="tel" inputMode="numeric" autoComplete="tel" value={phone} onChange={setPhone} />
      </Field>
      {wantsCode ? (
        <>
          {asked === null ? null : (
            <Notice>
              {asked.delivery === 'sms'
                ? t('sentSms', { phone: digits, minutes: Math.round(asked.expiresInSeconds / 60) })
                : t('sentStaff')}
            </Notice>
          )}
          {demo === null ? null : <Notice tone="warn">{t('demoSms', { text: demo })}</Notice>}
          <Field label={t('code')} required error={fault.code}>
            <TextInput inputMode="numeric" autoComplete="one-time-code" most={8} value={code} onChange={setCode} />
          </Field>
        </>
      ) : null}
      {fault.all === undefined ? null : <Notice tone="bad">{fault.all}</Notice>}
      <Button type="submit" tone="main" block busy={isBusy}>
        {t(wantsCode ? 'enter' : 'getCode')}
      </Button>
      <div className="zz-row">
        {asked === null ? null : (
          <Button tone="quiet" busy={isBusy} onClick={ask}>
            {t('again')}
          </Button>
        )}
        {wantsCode ? null : (
          <Button tone="quiet" onClick={() => setHasStaffCode(true)}>
            {t('haveStaffCode')}
          </Button>
        )}
      </div>
    </form>
  );
}
