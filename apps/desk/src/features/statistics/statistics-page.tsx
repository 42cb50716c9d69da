import { DatePicker, Drawer, Select, Spin } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { caseTypesQuery } from '../cases/api.ts';
import { CasesBehind, type Behind } from './cases-behind.tsx';
import { RateTable, type UnitRates } from './rate-table.tsx';
import { useStatisticsText } from './texts.ts';

const DAY = 'YYYY-MM-DD';

/** The three rates per unit and period; every number opens to its cases. */
export function StatisticsPage() {
  const text = useStatisticsText();
  const { say } = useLanguage();
  const navigate = useNavigate();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const [behind, setBehind] = useState<Behind | null>(null);
  const types = useQuery(caseTypesQuery);
  const rated = (types.data ?? []).filter((type) => type.rated && type.maySeeBoard);
  const type = rated.find(({ name }) => name === search['type']) ?? rated[0];
  const from = search['from'] ?? dayjs().startOf('month').format(DAY);
  const to = search['to'] ?? dayjs().format(DAY);
  const period = { type: type?.name ?? '', from, to };
  const rates = useQuery({
    queryKey: ['cases', 'list', 'rates', period],
    queryFn: () => api.get<{ units: UnitRates[] }>('/case-rates', period),
    enabled: type !== undefined,
    placeholderData: keepPreviousData,
  });
  const go = (change: Record<string, string>) =>
    void navigate({ to: '/statistics', search: { ...search, ...change }, replace: true });
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <div className="desk-filters">
        {rated.length > 1 ? (
          <Select
            aria-label={text('type')}
            value={type?.name}
            options={rated.map(({ name, label }) => ({ value: name, label: say(label) }))}
            onChange={(name) => go({ type: name })}
            style={{ width: 160 }}
          />
        ) : null}
        <DatePicker.RangePicker
          aria-label={text('period')}
          allowClear={false}
          value={[dayjs(from), dayjs(to)]}
          presets={usePresets()}
          onChange={(days) => days?.[0] && days[1] && go({ from: days[0].format(DAY), to: days[1].format(DAY) })}
        />
      </div>
      <ProblemAlert error={types.error ?? rates.error} onRetry={() => void rates.refetch()} />
      <Spin spinning={rates.isPending && type !== undefined}>
        <RateTable units={rates.data?.units ?? []} onOpen={setBehind} />
      </Spin>
      <Drawer
        open={behind !== null}
        onClose={() => setBehind(null)}
        size="large"
        destroyOnHidden
        title={
          behind === null ? '' : text('behind', { unit: behind.unitName, measure: text(`measure.${behind.measure}`) })
        }
      >
        {behind === null ? null : <CasesBehind behind={behind} period={period} />}
      </Drawer>
    </>
  );
}

function usePresets(): { label: string; value: [Dayjs, Dayjs] }[] {
  const text = useStatisticsText();
  const today = dayjs();
  const lastMonth = today.subtract(1, 'month');
  return [
    { label: text('month.this'), value: [today.startOf('month'), today] },
    { label: text('month.last'), value: [lastMonth.startOf('month'), lastMonth.endOf('month')] },
    { label: text('days.30'), value: [today.subtract(29, 'day'), today] },
    { label: text('days.90'), value: [today.subtract(89, 'day'), today] },
    { label: text('year'), value: [today.startOf('year'), today] },
  ];
}
