import { Card, LinkButton } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { Page } from '../../app/page.tsx';
import { home } from './texts.ts';

/** The first page: what one can do here, in large clear entries. */
export function HomePage() {
  const t = useTexts(home);
  return (
    <Page title={t('title')} about={t('about')}>
      <Card>
        <LinkButton tone="main" href="/report" icon="report" wide>
          {t('report')}
        </LinkButton>
      </Card>
    </Page>
  );
}
