import { Button, DatePicker, Drawer, Empty, Segmented, Spin, Tabs } from 'antd';
import dayjs from 'dayjs';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SERVICE_KIND_LABELS, type ServiceFigures } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { sessionQuery } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { asCsv } from '../../kit/csv.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { saveText } from '../../kit/save-file.ts';
import { Places } from './places.tsx';
import { RecordsBehind, type FigureAsked } from './records-behind.tsx';
import { useFiguresText } from './texts.ts';

const DIMENSIONS = ['region', 'circle', 'kind', 'unit'] as const;
type Dimension = (typeof DIMENSIONS)[number];
const MONTH = 'YYYY-MM';

interface Line {
  readonly key: string;
  readonly name: string;
  readonly minutes: number;
  readonly services: number;
}

/** Hours and times of service, of the months and the part of the district that are chosen. */
export function ServiceFiguresPage() {
  const text = useFiguresText();
  const navigate = useNavigate();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const { data: session } = useQuery(sessionQuery);
  const seesAll = session?.person?.roles.some(({ role }) => role === 'district-administrator') ?? false;
  const dimension = DIMENSIONS.find((one) => seesAll && one === search['by']) ?? 'region';
  const from = search['from'] ?? dayjs().subtract(11, 'month').format(MONTH);
  const to = search['to'] ?? dayjs().format(MONTH);
  const figures = useQuery({
    queryKey: ['service-figures', dimension, from, to],
    queryFn: () => api.get<ServiceFigures>('/service-figures', { dimension, from, to }),
    placeholderData: keepPreviousData,
  });
  const go = (change: Record<string, string>) =>
    void navigate({ to: '/service-figures', search: { ...search, ...change }, replace: true });
  const lines = useNamed(dimension, figures.data?.items ?? []);
  const head = text(`dimension.${dimension}`);
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        <Button
          disabled={lines.length === 0}
          onClick={() =>
            saveText(`${text('title')}-${from}-${to}.csv`, sheetOf([head, text('hours'), text('services')], lines))
          }
        >
          {text('download')}
        </Button>
      </PageHead>
      <div className="desk-filters">
        <DatePicker.RangePicker
          picker="month"
          aria-label={text('months')}
          allowClear={false}
          value={[dayjs(`${from}-01`), dayjs(`${to}-01`)]}
          onChange={(months) =>
            months?.[0] && months[1] && go({ from: months[0].format(MONTH), to: months[1].format(MONTH) })
          }
        />
      </div>
      <Tabs
        activeKey={search['tab'] === 'places' ? 'places' : 'hours'}
        onChange={(tab) => go({ tab })}
        items={[
          {
            key: 'hours',
            label: text('tab.hours'),
            children: (
              <>
                {seesAll ? (
                  <div className="desk-filters">
                    <Segmented<Dimension>
                      aria-label={text('dimension')}
                      value={dimension}
                      options={DIMENSIONS.map((value) => ({ value, label: text(`dimension.${value}`) }))}
                      onChange={(by) => go({ by })}
                    />
                  </div>
                ) : null}
                <ProblemAlert error={figures.error} onRetry={() => void figures.refetch()} />
                <Spin spinning={figures.isPending}>
                  <Lines
                    title={text('by-month')}
                    head={text('month')}
                    lines={(figures.data?.months ?? []).map((one) => ({ ...one, key: one.month, name: one.month }))}
                    askedOf={(month) => ({ dimension: 'region', from: month, to: month })}
                  />
                  <Lines
                    title={head}
                    head={head}
                    lines={lines}
                    about={lines.length >= 100 ? text('first') : undefined}
                    askedOf={(key) => ({ dimension, key, from, to })}
                  />
                </Spin>
              </>
            ),
          },
          { key: 'places', label: text('tab.places'), children: <Places from={from} to={to} /> },
        ]}
      />
    </>
  );
}

function useNamed(dimension: Dimension, items: ServiceFigures['items']): Line[] {
  const text = useFiguresText();
  const { say } = useLanguage();
  const kinds: Readonly<Record<string, { zh: string; en: string } | undefined>> = SERVICE_KIND_LABELS;
  return items.map((item) => {
    const kind = dimension === 'kind' ? kinds[item.key] : undefined;
    return {
      ...item,
      name: kind === undefined ? (item.name ?? (item.key === '' ? text('no-circle') : item.key)) : say(kind),
    };
  });
}

const hoursOf = (minutes: number): string => (minutes / 60).toFixed(1);
const countOf = (count: number): string => count.toLocaleString('zh-CN');
/** Hours as the page shows them; sheets take them without commas. */
const hoursShown = (minutes: number): string => countOf(Math.round(minutes / 6) / 10);
const sheetOf = (headings: string[], lines: readonly Line[]): string =>
  asCsv([headings, ...lines.map(({ name, minutes, services }) => [name, hoursOf(minutes), String(services)])]);

function Lines({
  title,
  head,
  lines,
  about,
  askedOf,
}: {
  title: string;
  head: string;
  lines: readonly Line[];
  about?: string | undefined;
  askedOf: (key: string) => FigureAsked;
}) {
  const text = useFiguresText();
  const [opened, setOpened] = useState<Line | null>(null);
  const most = Math.max(1, ...lines.map(({ minutes }) => minutes));
  return (
    <section className="desk-panel">
      <h2>{title}</h2>
      {about === undefined ? null : <p className="desk-muted">{about}</p>}
      {lines.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text('none')} />
      ) : (
        <div className="rates-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="rates is-narrow">
            <thead>
              <tr>
                <th scope="col">{head}</th>
                <th scope="col">{text('hours')}</th>
                <th scope="col">{text('services')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ key, name, minutes, services }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td>
                    <span className="rate">
                      <strong className="desk-number">{hoursShown(minutes)}</strong>
                      <span className="rate-bar" aria-hidden>
                        <span style={{ width: `${(minutes / most) * 100}%` }} />
                      </span>
                    </span>
                  </td>
                  <td>
                    <Button
                      type="link"
                      size="small"
                      aria-label={text('open-records', { name, count: countOf(services) })}
                      onClick={() => setOpened({ key, name, minutes, services })}
                    >
                      {countOf(services)}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{text('total')}</th>
                <td className="desk-number">{hoursShown(lines.reduce((sum, { minutes }) => sum + minutes, 0))}</td>
                <td className="desk-number">{countOf(lines.reduce((sum, { services }) => sum + services, 0))}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size={960}
        destroyOnHidden
        title={opened === null ? '' : text('behind.title', { name: opened.name })}
      >
        {opened === null ? null : <RecordsBehind asked={askedOf(opened.key)} />}
      </Drawer>
    </section>
  );
}
