import { SERVICE_KIND_LABELS, SERVICE_KINDS, type ActivityCard } from '@zhongzhi/volunteering/contract';
import { EmptyState, Field, Pager, Select } from '@zhongzhi/ui';
import { usePages, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { common } from '../../app/texts.ts';
import { ActivityCards } from './activity-cards.tsx';
import { volunteerTexts } from './texts.ts';

interface Page {
  items: readonly ActivityCard[];
  next: string | null;
}

/** Activities that look for people, soonest first. */
export function ActivitiesPage() {
  const t = useTexts(volunteerTexts);
  const words = useTexts(common);
  const say = useSay();
  const [kind, setKind] = useState('');
  const pages = usePages(`activities ${kind}`, (after, signal) =>
    api.get<Page>('/activities', { query: { after, kind: kind === '' ? undefined : kind }, signal }),
  );
  return (
    <Page title={t('activities')} about={t('activitiesAbout')}>
      <div className="zz-stack is-loose">
        <Field label={t('kind')} required>
          <Select
            value={kind}
            onChange={setKind}
            options={[
              { value: '', label: words('all') },
              ...SERVICE_KINDS.map((one) => ({ value: one, label: say(SERVICE_KIND_LABELS[one]) })),
            ]}
          />
        </Field>
        <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState icon="people" title={t('noActivities')} />
            ) : (
              <>
                <ActivityCards items={items} />
                <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
              </>
            )
          }
        </Await>
      </div>
    </Page>
  );
}
