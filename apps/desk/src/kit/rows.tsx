import { Checkbox, Empty, Grid, Table, type TableColumnType } from 'antd';
import type { TableRowSelection } from 'antd/es/table/interface';
import type { ReactNode } from 'react';
import { useKitText } from './texts.ts';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly width?: number | string;
  readonly align?: 'left' | 'right';
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

/** A list: a dense table on a wide screen, cards on a narrow one; the same columns make both. */
export function Rows<T extends object>(props: Props<T>) {
  const isWide = Grid.useBreakpoint().md ?? true;
  return isWide ? <WideRows {...props} /> : <NarrowRows {...props} />;
}

function WideRows<T extends object>({
  rows,
  keyOf,
  nameOf,
  columns,
  label,
  isLoading,
  empty,
  choice,
  emphasised,
}: Props<T>) {
  const text = useKitText();
  const shown = columns.map(({ key, title, width, align, show }): TableColumnType<T> => ({
    key,
    title,
    width,
    align,
    render: (_, row) => show(row),
  }));
  return (
    <Table<T>
      size="small"
      bordered={false}
      aria-label={label}
      className="desk-table"
      dataSource={rows === undefined ? [] : [...rows]}
      rowKey={keyOf}
      columns={shown}
      pagination={false}
      loading={isLoading === true}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => (emphasised?.(row) === true ? 'is-emphasised' : '')}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? text('empty')} /> }}
      {...(choice === undefined ? {} : { rowSelection: selectionOf(choice, nameOf ?? keyOf) })}
    />
  );
}

function selectionOf<T extends object>(choice: Choice, nameOf: (row: T) => string): TableRowSelection<T> {
  return {
    selectedRowKeys: [...choice.keys],
    onChange: (keys) => choice.onChange(keys.map(String)),
    getCheckboxProps: (row) => ({ 'aria-label': `${choice.label} ${nameOf(row)}` }),
    getTitleCheckboxProps: () => ({ 'aria-label': choice.label }),
  };
}

function NarrowRows<T extends object>({ rows, keyOf, nameOf, columns, label, isLoading, empty, choice }: Props<T>) {
  const text = useKitText();
  if (rows === undefined || isLoading === true) return <Table loading size="small" columns={[]} aria-label={label} />;
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? text('empty')} />;
  const toggle = (key: string) =>
    choice?.onChange(choice.keys.includes(key) ? choice.keys.filter((other) => other !== key) : [...choice.keys, key]);
  return (
    <ul className="desk-cards" aria-label={label}>
      {rows.map((row) => {
        const key = keyOf(row);
        return (
          <li key={key}>
            {choice === undefined ? null : (
              <Checkbox
                aria-label={`${choice.label} ${(nameOf ?? keyOf)(row)}`}
                checked={choice.keys.includes(key)}
                onChange={() => toggle(key)}
              >
                {choice.label}
              </Checkbox>
            )}
            {columns.map(({ key: column, title, isHead, show }) => {
              const value = show(row);
              if (value === null || value === '') return null;
              return isHead === true ? (
                <div key={column}>{value}</div>
              ) : (
                <div key={column} className="desk-card-row">
                  <span className="desk-card-name">{title}</span>
                  <span className="desk-card-value">{value}</span>
                </div>
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}
