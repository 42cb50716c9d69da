import { enumOf, Instant, Nullable, Text, Uuid } from '@zhongzhi/contract-kit';
import { Type, type Static } from 'typebox';
import { Closed, Kind, RoleName } from './shapes.ts';

export const SHEET_KINDS = ['regions', 'organisations', 'people'] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];
export const SheetKindName = enumOf(SHEET_KINDS);

/** Largest spreadsheet file that an import takes. */
export const MOST_FILE_BYTES = 6 * 1024 * 1024;
/** Most rows of one import. */
export const MOST_IMPORT_ROWS = 5_000;

/** What is wrong in which row; never the value itself. */
export const RowFault = Type.Object({
  row: Type.Integer(),
  column: Type.String(),
  zh: Type.String(),
  en: Type.String(),
});
export type RowFault = Static<typeof RowFault>;

export const PreviewImport = Closed({
  kind: SheetKindName,
  fileName: Text(200),
  content: Type.String({
    minLength: 4,
    maxLength: Math.ceil(MOST_FILE_BYTES / 3) * 4,
    description: 'The file, base64',
  }),
});
export const ImportCounts = Type.Object({
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  skipped: Type.Integer(),
});
export const ImportPreview = Type.Object({
  id: Uuid,
  kind: Type.String(),
  fileName: Type.String(),
  rows: Type.Integer(),
  expected: ImportCounts,
  faults: Type.Array(RowFault),
  ignoredColumns: Type.Array(Type.String()),
  sample: Type.Array(Type.Object({ row: Type.Integer(), cells: Type.Array(Type.String()) })),
  confirmedAt: Nullable(Instant),
  result: Nullable(ImportCounts),
});
export const ConfirmImport = Closed({ id: Uuid, skipBadRows: Type.Optional(Type.Boolean({ default: false })) });

export const ExportSheet = Closed({
  kind: SheetKindName,
  format: Type.Optional(enumOf(['xlsx', 'csv'], { default: 'xlsx' })),
  organisationKind: Type.Optional(Kind),
  role: Type.Optional(RoleName),
  reason: Type.Optional(Text(300)),
});
export const TemplateSheet = Closed({ kind: SheetKindName });
export const SheetFile = Type.Object({
  fileName: Type.String(),
  mediaType: Type.String(),
  content: Type.String({ description: 'The file, base64' }),
  rows: Type.Integer(),
});
