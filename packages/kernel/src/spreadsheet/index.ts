export { readSpreadsheet, type ReadOptions, type Spreadsheet, type SpreadsheetRow } from './read-spreadsheet.ts';
export { mapColumns, type ColumnRule, type MappedRow, type MappedSheet } from './map-columns.ts';
export {
  MEDIA_TYPE,
  writeSpreadsheet,
  writeSpreadsheetTo,
  type Cell,
  type SpreadsheetContent,
  type SpreadsheetFormat,
} from './write-spreadsheet.ts';
