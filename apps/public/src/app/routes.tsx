import { EmptyState, LinkButton, Loading } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { Suspense, type ComponentType } from 'react';
import { HomePage } from '../features/home/home-page.tsx';
import { Page } from './page.tsx';
import { match, useAddress } from './router.ts';
import { common } from './texts.ts';

export type Values = Readonly<Record<string, string>>;
type PageOf = ComponentType<{ values: Values }>;

/** Every page but the first is fetched when it is opened. */
const ROUTES: readonly (readonly [pattern: string, page: PageOf])[] = [['/', HomePage]];

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
