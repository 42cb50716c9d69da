import type { ChangeEvent } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { useFieldLinks } from './field.tsx';

interface Named {
  /** Name in a form; browsers fill in by it. */
  name?: string;
  /** A name for screen readers, where no `Field` gives one. */
  label?: string;
  autoComplete?: string;
  placeholder?: string;
}

export interface TextInputProps extends Named {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'tel' | 'search' | 'password' | 'date' | 'time' | 'number';
  inputMode?: 'text' | 'numeric' | 'tel' | 'decimal' | 'search';
  most?: number;
}

/** One line of text. */
export function TextInput({ value, onChange, type = 'text', most, label, ...rest }: TextInputProps) {
  return (
    <input
      {...rest}
      {...useFieldLinks()}
      className="zz-input"
      type={type}
      value={value}
      maxLength={most}
      aria-label={label}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
  );
}

export interface TextAreaProps extends Named {
  value: string;
  onChange: (value: string) => void;
  /** Characters at most: counted, never cut off while someone writes. */
  most?: number;
  rows?: number;
}

/** Several lines of text, with a count of what may still be written. */
export function TextArea({ value, onChange, most, rows = 5, label, ...rest }: TextAreaProps) {
  const words = useWords();
  const left = most === undefined ? 0 : most - value.length;
  return (
    <>
      <textarea
        {...rest}
        {...useFieldLinks()}
        className="zz-input"
        rows={rows}
        value={value}
        aria-label={label}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
      />
      {most !== undefined && (
        <p className={cx('zz-counter', left < 0 && 'is-over')} aria-live={left < 20 ? 'polite' : 'off'}>
          {left < 0 ? words.charactersOver(-left) : words.charactersLeft(left)}
        </p>
      )}
    </>
  );
}

export interface SelectProps extends Named {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** The first line, for “nothing chosen yet”. */
  empty?: string;
}

/** One of many, by the system's own list: the surest on every phone. */
export function Select({ value, onChange, options, empty, label, name, autoComplete }: SelectProps) {
  return (
    <select
      {...useFieldLinks()}
      className="zz-input"
      name={name}
      autoComplete={autoComplete}
      value={value}
      aria-label={label}
      onChange={(event: ChangeEvent<HTMLSelectElement>) => onChange(event.target.value)}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
