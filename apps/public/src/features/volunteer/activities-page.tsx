import type { ActivityCard } from '@zhongzhi/volunteering/contract';
import { EmptyState, Pager, Tabs } from '@zhongzhi/ui';
import { usePages, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { ActivityMap } from '../activity-search/activity-map.tsx';
import { Filters, NOTHING_SOUGHT, queryOf, type Sought } from '../activity-search/filters.tsx';
import { ForMe } from '../activity-search/for-me.tsx';
import { searchTexts } from '../activity-search/texts.ts';
import { ActivityCards } from './activity-cards.tsx';
import { volunteerTexts } from './texts.ts';

interface Page {
  items: readonly ActivityCard[];
  next: string | null;
}

function Found({ sought }: { sought: Sought }) {
  const t = useTexts(volunteerTexts);
  const s = useTexts(searchTexts);
  const pages = usePages(`activities ${Object.values(sought).join(' ')}`, (after, signal) =>
    api.get<Page>('/activities', { query: { after, ...queryOf(sought) }, signal }),
  );
  const isEmpty = sought === NOTHING_SOUGHT;
  return (
    <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState icon="people" title={isEmpty ? t('noActivities') : s('none')} />
        ) : (
          <div className="zz-stack">
            <ActivityCards items={items} />
            <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
          </div>
        )
      }
    </Await>
  );
}

/** Activities that look for people: what suits the reader, then all of them, as a list or on the map. */
export function ActivitiesPage() {
  const t = useTexts(volunteerTexts);
  const s = useTexts(searchTexts);
  const { session } = useSession();
  const [sought, setSought] = useState(NOTHING_SOUGHT);
  const [view, setView] = useState<'list' | 'map'>('list');
  return (
    <Page title={t('activities')} about={t('activitiesAbout')}>
      <div className="zz-stack is-loose">
        {session?.person == null ? null : <ForMe />}
        <section className="zz-stack" aria-labelledby="all-activities">
          <h2 id="all-activities">{s('allActivities')}</h2>
          <Filters sought={sought} onChange={setSought} />
          <Tabs
            label={s('views')}
            value={view}
            onChange={setView}
            tabs={[
              { value: 'list', label: s('list') },
              { value: 'map', label: s('map') },
            ]}
          >
            {view === 'list' ? <Found sought={sought} /> : <ActivityMap sought={sought} />}
          </Tabs>
        </section>
      </div>
    </Page>
  );
}
