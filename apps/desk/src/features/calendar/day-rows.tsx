import { DAY_KIND_LABELS, type CalendarDay } from '@zhongzhi/calendar/contract';
import { useLanguage } from '../../i18n.ts';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useCalendarText } from './texts.ts';

/** Days off and make-up days as a list. */
export function DayRows({ days }: { days: readonly CalendarDay[] }) {
  const text = useCalendarText();
  const columns = useColumns();
  return (
    <Rows<CalendarDay>
      label={text('days')}
      rows={days}
      keyOf={({ date }) => date}
      empty={text('none')}
      columns={columns}
    />
  );
}

function useColumns(): Column<CalendarDay>[] {
  const text = useCalendarText();
  const { say } = useLanguage();
  return [
    { key: 'date', title: text('date'), width: 140, show: ({ date }) => <span className="desk-number">{date}</span> },
    { key: 'kind', title: text('kind'), width: 140, show: ({ kind }) => say(DAY_KIND_LABELS[kind]) },
    { key: 'note', title: text('note'), show: ({ note }) => note },
  ];
}
