import type { ActivityDot } from '@zhongzhi/volunteering/contract';
import { DistrictMap, EmptyState, LinkButton, Loading } from '@zhongzhi/ui';
import { useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useOutline } from '../form/outline.ts';
import { queryOf, type Sought } from './filters.tsx';
import { searchTexts } from './texts.ts';

/** Coming activities on the outline of the district. */
export function ActivityMap({ sought }: { sought: Sought }) {
  const t = useTexts(searchTexts);
  const dates = useDates();
  const outline = useOutline();
  const { text: _words, ...query } = queryOf(sought);
  const loaded = useLoad<{ items: readonly ActivityDot[] }>(
    `activities/map ${sought.place} ${sought.kind} ${sought.day}`,
    (signal) => api.get('/activities/map', { query, signal }),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const points = useMemo(
    () =>
      (loaded.data?.items ?? []).map(({ id, title, longitude, latitude }) => ({
        id,
        label: title,
        longitude,
        latitude,
        tone: 'info' as const,
      })),
    [loaded.data],
  );
  const shown = loaded.data?.items.find(({ id }) => id === chosen);
  if (outline === undefined) return <Loading />;
  return (
    <Await of={loaded}>
      {() => (
        <div className="zz-stack is-tight">
          <p className="zz-quiet">{t(sought.text === '' ? 'mapAbout' : 'mapText')}</p>
          <DistrictMap outline={outline} label={t('mapLabel')} points={points} onPoint={setChosen} height={460} />
          <div aria-live="polite">
            {shown === undefined ? null : (
              <div className="zz-row">
                <strong>{shown.title}</strong>
                <span className="zz-quiet">{dates.time(shown.startsAt)}</span>
                <LinkButton href={`/activities/${shown.id}`}>{t('see')}</LinkButton>
              </div>
            )}
          </div>
          {points.length === 0 ? <EmptyState icon="map" title={t('none')} /> : null}
        </div>
      )}
    </Await>
  );
}
