import type { DemoPerson } from '@zhongzhi/identity/contract';
import { Card, LinkButton, Notice, useToast } from '@zhongzhi/ui';
import { problemOf, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Page } from '../../app/page.tsx';
import { navigate, useAddress } from '../../app/router.ts';
import { sessionChanged, useSession } from '../../app/session.ts';
import { CodeForm } from './code-form.tsx';
import { DemoPeople } from './demo-people.tsx';
import { signInTexts } from './texts.ts';

/** Roles whose work is on these pages; all others work at the desk. */
const PUBLIC_ROLES = new Set(['resident', 'volunteer', 'party-member', 'merchant']);

/** Only paths of our own: whatever else stands in the address leads to the first page. */
const safePath = (wanted: string | null): string => (wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : '/');

/** The way in. */
export function SignInPage() {
  const t = useTexts(signInTexts);
  const say = useToast();
  const { query } = useAddress();
  const { session } = useSession();
  const then = query.get('then');
  const signedIn = (name: string) => {
    sessionChanged();
    say(t('welcome', { name }));
    navigate(safePath(then), 'replace');
  };
  const enter = async ({ id, name, roles }: DemoPerson) => {
    try {
      await api.post('/demo/sessions', { body: { id } });
    } catch (thrown) {
      say(problemOf(thrown, String(thrown)).detail, 'bad');
      return;
    }
    if (then === null && roles.some((role) => !PUBLIC_ROLES.has(role))) location.assign('/desk');
    else signedIn(name);
  };
  const ways = session?.signInWays ?? [];
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        {session?.person ? <Notice tone="good">{t('helloAgain')}</Notice> : null}
        <Card>
          <CodeForm isDemo={session?.mode === 'demo'} onSignedIn={signedIn} />
        </Card>
        <div className="zz-row">
          {ways.includes('oidc') ? <LinkButton href="/api/v1/sign-in/oidc">{t('oidc')}</LinkButton> : null}
          {ways.includes('ticket') ? <LinkButton href="/api/v1/sign-in/ticket">{t('ticket')}</LinkButton> : null}
          <LinkButton tone="quiet" href="/desk">
            {t('staff')}
          </LinkButton>
        </div>
        {session?.mode === 'demo' ? <DemoPeople onEnter={(person) => void enter(person)} /> : null}
      </div>
    </Page>
  );
}
