import type { CasePage } from '@zhongzhi/casework/contract';
import { EmptyState, LinkButton, Pager } from '@zhongzhi/ui';
import { useLive, usePages, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { CaseCards } from './case-cards.tsx';
import { Parcels } from './parcels.tsx';
import { mattersTexts } from './texts.ts';

function Mine() {
  const t = useTexts(mattersTexts);
  const pages = usePages('my/cases', (cursor, signal) => api.get<CasePage>('/my/cases', { query: { cursor }, signal }));
  useLive(['case', 'again'], pages.reload);
  return (
    <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
      {(items) => {
        const asked = items.filter(({ phase }) => phase === 'waiting');
        const others = items.filter(({ phase }) => phase !== 'waiting');
        if (items.length === 0) {
          return (
            <EmptyState icon="words" title={t('none')}>
              <LinkButton tone="main" href="/report">
                {t('report')}
              </LinkButton>
            </EmptyState>
          );
        }
        return (
          <div className="zz-stack is-loose">
            {asked.length === 0 ? null : (
              <section className="zz-stack">
                <h2>{t('asked')}</h2>
                <CaseCards items={asked} level="h3" />
              </section>
            )}
            {others.length === 0 ? null : (
              <section className="zz-stack">
                {asked.length === 0 ? null : <h2>{t('others')}</h2>}
                <CaseCards items={others} level={asked.length === 0 ? 'h2' : 'h3'} />
              </section>
            )}
            <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
          </div>
        );
      }}
    </Await>
  );
}

/** What this person reported or joined. */
export function MattersPage() {
  const t = useTexts(mattersTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        <Parcels />
        <SignedIn>{() => <Mine />}</SignedIn>
        <nav className="zz-row" aria-label={t('around')}>
          <LinkButton icon="bell" href="/notices">
            {t('notices')}
          </LinkButton>
          <LinkButton icon="gear" href="/settings">
            {t('settings')}
          </LinkButton>
        </nav>
      </div>
    </Page>
  );
}
