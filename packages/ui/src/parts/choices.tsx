import { useId, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { useFieldLinks } from './field.tsx';
import { Icon } from './icon.tsx';

export interface RadioCardsProps<V extends string> {
  value: V | null;
  onChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode; hint?: ReactNode }[];
  /** Side by side where there is room. */
  inline?: boolean;
}

/** One of a few; put it into a `Field` with `group`, which names the question. */
export function RadioCards<V extends string>({ value, onChange, options, inline }: RadioCardsProps<V>) {
  const name = useId();
  return (
    <div className={cx('zz-choices', inline && 'is-inline')}>
      {options.map((option) => (
        <label key={option.value} className={cx('zz-choice', value === option.value && 'is-chosen')}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span className="zz-choice-mark" aria-hidden="true">
            <Icon name="check" />
          </span>
          <span className="zz-choice-text">
            {option.label}
            {option.hint !== undefined && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  hint?: ReactNode;
}

/** Yes or no. */
export function Checkbox({ checked, onChange, children, hint }: CheckboxProps) {
  return (
    <label className="zz-choice is-bare">
      <input
        {...useFieldLinks()}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="zz-choice-mark is-box" aria-hidden="true">
        <Icon name="check" />
      </span>
      <span className="zz-choice-text">
        {children}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** Mouths of the five faces, best first. */
const MOUTHS: readonly (readonly [grade: number, mouth: string])[] = [
  [5, 'M7 13.5c1 3 3 4.5 5 4.5s4-1.5 5-4.5z'],
  [4, 'M7.5 14c1 2 2.7 3 4.5 3s3.5-1 4.5-3'],
  [3, 'M8 15.5h8'],
  [2, 'M7.5 17c1-2 2.7-3 4.5-3s3.5 1 4.5 3'],
  [1, 'M7 17.5c1-3 3-4.5 5-4.5s4 1.5 5 4.5z'],
];

export interface StarGradeProps {
  /** 5 is the best; null until the person has chosen. Nothing is chosen beforehand. */
  value: number | null;
  onChange: (grade: number) => void;
}

/** The five grades of satisfaction, as faces with their words. Put it into a `Field` with `group`. */
export function StarGrade({ value, onChange }: StarGradeProps) {
  const name = useId();
  const words = useWords();
  return (
    <div className="zz-grades">
      {MOUTHS.map(([grade, mouth]) => (
        <label key={grade} className={cx('zz-choice', value === grade && 'is-chosen')}>
          <input type="radio" name={name} value={grade} checked={value === grade} onChange={() => onChange(grade)} />
          <svg className="zz-icon zz-grade-face" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="10" />
            <path d={`M8.5 8.5v1M15.5 8.5v1${mouth}`} />
          </svg>
          <span className="zz-choice-text">{words.grades[grade]}</span>
        </label>
      ))}
    </div>
  );
}
