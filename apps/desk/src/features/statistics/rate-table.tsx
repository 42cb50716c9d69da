import { Button, Empty } from 'antd';
import type { Behind, Measure } from './cases-behind.tsx';
import { useStatisticsText } from './texts.ts';

interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

export interface UnitRates {
  readonly unit: string | null;
  readonly unitName: string;
  readonly opened: number;
  readonly response: Rate;
  readonly solution: Rate;
  readonly satisfaction: Rate;
}

const RATES = ['response', 'solution', 'satisfaction'] as const;
type RateName = (typeof RATES)[number];
const MEASURES: Record<RateName, readonly [Measure, Measure]> = {
  response: ['response-in-time', 'response-due'],
  solution: ['solution-solved', 'solution-confirmed'],
  satisfaction: ['satisfaction-good', 'satisfaction-rated'],
};

const sum = (units: readonly UnitRates[], rate: RateName): Rate => ({
  numerator: units.reduce((total, unit) => total + unit[rate].numerator, 0),
  denominator: units.reduce((total, unit) => total + unit[rate].denominator, 0),
});

/** One line per unit, three rates each with both numbers; the units stand in the order of their names, never ranked. */
export function RateTable({ units, onOpen }: { units: readonly UnitRates[]; onOpen: (behind: Behind) => void }) {
  const text = useStatisticsText();
  if (units.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text('none')} />;
  return (
    <div className="rates-scroll" tabIndex={0} role="region" aria-label={text('title')}>
      <table className="rates">
        <thead>
          <tr>
            <th scope="col">{text('unit')}</th>
            <th scope="col">{text('opened')}</th>
            {RATES.map((rate) => (
              <th key={rate} scope="col">
                {text(rate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.unit ?? ''}>
              <th scope="row">{unit.unitName}</th>
              <td>{unit.opened}</td>
              {RATES.map((rate) => (
                <td key={rate}>
                  <RateCell
                    rate={unit[rate]}
                    onOpen={
                      unit.unit === null
                        ? undefined
                        : (part) => onOpen({ unit: unit.unit, unitName: unit.unitName, measure: MEASURES[rate][part] })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('total')}</th>
            <td>{units.reduce((total, unit) => total + unit.opened, 0)}</td>
            {RATES.map((rate) => (
              <td key={rate}>
                <RateCell
                  rate={sum(units, rate)}
                  onOpen={(part) => onOpen({ unit: null, unitName: text('total'), measure: MEASURES[rate][part] })}
                />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function RateCell({ rate, onOpen }: { rate: Rate; onOpen: ((part: 0 | 1) => void) | undefined }) {
  const text = useStatisticsText();
  const { numerator, denominator } = rate;
  if (denominator === 0) return <span className="desk-muted">{text('no-denominator')}</span>;
  const share = numerator / denominator;
  return (
    <span className="rate">
      <strong>{(share * 100).toFixed(1)}%</strong>
      <span className="rate-bar" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="rate-parts">
        <Button type="link" size="small" disabled={onOpen === undefined || numerator === 0} onClick={() => onOpen?.(0)}>
          {numerator}
        </Button>
        /
        <Button type="link" size="small" disabled={onOpen === undefined} onClick={() => onOpen?.(1)}>
          {denominator}
        </Button>
      </span>
    </span>
  );
}
