import { EmptyState, LinkButton, Loading } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { lazy, Suspense, type ComponentType } from 'react';
import { HomePage } from '../features/home/home-page.tsx';
import { Page } from './page.tsx';
import { match, useAddress } from './router.ts';
import { common } from './texts.ts';

type PageOf = ComponentType<{ values: Readonly<Record<string, string>> }>;

/** Every page but the first is fetched when it is opened. */
const later = <N extends string>(name: N, load: () => Promise<{ [key in N]: PageOf }>): PageOf =>
  lazy(async () => ({ default: (await load())[name] as PageOf }));

const ROUTES: readonly (readonly [pattern: string, page: PageOf])[] = [
  ['/', HomePage],
  ['/sign-in', later('SignInPage', () => import('../features/sign-in/sign-in-page.tsx'))],
  ['/report', later('ReportPage', () => import('../features/report/report-page.tsx'))],
  ['/matters', later('MattersPage', () => import('../features/matters/matters-page.tsx'))],
  ['/matters/new/:type', later('NewCasePage', () => import('../features/matters/new-case-page.tsx'))],
  ['/matters/:id', later('CasePage', () => import('../features/cases/case-page.tsx'))],
  ['/public', later('PublicPage', () => import('../features/public/public-page.tsx'))],
  ['/public/:id', later('PublicCasePage', () => import('../features/public/public-case-page.tsx'))],
  ['/notices', later('NoticesPage', () => import('../features/notices/notices-page.tsx'))],
  ['/settings', later('SettingsPage', () => import('../features/settings/settings-page.tsx'))],
  ['/answers', later('AnswersPage', () => import('../features/answers/answers-page.tsx'))],
  ['/answers/:name', later('RecordsPage', () => import('../features/answers/records-page.tsx'))],
  ['/suggest', later('SuggestPage', () => import('../features/suggest/suggest-page.tsx'))],
  ['/privacy', later('PrivacyPage', () => import('../features/privacy/privacy-page.tsx'))],
];

function NotFound() {
  const t = useTexts(common);
  return (
    <Page title={t('notFound')}>
      <EmptyState icon="map" title={t('notFoundWords')}>
        <LinkButton href="/">{t('home')}</LinkButton>
      </EmptyState>
    </Page>
  );
}

/** The page of the address now. */
export function Routes() {
  const { path } = useAddress();
  for (const [pattern, Found] of ROUTES) {
    const values = match(pattern, path);
    if (values === undefined) continue;
    return (
      <Suspense fallback={<Loading />}>
        <Found key={path} values={values} />
      </Suspense>
    );
  }
  return <NotFound />;
}
