import { Button, Spin } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { sessionQuery, useRenewSession } from '../../app/session.ts';
import { useShellText } from '../../app/texts.ts';
import { changeLanguage, useLanguage } from '../../i18n.ts';
import { ProblemResult } from '../../kit/problem.tsx';
import { DemoPeople } from './demo-people.tsx';
import { PasswordForm } from './password-form.tsx';
import { useSignInText } from './texts.ts';

/** The way in: as a demonstration person where the platform is a demonstration, with password and second factor otherwise. */
export function SignInPage() {
  const text = useSignInText();
  const shell = useShellText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { to } = useSearch({ strict: false });
  const renew = useRenewSession();
  const session = useQuery(sessionQuery);
  const [wantsPassword, setWantsPassword] = useState(false);
  useEffect(() => {
    document.title = `${text('title')} · ${shell('name')}`;
  });
  if (session.isPending) return <Spin fullscreen description={shell('loading')} />;
  if (session.isError) return <ProblemResult error={session.error} onRetry={() => void session.refetch()} />;
  const isDemo = session.data.mode === 'demo';
  const enter = async () => {
    await renew();
    await navigate({ to: to !== undefined && to.startsWith('/') && !to.startsWith('//') ? to : '/' });
  };
  const showsPassword = !isDemo || wantsPassword;
  return (
    <main className="sign-in">
      <div className={showsPassword ? 'sign-in-card is-narrow' : 'sign-in-card'}>
        <div className="sign-in-head">
          <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width={34} height={34} />
          <h1>{`${shell('name')} · ${text('title')}`}</h1>
          <Button
            type="text"
            style={{ marginLeft: 'auto' }}
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => void changeLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {shell('language')}
          </Button>
        </div>
        {showsPassword ? <PasswordForm onEntered={enter} /> : <DemoPeople onEntered={enter} />}
        {isDemo ? (
          <Button type="link" style={{ padding: 0, marginTop: 12 }} onClick={() => setWantsPassword(!wantsPassword)}>
            {wantsPassword ? text('or-demo') : text('or-password')}
          </Button>
        ) : null}
      </div>
    </main>
  );
}
