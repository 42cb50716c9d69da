import { Checkbox, Empty, Grid, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useKitText } from './texts.ts';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly width?: number;
  /** Shown on the card of a narrow screen without its title, as the card's head. */
  readonly isHead?: boolean;
  readonly show: (row: T) => ReactNode;
}

interface Choice {
  readonly keys: readonly string[];
  readonly onChange: (keys: string[]) => void;
  readonly label: string;
}

interface Props<T> {
  readonly rows: readonly T[] | undefined;
  readonly keyOf: (row: T) => string;
  /** What a row is called, for the label of its checkbox. */
  readonly nameOf?: (row: T) => string;
  readonly columns: readonly Column<T>[];
  readonly label: string;
  readonly isLoading?: boolean;
  readonly empty?: string;
  readonly choice?: Choice | undefined;
  readonly emphasised?: (row: T) => boolean;
}

/**
 * A list: a dense table on a wide screen, cards on a narrow one; the same columns make both. The table is the
 * browser's own: the library's measures its columns with a hidden copy of every control, which the keyboard reaches.
 */
export function Rows<T extends object>(props: Props<T>) {
  const text = useKitText();
  const isWide = Grid.useBreakpoint().md ?? true;
  const { rows, isLoading, empty } = props;
  if (rows === undefined || isLoading === true) return isLoading === true ? <Spin className="desk-waiting" /> : null;
  if (rows.length === 0)
    return <Empty className="desk-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? text('empty')} />;
  const shown = { ...props, rows };
  return isWide ? <WideRows {...shown} /> : <NarrowRows {...shown} />;
}

type Shown<T> = Props<T> & { readonly rows: readonly T[] };

function WideRows<T extends object>({ rows, keyOf, nameOf, columns, label, choice, emphasised }: Shown<T>) {
  const all = rows.map(keyOf);
  const chosen = choice?.keys.filter((key) => all.includes(key)) ?? [];
  return (
    <div className="desk-table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="desk-table">
        <thead>
          <tr>
            {choice === undefined ? null : (
              <th scope="col">
                <Checkbox
                  aria-label={choice.label}
                  checked={chosen.length === all.length}
                  indeterminate={chosen.length > 0 && chosen.length < all.length}
                  onChange={({ target }) => choice.onChange(target.checked ? all : [])}
                />
              </th>
            )}
            {columns.map(({ key, title, width }) => (
              <th key={key} scope="col" style={{ width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={emphasised?.(row) === true ? 'is-emphasised' : undefined}>
              {choice === undefined ? null : (
                <td>
                  <RowCheckbox choice={choice} rowKey={keyOf(row)} name={(nameOf ?? keyOf)(row)} />
                </td>
              )}
              {columns.map(({ key, show }) => (
                <td key={key}>{show(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowCheckbox({ choice, rowKey, name }: { choice: Choice; rowKey: string; name: string }) {
  const { keys, label, onChange } = choice;
  return (
    <Checkbox
      aria-label={`${label} ${name}`}
      checked={keys.includes(rowKey)}
      onChange={({ target }) => onChange(target.checked ? [...keys, rowKey] : keys.filter((key) => key !== rowKey))}
    />
  );
}

function NarrowRows<T extends object>({ rows, keyOf, nameOf, columns, label, choice, emphasised }: Shown<T>) {
  return (
    <ul className="desk-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={emphasised?.(row) === true ? 'is-emphasised' : undefined}>
          {choice === undefined ? null : (
            <RowCheckbox choice={choice} rowKey={keyOf(row)} name={(nameOf ?? keyOf)(row)} />
          )}
          {columns.map(({ key, title, isHead, show }) => {
            const value = show(row);
            if (value === null || value === '') return null;
            return isHead === true ? (
              <div key={key}>{value}</div>
            ) : (
              <div key={key} className="desk-card-row">
                <span className="desk-card-name">{title}</span>
                <span className="desk-card-value">{value}</span>
              </div>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
