import { useId, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';

interface LineProps {
  label: ReactNode;
  value: ReactNode;
  /** The part of the bar that is filled, 0 to 1. */
  part: number;
  href: string | undefined;
}

function BarLine({ label, value, part, href }: LineProps) {
  const id = useId();
  return (
    <li>
      <div className="zz-bar-head">
        <span id={id}>{href === undefined ? label : <a href={href}>{label}</a>}</span>
        <span className="zz-bar-value">{value}</span>
      </div>
      <svg className="zz-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="zz-bar-fill" width={Math.max(0, Math.min(1, part)) * 100} height="12" />
      </svg>
    </li>
  );
}

export interface BarsProps {
  bars: readonly { key: string; label: ReactNode; value: number; href?: string }[];
  label: string;
  tone?: 'accent';
}

/** Quantities of the same kind, side by side; each is written out. */
export function Bars({ bars, label, tone }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className={cx('zz-bars', tone === 'accent' && 'is-accent')} aria-label={label}>
      {bars.map((bar) => (
        <BarLine
          key={bar.key}
          label={bar.label}
          value={bar.value.toLocaleString()}
          part={bar.value / most}
          href={bar.href}
        />
      ))}
    </ul>
  );
}

/** A rate in percent with one decimal, rounded down, so that nothing short of all is called 100 %. */
export function percent(numerator: number, denominator: number): string | null {
  if (denominator <= 0) return null;
  return `${(Math.floor((numerator / denominator) * 1000) / 10).toFixed(1)}%`;
}

export interface RatesProps {
  rates: readonly { key: string; label: ReactNode; numerator: number; denominator: number; href?: string }[];
  label: string;
  tone?: 'accent';
}

/** Rates, each with the numbers it is made of. */
export function Rates({ rates, label, tone }: RatesProps) {
  const words = useWords();
  return (
    <ul className={cx('zz-bars', tone === 'accent' && 'is-accent')} aria-label={label}>
      {rates.map((rate) => (
        <BarLine
          key={rate.key}
          label={rate.label}
          part={rate.denominator === 0 ? 0 : rate.numerator / rate.denominator}
          href={rate.href}
          value={
            <>
              {percent(rate.numerator, rate.denominator) ?? words.none}
              <span className="zz-bar-of">
                {words.of(rate.numerator.toLocaleString(), rate.denominator.toLocaleString())}
              </span>
            </>
          }
        />
      ))}
    </ul>
  );
}
