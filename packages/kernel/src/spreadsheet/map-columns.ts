import { toHalfWidth } from '@zhongzhi/contract-kit';
import { refuse } from '../refusal.ts';
import type { Spreadsheet } from './read-spreadsheet.ts';

/** A field that an importer wants and the headings it may stand under, the usual one first. */
export interface ColumnRule<F extends string> {
  readonly field: F;
  readonly headings: readonly string[];
  readonly required?: boolean;
}

export interface MappedRow<F extends string> {
  /** The row's number in the sheet. */
  readonly number: number;
  readonly values: Readonly<Record<F, string>>;
}

export interface MappedSheet<F extends string> {
  readonly rows: MappedRow<F>[];
  /** Headings that fit no field: they are not read. */
  readonly ignored: string[];
}

const plain = (heading: string): string =>
  toHalfWidth(heading)
    .toLowerCase()
    .replace(/[\s*＊()（）]/g, '');

/** Where each field stands in the rows, -1 where it does not, and the headings that fit no field. */
export interface FoundColumns<F extends string> {
  readonly columns: readonly { readonly field: F; readonly index: number }[];
  readonly ignored: string[];
}

/**
 * Finds the fields' columns by their headings.
 * @throws Refusal `spreadsheet.columns-missing` naming what is missing.
 */
export function columnsOf<F extends string>(head: readonly string[], rules: readonly ColumnRule<F>[]): FoundColumns<F> {
  const headings = head.map(plain);
  const columns = rules.map((rule) => ({
    rule,
    index: headings.findIndex((heading) => heading !== '' && rule.headings.some((wanted) => plain(wanted) === heading)),
  }));
  const missing = columns
    .filter(({ rule, index }) => index === -1 && rule.required === true)
    .map(({ rule }) => rule.headings[0]!);
  if (missing.length > 0)
    throw refuse.invalid(
      'spreadsheet.columns-missing',
      `表格缺少这些列：${missing.join('、')}。请在第一行补上列名。`,
      `The sheet lacks these columns: ${missing.join(', ')}. Add them to the first row.`,
      { errors: missing.map((field) => ({ field, detail: '缺少 / missing' })) },
    );
  const used = new Set(columns.map(({ index }) => index));
  return {
    columns: columns.map(({ rule, index }) => ({ field: rule.field, index })),
    ignored: head.filter((heading, index) => heading !== '' && !used.has(index)),
  };
}

/** The cells of a row by field name; a field without a column is empty. */
export const valuesOf = <F extends string>(
  cells: readonly string[],
  { columns }: FoundColumns<F>,
): Readonly<Record<F, string>> =>
  Object.fromEntries(columns.map(({ field, index }) => [field, cells[index] ?? ''])) as Record<F, string>;

/** A sheet without anything below its headings. */
export const emptySheet = () =>
  refuse.invalid(
    'spreadsheet.empty',
    '表格里没有内容：第一行应是列名，从第二行起是数据。',
    'The sheet is empty: the first row must hold the headings, the rows below the data.',
  );

/**
 * Reads the first row as headings and gives the others by field name; a field without a column is empty everywhere.
 * @throws Refusal `spreadsheet.columns-missing` naming what is missing, `spreadsheet.empty`.
 */
export function mapColumns<F extends string>(sheet: Spreadsheet, rules: readonly ColumnRule<F>[]): MappedSheet<F> {
  const [head, ...body] = sheet.rows;
  if (head === undefined || body.length === 0) throw emptySheet();
  const found = columnsOf(head.cells, rules);
  return {
    rows: body.map(({ number, cells }) => ({ number, values: valuesOf(cells, found) })),
    ignored: found.ignored,
  };
}
