import { sql } from 'kysely';
import { safeText } from '@zhongzhi/contract-kit';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { mapColumns, readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import type { Static } from 'typebox';
import { ById } from '../contract/shapes.ts';
import {
  ConfirmImport,
  ImportCounts,
  ImportPreview,
  MOST_FILE_BYTES,
  MOST_IMPORT_ROWS,
  PreviewImport,
  type RowFault,
  type SheetKind,
} from '../contract/spreadsheets.ts';
import { SHEETS } from '../sheets/index.ts';
import type { Plan, SheetRow } from '../sheets/sheet-import.ts';

const PURPOSE = 'directory.import';
const DAY_MS = 86_400_000;
const KEPT_DAYS_AFTER = 30;
const SAMPLE_ROWS = 20;
const MOST_FAULTS = 500;
const TIMEOUT_MS = 10_000;
const INFLATED_BYTES = 64 * 1024 * 1024;

type Counts = Static<typeof ImportCounts>;

interface StoredImport {
  readonly id: string;
  readonly kind: SheetKind;
  readonly fileName: string;
  readonly expiresAt: Date;
  readonly rows: number;
  readonly cipher: Buffer | null;
  readonly faults: RowFault[];
  readonly expected: Counts;
  readonly ignoredColumns: string[];
  readonly confirmedAt: Date | null;
  readonly result: Counts | null;
}

const countsOf = (plan: Plan): Counts => {
  const count = (outcome: string): number => plan.steps.filter((step) => step.outcome === outcome).length;
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    skipped: plan.faults.length,
  };
};

const notThere = () =>
  refuse.notFound(
    'directory.import-not-found',
    '没有找到这次导入，可能已过期，请重新上传表格。',
    'There is no such import; it may have expired. Upload the sheet again.',
  );

/** Only whoever uploaded a sheet sees and confirms it. */
async function findImport(context: Context, id: string, lock: boolean): Promise<StoredImport> {
  const { rows } =
    await sql<StoredImport>`select id, kind, file_name as "fileName", expires_at as "expiresAt", row_count as rows, rows_cipher as cipher, faults, expected, ignored_columns as "ignoredColumns", confirmed_at as "confirmedAt", result
    from directory.import where district = ${context.district} and id = ${id} and made_by = ${personOf(context.actor)} ${lock ? sql`for update` : sql``}`.execute(
      context.tx,
    );
  const found = rows[0];
  if (found === undefined || (found.confirmedAt === null && found.expiresAt <= context.now)) throw notThere();
  return found;
}

const openRows = (context: Context, cipher: Buffer): SheetRow[] =>
  JSON.parse(context.platform.vault.decrypt(PURPOSE, cipher)) as SheetRow[];

/** The first rows as they were read, numbers masked. */
function sampleOf(kind: SheetKind, rows: readonly SheetRow[]): { row: number; cells: string[] }[] {
  const { columns, mask } = SHEETS[kind];
  return rows.slice(0, SAMPLE_ROWS).map((row) => ({
    row: row.number,
    cells: columns.map(({ field }) => (mask[field] ?? ((text: string) => text))(row.values[field] ?? '')),
  }));
}

const preview = (context: Context, stored: StoredImport): Static<typeof ImportPreview> => ({
  id: stored.id,
  kind: stored.kind,
  fileName: stored.fileName,
  rows: stored.rows,
  expected: stored.expected,
  faults: stored.faults,
  ignoredColumns: stored.ignoredColumns,
  sample: stored.cipher === null ? [] : sampleOf(stored.kind, openRows(context, stored.cipher)),
  confirmedAt: stored.confirmedAt?.toISOString() ?? null,
  result: stored.result,
});

async function readRows(kind: SheetKind, content: string): Promise<{ rows: SheetRow[]; ignored: string[] }> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content))
    throw refuse.invalid(
      'directory.import-not-base64',
      '文件没有传完整，请重新选择文件上传。',
      'The content must be base64.',
    );
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > MOST_FILE_BYTES)
    throw refuse.tooLarge(
      'directory.import-too-large',
      '文件太大，请分成几个文件。',
      'The file is too large; split it.',
    );
  const sheet = await readSpreadsheet(bytes, {
    maxRows: MOST_IMPORT_ROWS + 1,
    maxColumns: 60,
    maxInflatedBytes: INFLATED_BYTES,
    timeoutMs: TIMEOUT_MS,
  });
  const mapped = mapColumns(sheet, SHEETS[kind].columns);
  const clean = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([field, text]) => [field, safeText(text).trim()]));
  return {
    rows: mapped.rows.map(({ number, values }) => ({ number, values: clean(values) })),
    ignored: mapped.ignored.slice(0, 30).map((heading) => safeText(heading).slice(0, 60)),
  };
}

/** Reads a spreadsheet, says what an import would do and which rows are wrong, and keeps it for the sender's word. */
export const previewImport = useCase({
  name: 'directory.preview-import',
  permission: 'directory.import',
  input: PreviewImport,
  output: ImportPreview,
  summary: {
    zh: '上传表格并预览：逐行列出问题，确认之前什么都不导入',
    en: 'Upload a spreadsheet and see every bad row; nothing is imported before it is confirmed',
  },
  async run(context, { kind, fileName, content }) {
    const maker = personOf(context.actor);
    if (maker === null) throw refuse.unauthenticated();
    const { rows, ignored } = await readRows(kind, content);
    const plan = await SHEETS[kind].plan(context, rows);
    const stored: StoredImport = {
      id: context.newId(),
      kind,
      fileName: safeText(fileName).slice(0, 200),
      expiresAt: new Date(context.now.getTime() + DAY_MS),
      rows: rows.length,
      cipher: context.platform.vault.encrypt(PURPOSE, JSON.stringify(rows)),
      faults: plan.faults.slice(0, MOST_FAULTS),
      expected: countsOf(plan),
      ignoredColumns: ignored,
      confirmedAt: null,
      result: null,
    };
    await sql`insert into directory.import (district, id, kind, file_name, made_by, made_at, expires_at, row_count, rows_cipher, faults, expected, ignored_columns)
      values (${context.district}, ${stored.id}, ${kind}, ${stored.fileName}, ${maker}, ${context.now}, ${stored.expiresAt}, ${stored.rows}, ${stored.cipher}, ${JSON.stringify(stored.faults)}::jsonb, ${JSON.stringify(stored.expected)}::jsonb, ${ignored})`.execute(
      context.tx,
    );
    return preview(context, stored);
  },
});

/** The preview again, or after confirmation its result. */
export const showImport = query({
  name: 'directory.show-import',
  permission: 'directory.import',
  input: ById,
  output: ImportPreview,
  summary: { zh: '再看一次导入预览或结果', en: 'The preview again, or the result' },
  run: async (context, { id }) => preview(context, await findImport(context, id, false)),
});

/** Imports what was previewed. The rows are judged anew: what has changed since then counts. A repeat gives the first result. */
export const confirmImport = useCase({
  name: 'directory.confirm-import',
  permission: 'directory.import',
  input: ConfirmImport,
  output: ImportCounts,
  summary: { zh: '确认导入', en: 'Confirm an import' },
  async run(context, { id, skipBadRows }) {
    const stored = await findImport(context, id, true);
    if (stored.result !== null) return stored.result;
    const plan = await SHEETS[stored.kind].plan(
      context,
      stored.cipher === null ? [] : openRows(context, stored.cipher),
    );
    if (plan.faults.length > 0 && skipBadRows !== true) {
      throw refuse.conflict(
        'directory.import-has-faults',
        `有 ${plan.faults.length} 行不对，还没有导入。请改好表格重新上传，或选择“跳过这些行”。`,
        `${plan.faults.length} rows are not right; nothing was imported. Correct the sheet, or choose to skip those rows.`,
        {
          errors: plan.faults
            .slice(0, MOST_FAULTS)
            .map(({ row, column, zh }) => ({ field: `${row}.${column}`, detail: zh })),
        },
      );
    }
    for (const step of plan.steps) await step.apply();
    await plan.finish?.();
    const result = countsOf(plan);
    await sql`update directory.import set confirmed_at = ${context.now}, result = ${JSON.stringify(result)}::jsonb, rows_cipher = null, expires_at = ${new Date(context.now.getTime() + KEPT_DAYS_AFTER * DAY_MS)}
      where district = ${context.district} and id = ${id}`.execute(context.tx);
    context.audit('directory.imported', id, { kind: stored.kind, ...result });
    return result;
  },
});

/** Deletes previews nobody confirmed and the reports of old imports. */
export async function purgeImports(context: Context): Promise<void> {
  await sql`delete from directory.import where district = ${context.district} and expires_at <= ${context.now}`.execute(
    context.tx,
  );
}
