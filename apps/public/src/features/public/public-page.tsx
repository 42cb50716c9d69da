import type { PublicCase } from '@zhongzhi/casework/contract';
import { EmptyState, Field, Loading, Pager, Select, Tabs } from '@zhongzhi/ui';
import { usePages, useTexts } from '@zhongzhi/web-kit';
import { lazy, Suspense } from 'react';
import { api } from '../../api.ts';
import { useRegions } from '../../app/district.ts';
import { Await, Page } from '../../app/page.tsx';
import { navigate, useAddress } from '../../app/router.ts';
import { PublicCards } from './public-cards.tsx';
import { publicTexts } from './texts.ts';

const MapView = lazy(() => import('./map-view.tsx').then(({ MapView }) => ({ default: MapView })));
const TYPE = 'appeal';
const PHASES = ['new', 'open', 'waiting', 'done'] as const;

function List({ place, phase }: { place: string; phase: string }) {
  const t = useTexts(publicTexts);
  const pages = usePages(`public/${place}/${phase}`, (cursor, signal) =>
    api.get<{ items: readonly PublicCase[]; next: string | null }>('/public/cases', {
      query: { type: TYPE, place, phase, cursor },
      signal,
    }),
  );
  return (
    <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState icon="map" title={t('none')} />
        ) : (
          <>
            <PublicCards items={items} />
            <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
          </>
        )
      }
    </Await>
  );
}

/** Public reports as a list and as a map; what is chosen stands in the address. */
export function PublicPage() {
  const t = useTexts(publicTexts);
  const { query } = useAddress();
  const { streets } = useRegions();
  const place = query.get('place') ?? '';
  const phase = query.get('phase') ?? '';
  const view = query.get('view') === 'map' ? 'map' : 'list';
  const go = (change: Record<string, string>) => {
    const next = new URLSearchParams(query);
    for (const [key, value] of Object.entries(change)) {
      if (value === '') next.delete(key);
      else next.set(key, value);
    }
    const text = next.toString();
    navigate(text === '' ? '/public' : `/public?${text}`, 'replace');
  };
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack">
        <div className="public-filters">
          <Field label={t('state')} required>
            <Select
              value={phase}
              empty={t('allStates')}
              options={PHASES.map((one) => ({ value: one, label: t(one) }))}
              onChange={(value) => go({ phase: value })}
            />
          </Field>
          {view === 'map' ? null : (
            <Field label={t('street')} required>
              <Select
                value={place}
                empty={t('allStreets')}
                options={streets.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={(value) => go({ place: value })}
              />
            </Field>
          )}
        </div>
        <Tabs
          label={t('views')}
          value={view}
          tabs={[
            { value: 'list', label: t('list') },
            { value: 'map', label: t('map') },
          ]}
          onChange={(value) => go({ view: value === 'map' ? 'map' : '' })}
        >
          {view === 'list' ? (
            <List place={place} phase={phase} />
          ) : (
            <Suspense fallback={<Loading />}>
              <MapView type={TYPE} phase={phase} />
            </Suspense>
          )}
        </Tabs>
      </div>
    </Page>
  );
}
