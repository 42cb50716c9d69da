import { DistrictMap, EmptyState, LinkButton, Loading, type Tone } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useOutline } from '../form/outline.ts';
import { publicTexts } from './texts.ts';

interface Dot {
  id: string;
  title: string;
  longitude: number;
  latitude: number;
  phase: string;
}

const TONES: Readonly<Record<string, Tone>> = { done: 'good', waiting: 'warn' };

/** Public reports on the outline of the district. */
export function MapView({ type, phase }: { type: string; phase: string }) {
  const t = useTexts(publicTexts);
  const outline = useOutline();
  const loaded = useLoad<{ items: readonly Dot[] }>(`public/map/${type}`, (signal) =>
    api.get('/public/map', { query: { type }, signal }),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const points = useMemo(
    () =>
      (loaded.data?.items ?? [])
        .filter((dot) => phase === '' || dot.phase === phase)
        .map(({ id, title, longitude, latitude, phase: state }) => ({
          id,
          label: title,
          longitude,
          latitude,
          tone: TONES[state] ?? ('info' as const),
        })),
    [loaded.data, phase],
  );
  const shown = points.find(({ id }) => id === chosen);
  if (outline === undefined) return <Loading />;
  return (
    <Await of={loaded}>
      {() => (
        <div className="zz-stack is-tight">
          <DistrictMap outline={outline} label={t('mapLabel')} points={points} onPoint={setChosen} height={520} />
          <p className="zz-quiet">{t('legend')}</p>
          <div aria-live="polite">
            {shown === undefined ? null : (
              <div className="zz-row">
                <strong>{shown.label}</strong>
                <LinkButton href={`/public/${shown.id}`}>{t('see')}</LinkButton>
              </div>
            )}
          </div>
          {points.length === 0 ? <EmptyState icon="map" title={t('none')} /> : null}
        </div>
      )}
    </Await>
  );
}
