import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Spin, Tag } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { EDIT_CALENDAR, YEAR_STATUS_LABELS, type CalendarYear } from '@zhongzhi/calendar/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useNow } from '../../kit/use-now.ts';
import { DayRows } from './day-rows.tsx';
import { ImportYearDrawer } from './import-year-drawer.tsx';
import { Months } from './months.tsx';
import { OfficeHoursDrawer } from './office-hours-drawer.tsx';
import { useCalendarText } from './texts.ts';

/** Holidays and make-up days by year: what every deadline is counted on. */
export function CalendarPage() {
  const text = useCalendarText();
  const may = useMay();
  const navigate = useNavigate();
  const thisYear = new Date(useNow()).getFullYear();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const year = /^\d{4}$/.test(search['year'] ?? '') ? Number(search['year']) : thisYear;
  const found = useQuery({
    queryKey: ['calendar', year],
    queryFn: () => api.get<CalendarYear>(`/calendar/${year}`),
    placeholderData: keepPreviousData,
  });
  const [opened, setOpened] = useState<'import' | 'hours' | null>(null);
  const go = (next: number) => void navigate({ to: '/calendar', search: { year: String(next) }, replace: true });
  const mayEdit = may(EDIT_CALENDAR) && found.data !== undefined;
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        {mayEdit ? <Button onClick={() => setOpened('hours')}>{text('office-hours.edit')}</Button> : null}
        {mayEdit ? (
          <Button type="primary" onClick={() => setOpened('import')}>
            {text('import')}
          </Button>
        ) : null}
      </PageHead>
      <div className="calendar-year" role="group" aria-label={text('year')}>
        <Button icon={<LeftOutlined />} aria-label={text('year.previous')} onClick={() => go(year - 1)} />
        <strong aria-live="polite">{year}</strong>
        <Button icon={<RightOutlined />} aria-label={text('year.next')} onClick={() => go(year + 1)} />
      </div>
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      <Spin spinning={found.isFetching}>{found.data === undefined ? null : <Year found={found.data} />}</Spin>
      {found.data === undefined ? null : (
        <>
          <ImportYearDrawer
            key={`import${year}${String(opened)}`}
            year={found.data}
            isOpen={opened === 'import'}
            onClose={() => setOpened(null)}
          />
          <OfficeHoursDrawer
            key={`hours${String(opened)}`}
            officeHours={found.data.officeHours}
            isOpen={opened === 'hours'}
            onClose={() => setOpened(null)}
          />
        </>
      )}
    </>
  );
}

function Year({ found }: { found: CalendarYear }) {
  const text = useCalendarText();
  const { say } = useLanguage();
  const isProvisional = found.status === 'provisional';
  return (
    <>
      <p className="calendar-facts">
        <Tag variant="outlined" className={isProvisional ? 'calendar-provisional' : 'calendar-final'}>
          {say(YEAR_STATUS_LABELS[found.status])}
        </Tag>
        <span>{text('working-days', { count: found.workingDays })}</span>
        <span>
          {text('office-hours', { hours: found.officeHours.map(({ from, to }) => `${from}–${to}`).join(' ') })}
        </span>
        <span className="desk-muted">{text(`source.${found.source}`)}</span>
      </p>
      {isProvisional ? <Alert type="warning" showIcon title={text('provisional.about')} className="step-hint" /> : null}
      <Months year={found.year} days={found.days} />
      <h2 className="desk-subtitle">{text('days')}</h2>
      <DayRows days={found.days} />
    </>
  );
}
