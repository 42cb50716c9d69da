import { Button, Drawer, Empty, Segmented, Spin } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SERVICE_KIND_LABELS, type PlaceFigures, type WhichActivity } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { ActivitiesBehind, type ActivitiesAsked } from '../service-calendar/activities-behind.tsx';
import { useFiguresText } from './texts.ts';

const BY = ['month', 'region', 'kind'] as const;
type By = (typeof BY)[number];
type Line = PlaceFigures['items'][number];

/** What of the list of activities one line of the table counts. */
function askedOf(by: By, key: string, { from, to }: { from: string; to: string }): Omit<ActivitiesAsked, 'which'> {
  if (by === 'month') return { from: key, to: key };
  return by === 'region' ? { from, to, region: key } : { from, to, kind: key };
}

/** How full activities were, and how many did not come: both numbers of every share, each open to its activities. */
export function Places({ from, to }: { from: string; to: string }) {
  const text = useFiguresText();
  const { say } = useLanguage();
  const [by, setBy] = useState<By>('month');
  const [behind, setBehind] = useState<{ title: string; asked: ActivitiesAsked } | null>(null);
  const figures = useQuery({
    queryKey: ['service-figures', 'places', by, from, to],
    queryFn: () => api.get<PlaceFigures>('/service-figures/places', { by, from, to }),
    placeholderData: keepPreviousData,
  });
  const kinds: Readonly<Record<string, { zh: string; en: string } | undefined>> = SERVICE_KIND_LABELS;
  const nameOf = ({ key, name }: Line): string =>
    by === 'kind' && kinds[key] !== undefined ? say(kinds[key]) : (name ?? key);
  const open = (name: string, of: Omit<ActivitiesAsked, 'which'>) => (which: WhichActivity) =>
    setBehind({ title: `${name} · ${text(`open.${which}`)}`, asked: { ...of, which } });
  const total = figures.data?.total;
  return (
    <>
      <div className="desk-filters">
        <Segmented<By>
          aria-label={text('dimension')}
          value={by}
          options={BY.map((value) => ({ value, label: text(value === 'month' ? 'month' : `dimension.${value}`) }))}
          onChange={setBy}
        />
      </div>
      <ProblemAlert error={figures.error} onRetry={() => void figures.refetch()} />
      <Spin spinning={figures.isPending}>
        {total === undefined || (figures.data?.items.length ?? 0) === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text('none')} />
        ) : (
          <div className="rates-scroll" tabIndex={0} role="region" aria-label={text('tab.places')}>
            <table className="rates">
              <Head by={by} />
              <tbody>
                {figures.data!.items.map((line) => (
                  <PlaceLine
                    key={line.key}
                    name={nameOf(line)}
                    counts={line}
                    onOpen={open(nameOf(line), askedOf(by, line.key, { from, to }))}
                  />
                ))}
              </tbody>
              <tfoot>
                <PlaceLine name={text('total')} counts={total} onOpen={open(text('total'), { from, to })} />
              </tfoot>
            </table>
          </div>
        )}
      </Spin>
      <p className="desk-muted">{text('places.about')}</p>
      <Drawer open={behind !== null} onClose={() => setBehind(null)} size={960} destroyOnHidden title={behind?.title}>
        {behind === null ? null : <ActivitiesBehind asked={behind.asked} label={behind.title} />}
      </Drawer>
    </>
  );
}

function Head({ by }: { by: By }) {
  const text = useFiguresText();
  const heads = [
    text(by === 'month' ? 'month' : `dimension.${by}`),
    text('activities'),
    text('fill'),
    text('no-shows'),
    text('unsettled'),
    text('cancelled'),
  ];
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function PlaceLine({
  name,
  counts,
  onOpen,
}: {
  name: string;
  counts: PlaceFigures['total'];
  onOpen: (which: WhichActivity) => void;
}) {
  const { activities, taken, capacity, noShows, expected, unsettled, cancelled } = counts;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Count value={activities} onOpen={() => onOpen('all')} />
      </td>
      <td>
        <Share part={taken} whole={capacity} onPart={() => onOpen('all')} onWhole={() => onOpen('all')} />
      </td>
      <td>
        <Share part={noShows} whole={expected} onPart={() => onOpen('no-shows')} onWhole={() => onOpen('settled')} />
      </td>
      <td>
        <Count value={unsettled} onOpen={() => onOpen('unsettled')} />
      </td>
      <td>
        <Count value={cancelled} onOpen={() => onOpen('cancelled')} />
      </td>
    </tr>
  );
}

function Count({ value, onOpen }: { value: number; onOpen: () => void }) {
  return (
    <Button type="link" size="small" disabled={value === 0} onClick={onOpen}>
      {value.toLocaleString('zh-CN')}
    </Button>
  );
}

function Share({
  part,
  whole,
  onPart,
  onWhole,
}: {
  part: number;
  whole: number;
  onPart: () => void;
  onWhole: () => void;
}) {
  const text = useFiguresText();
  if (whole === 0) return <span className="desk-muted">{text('no-denominator')}</span>;
  return (
    <span className="rate">
      <strong>{((part / whole) * 100).toFixed(1)}%</strong>
      <span className="rate-parts">
        <Count value={part} onOpen={onPart} />/<Count value={whole} onOpen={onWhole} />
      </span>
    </span>
  );
}
