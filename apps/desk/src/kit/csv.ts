/** Cells that a spreadsheet would take for formulas are led by an apostrophe (CWE-1236). */
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** Rows as a file that spreadsheets open. */
export const asCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(cell).join(',')).join('\r\n');
