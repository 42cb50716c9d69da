import dayjs from 'dayjs';
import type { PlaceFigures } from '@zhongzhi/volunteering/contract';
import { weeksOf } from './weeks.ts';
import { useCalendarText } from './texts.ts';

type Day = PlaceFigures['items'][number];
const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;

/** The days of a month by weeks; each says how many activities it has and how full they are. */
export function MonthGrid({
  month,
  days,
  chosen,
  onChoose,
}: {
  month: string;
  days: readonly Day[];
  chosen: string | undefined;
  onChoose: (day: string) => void;
}) {
  const text = useCalendarText();
  const known = new Map(days.map((day) => [day.key, day]));
  return (
    <table className="service-month" aria-label={text('in-month', { month })}>
      <thead>
        <tr>
          {WEEK.map((weekday) => (
            <th key={weekday} scope="col">
              {text(`week.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, weekday) => (
              <td key={WEEK[weekday]}>
                {day === null ? null : (
                  <DayCell
                    day={day}
                    figures={known.get(day)}
                    isChosen={day === chosen}
                    onChoose={() => onChoose(day)}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({
  day,
  figures,
  isChosen,
  onChoose,
}: {
  day: string;
  figures: Day | undefined;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const text = useCalendarText();
  const isToday = day === dayjs().format('YYYY-MM-DD');
  const number = (
    <span className={isToday ? 'service-day-number is-today' : 'service-day-number'}>{Number(day.slice(8))}</span>
  );
  if (figures === undefined) return <div className="service-day">{number}</div>;
  const { activities, capacity, taken, cancelled, unsettled } = figures;
  return (
    <button type="button" className="service-day" aria-pressed={isChosen} onClick={onChoose}>
      {number}
      <strong>{text('count', { count: activities })}</strong>
      <span className="service-day-fill">{text('fill', { taken, capacity })}</span>
      <span className="rate-bar" aria-hidden>
        <span style={{ width: `${capacity === 0 ? 0 : (taken / capacity) * 100}%` }} />
      </span>
      {unsettled === 0 ? null : (
        <span className="service-day-more is-late">
          {text('unsettled')} {unsettled}
        </span>
      )}
      {cancelled === 0 ? null : (
        <span className="service-day-more">
          {text('cancelled')} {cancelled}
        </span>
      )}
    </button>
  );
}
