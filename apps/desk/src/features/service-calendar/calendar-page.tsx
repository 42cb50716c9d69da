import { Button, DatePicker, Segmented, Spin } from 'antd';
import dayjs from 'dayjs';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PlaceFigures, WhichActivity } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { ActivitiesBehind } from './activities-behind.tsx';
import { MonthGrid } from './month-grid.tsx';
import { useCalendarText } from './texts.ts';

const MONTH = 'YYYY-MM';
const WHICH: readonly WhichActivity[] = ['all', 'unsettled', 'settled', 'cancelled', 'no-shows'];

/** A month of activities in the reader's area; a day opens to its activities. */
export function ServiceCalendarPage() {
  const text = useCalendarText();
  const navigate = useNavigate();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const month = search['month'] ?? dayjs().format(MONTH);
  const day = search['day'];
  const which = WHICH.find((one) => one === search['which']) ?? 'all';
  const days = useQuery({
    queryKey: ['service-figures', 'days', month],
    queryFn: () => api.get<PlaceFigures>('/service-figures/places', { by: 'day', from: month, to: month }),
    placeholderData: keepPreviousData,
  });
  const go = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/service-calendar', search: { ...search, ...change }, replace: true });
  const turn = (months: number) =>
    go({ month: dayjs(`${month}-01`).add(months, 'month').format(MONTH), day: undefined });
  const title = day === undefined ? text('in-month', { month }) : text('day', { day });
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <div className="desk-filters">
        <Button onClick={() => turn(-1)}>{text('before')}</Button>
        <DatePicker
          picker="month"
          aria-label={text('month')}
          allowClear={false}
          value={dayjs(`${month}-01`)}
          onChange={(chosen) => chosen !== null && go({ month: chosen.format(MONTH), day: undefined })}
        />
        <Button onClick={() => turn(1)}>{text('after')}</Button>
      </div>
      <ProblemAlert error={days.error} onRetry={() => void days.refetch()} />
      <Spin spinning={days.isPending}>
        {days.data === undefined ? null : (
          <>
            <Totals total={days.data.total} />
            <MonthGrid month={month} days={days.data.items} chosen={day} onChoose={(one) => go({ day: one })} />
          </>
        )}
      </Spin>
      <section className="desk-panel service-days">
        <h2>{title}</h2>
        <div className="desk-filters">
          <Segmented<WhichActivity>
            aria-label={text('which')}
            value={which}
            options={WHICH.map((value) => ({ value, label: text(`which.${value}`) }))}
            onChange={(value) => go({ which: value })}
          />
          {day === undefined ? null : (
            <Button type="link" onClick={() => go({ day: undefined })}>
              {text('all-month')}
            </Button>
          )}
        </div>
        {which === 'no-shows' ? <p className="desk-muted">{text('about.no-shows')}</p> : null}
        <ActivitiesBehind
          label={title}
          asked={{ from: month, to: month, which, ...(day === undefined ? {} : { day }) }}
        />
      </section>
    </>
  );
}

const said = (count: number): string => count.toLocaleString('zh-CN');

function Totals({ total }: { total: PlaceFigures['total'] }) {
  const text = useCalendarText();
  const facts = [
    [text('activities'), said(total.activities)],
    [text('taken'), `${said(total.taken)} / ${said(total.capacity)}`],
    [text('settled'), said(total.settled)],
    [text('unsettled'), said(total.unsettled)],
    [text('cancelled'), said(total.cancelled)],
    [text('no-shows-of'), `${said(total.noShows)} / ${said(total.expected)}`],
  ] as const;
  return (
    <dl className="facts service-totals">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="desk-number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
