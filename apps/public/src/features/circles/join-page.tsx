import type { CircleCard } from '@zhongzhi/circles/contract';
import { Button, Field, LinkButton, TextInput } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { CircleCards } from './circle-cards.tsx';
import { Join } from './membership.tsx';
import { circleTexts } from './texts.ts';
import './circles.css';

function TypedCode() {
  const t = useTexts(circleTexts);
  const [code, setCode] = useState('');
  const look = (event: FormEvent) => {
    event.preventDefault();
    navigate(`/circles/join/${encodeURIComponent(code.trim())}`);
  };
  return (
    <form className="zz-stack" noValidate onSubmit={look}>
      <Field label={t('code')} hint={t('codeHint')} required>
        <TextInput value={code} onChange={setCode} most={30} autoComplete="off" />
      </Field>
      <Button type="submit" tone="main" block disabled={code.trim() === ''}>
        {t('look')}
      </Button>
    </form>
  );
}

function ByCode({ code }: { code: string }) {
  const t = useTexts(circleTexts);
  const loaded = useLoad<CircleCard>(`circle-code/${code}`, (signal) =>
    api.get(`/circles/by-code/${encodeURIComponent(code)}`, { signal }),
  );
  return (
    <Await of={loaded}>
      {(circle) => (
        <div className="zz-stack">
          <CircleCards items={[circle]} />
          {circle.role === null ? (
            <Join circle={circle} token={code} />
          ) : (
            <LinkButton tone="main" block href={`/circles/${circle.id}`}>
              {t('toCircle', { name: circle.name })}
            </LinkButton>
          )}
        </div>
      )}
    </Await>
  );
}

/** Joining with a code that was scanned or is typed. */
export function JoinPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(circleTexts);
  const code = values['code'];
  return (
    <Page title={t('joinTitle')}>
      <SignedIn>{() => (code === undefined ? <TypedCode /> : <ByCode code={code} />)}</SignedIn>
    </Page>
  );
}
