import type { SheetKind } from '../contract/spreadsheets.ts';
import { organisationSheet } from './import-organisations.ts';
import { peopleSheet } from './import-people.ts';
import { regionSheet } from './import-regions.ts';
import type { SheetImport } from './sheet-import.ts';

/** The spreadsheets that the directory reads, by kind. */
export const SHEETS: Readonly<Record<SheetKind, SheetImport>> = {
  regions: regionSheet,
  organisations: organisationSheet,
  people: peopleSheet,
};

/** Their names in files and headings. */
export const SHEET_NAMES: Readonly<Record<SheetKind, string>> = {
  regions: '区划',
  organisations: '单位',
  people: '人员',
};
