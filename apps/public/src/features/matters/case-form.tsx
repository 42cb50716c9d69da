import type { CaseTypeDescription } from '@zhongzhi/casework/contract';
import { Button, Card, LinkButton, Loading, Notice } from '@zhongzhi/ui';
import { useSay, useTexts } from '@zhongzhi/web-kit';
import type { FormEvent } from 'react';
import { useSignInAddress } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { FormFields } from '../form/form-fields.tsx';
import { useCaseForm } from '../form/use-case-form.ts';
import { Sent } from './sent.tsx';
import { mattersTexts } from './texts.ts';

/** A form generated from a case type: nothing in it knows which type it is. */
export function CaseForm({ type }: { type: CaseTypeDescription }) {
  const t = useTexts(mattersTexts);
  const say = useSay();
  const { session } = useSession();
  const signIn = useSignInAddress();
  const form = useCaseForm(type, say(type.label));
  if (form.outcome !== null) {
    return <Sent outcome={form.outcome} isMine={session?.person !== null} onAnother={form.clear} />;
  }
  if (!form.isReady) return <Loading />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Card>
      <form className="zz-stack is-loose" noValidate onSubmit={submit} aria-label={say(type.label)}>
        {form.wasFound ? (
          <Notice>
            {t('found')}{' '}
            <Button tone="quiet" onClick={form.clear}>
              {t('startAnew')}
            </Button>
          </Notice>
        ) : null}
        <FormFields form={type.form} values={form.values} faults={form.faults} onChange={form.change} />
        {form.problem === '' ? null : <Notice tone="bad">{form.problem}</Notice>}
        {type.mayOpen || session?.person ? (
          <Button type="submit" tone="main" block busy={form.isBusy}>
            {t(form.isBusy ? 'sending' : 'send')}
          </Button>
        ) : (
          <div className="zz-stack is-tight">
            <LinkButton tone="main" block href={signIn}>
              {t('signInToSend')}
            </LinkButton>
            <p className="zz-quiet">{t('signInKept')}</p>
          </div>
        )}
      </form>
    </Card>
  );
}
