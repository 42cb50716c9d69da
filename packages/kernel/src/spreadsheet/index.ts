export { readSpreadsheet, type ReadOptions, type Spreadsheet, type SpreadsheetRow } from './read-spreadsheet.ts';
export { streamSpreadsheet } from './stream-spreadsheet.ts';
export {
  columnsOf,
  emptySheet,
  mapColumns,
  valuesOf,
  type ColumnRule,
  type FoundColumns,
  type MappedRow,
  type MappedSheet,
} from './map-columns.ts';
export {
  MEDIA_TYPE,
  writeSpreadsheet,
  writeSpreadsheetTo,
  type Cell,
  type SpreadsheetContent,
  type SpreadsheetFormat,
} from './write-spreadsheet.ts';
