import { BottomNav, Footer, Icon, ToastProvider, TopBar, UiLanguage, type NavEntry } from '@zhongzhi/ui';
import { language, useKept, useLoad, useOnline, useTexts } from '@zhongzhi/web-kit';
import { lazy, Suspense, type ReactNode } from 'react';
import { api } from '../api.ts';
import { scale, useScale } from './display.ts';
import { useDistrict } from './district.ts';
import { useAddress } from './router.ts';
import { useSession } from './session.ts';
import { common } from './texts.ts';

// Fetched after the first view: it has something to do only where something waits.
const OutboxWatcher = lazy(() =>
  import('./outbox-watcher.tsx').then(({ OutboxWatcher }) => ({ default: OutboxWatcher })),
);

function useEntries(): NavEntry[] {
  const t = useTexts(common);
  const { path } = useAddress();
  const at = (begin: string) => path === begin || path.startsWith(`${begin}/`);
  return [
    { href: '/', label: t('home'), icon: 'home', isHere: path === '/' },
    { href: '/report', label: t('report'), icon: 'report', isHere: at('/report') },
    { href: '/matters', label: t('mine'), icon: 'person', isHere: at('/matters') },
    { href: '/public', label: t('open'), icon: 'map', isHere: at('/public') },
  ];
}

/** The switch to large type, under the name by which people look for it (also: 关爱版, 关怀版). */
function TypeSwitch() {
  const t = useTexts(common);
  const now = useScale();
  const isStandard = now === 'standard';
  return (
    <button type="button" className="bar-link" onClick={() => scale.set(isStandard ? 'large' : 'standard')}>
      <Icon name="type" />
      <span>{t(isStandard ? 'largeType' : 'standardType')}</span>
    </button>
  );
}

function LanguageSwitch({ on }: { on: 'wide' | 'narrow' }) {
  const t = useTexts(common);
  const now = useKept(language);
  const other = now === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={`bar-link only-${on}`}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => language.set(other)}
    >
      <Icon name="globe" />
      <span>{t('otherLanguage')}</span>
    </button>
  );
}

function Bell() {
  const t = useTexts(common);
  const { data } = useLoad<{ count: number }>('notices/unread', (signal) => api.get('/notices/unread', { signal }));
  const count = data?.count ?? 0;
  return (
    <a className="bar-link" href="/notices" aria-label={t(count > 0 ? 'noticesUnread' : 'notices', { count })}>
      <Icon name="bell" />
      {count > 0 ? <span className="zz-badge">{count > 99 ? '99+' : count}</span> : null}
    </a>
  );
}

function Person() {
  const t = useTexts(common);
  const { session } = useSession();
  if (session === undefined) return null;
  if (session.person === null) {
    return (
      <a className="bar-link" href="/sign-in">
        {t('signIn')}
      </a>
    );
  }
  return (
    <>
      <Bell />
      <a className="bar-link only-wide" href="/settings">
        <Icon name="person" />
        <span>{session.person.name}</span>
      </a>
    </>
  );
}

/** The frame of every page. */
export function Layout({ children }: { children: ReactNode }) {
  const t = useTexts(common);
  const now = useKept(language);
  const entries = useEntries();
  const { name } = useDistrict();
  const isOnline = useOnline();
  const { session } = useSession();
  return (
    <UiLanguage.Provider value={now}>
      <ToastProvider>
        <div className="zz-has-bottom">
          <a className="zz-skip" href="#content">
            {t('skip')}
          </a>
          <TopBar brand={t('brand')} place={name} mark="/mark.svg" label={t('nav')} entries={entries}>
            <TypeSwitch />
            <LanguageSwitch on="wide" />
            <Person />
          </TopBar>
          {isOnline ? null : (
            <div className="offline-bar" role="status">
              <Icon name="offline" />
              <span>{t('offlineBar')}</span>
            </div>
          )}
          <main className="zz-main" id="content" tabIndex={-1}>
            {children}
          </main>
          <Footer
            label={t('footer')}
            links={[
              { href: '/suggest', label: t('suggest') },
              { href: '/answers', label: t('answers') },
              { href: '/privacy', label: t('privacy') },
              { href: '/settings', label: t('settings') },
              { href: '/docs', label: t('apiDocs') },
              { href: '/desk', label: t('desk') },
            ]}
          >
            <LanguageSwitch on="narrow" />
            <p>{name === '' ? t('brand') : `${t('brand')} · ${name}`}</p>
          </Footer>
          {session === undefined ? null : (
            <Suspense fallback={null}>
              <OutboxWatcher />
            </Suspense>
          )}
          <BottomNav label={t('navBelow')} entries={entries} />
        </div>
      </ToastProvider>
    </UiLanguage.Provider>
  );
}
