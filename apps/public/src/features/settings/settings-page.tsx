import { LinkButton } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { Page } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { common } from '../../app/texts.ts';
import { Devices, Me } from './account.tsx';
import { Consents } from './consents.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { MyData } from './my-data.tsx';
import { settingsTexts } from './texts.ts';

/** How the pages look, where one is signed in, and what is known of one. */
export function SettingsPage() {
  const t = useTexts(settingsTexts);
  const c = useTexts(common);
  const { session } = useSession();
  return (
    <Page title={t('title')}>
      <div className="zz-stack">
        <DisplaySettings />
        {session?.person ? (
          <>
            <Me key={session.person.id} person={session.person} />
            <Devices />
            <Consents />
            <MyData />
          </>
        ) : (
          <div>
            <LinkButton tone="main" href="/sign-in?then=/settings">
              {c('signIn')}
            </LinkButton>
          </div>
        )}
        <div className="zz-row">
          <LinkButton href="/privacy" icon="shield">
            {t('privacy')}
          </LinkButton>
          <LinkButton href="/suggest" icon="bulb">
            {t('suggest')}
          </LinkButton>
        </div>
      </div>
    </Page>
  );
}
