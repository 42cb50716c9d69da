import { Type } from 'typebox';
import { personOf, query, refuse, useCase, type Job, type Platform } from '@zhongzhi/kernel';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { checkMapping, importAppeals } from '../import/import-appeals.ts';
import { COLUMNS, guessMapping, readMessages, type Mapping } from '../import/read-messages.ts';

const Id = Type.String({ format: 'uuid' });
/** A sheet of 6 MB as base64 in JSON; larger ones come in by the command line. */
const Content = Type.String({ maxLength: 8_400_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' });
const MappingShape = Type.Object(
  Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, Type.Optional(Type.String({ maxLength: 60 }))])),
  { additionalProperties: false },
);
const Bad = Type.Array(Type.Object({ row: Type.Integer(), reason: Type.String() }));
const MOST_REPORTED = 2_000;

export const IMPORT_BODY_LIMIT = 9_000_000;

export const previewImport = useCase({
  name: 'appeal.preview-import',
  permission: 'appeal.import',
  input: Type.Object({ content: Content, mapping: Type.Optional(MappingShape) }, { additionalProperties: false }),
  output: Type.Object({
    headings: Type.Array(Type.String()),
    mapping: MappingShape,
    columns: Type.Array(Type.Object({ name: Type.String(), required: Type.Boolean(), label: Type.String() })),
    rows: Type.Integer(),
    sample: Type.Array(
      Type.Object({ row: Type.Integer(), number: Type.String(), title: Type.String(), at: Type.String() }),
    ),
    bad: Bad,
  }),
  summary: { zh: '预览热线工单表：列的对应、坏行', en: 'Preview a hotline spreadsheet: columns and bad rows' },
  subject: () => null,
  async run(context, { content, mapping: given }) {
    const sheet = await readSpreadsheet(Buffer.from(content, 'base64'), { maxRows: 60_000, timeoutMs: 30_000 });
    const headings = [...(sheet.rows[0]?.cells ?? [])];
    const remembered = await context.tx
      .selectFrom('appeals.import_mapping')
      .select('mapping')
      .where('district', '=', context.district)
      .where('header', '=', headings.join('|').slice(0, 2_000))
      .executeTakeFirst();
    const mapping = (given ?? (remembered?.mapping as Mapping | undefined) ?? guessMapping(headings)) as Mapping;
    const columns = Object.entries(COLUMNS).map(([name, { required, headings: names }]) => ({
      name,
      required,
      label: names[0] as string,
    }));
    const { messages, bad } = readMessages(sheet, mapping, context.now);
    return {
      headings,
      mapping,
      columns,
      rows: Math.max(0, sheet.rows.length - 1),
      sample: messages.slice(0, 5).map(({ row, number, title, at }) => ({ row, number, title, at: at.toISOString() })),
      bad: bad.slice(0, MOST_REPORTED),
    };
  },
});

export const startImport = useCase({
  name: 'appeal.start-import',
  permission: 'appeal.import',
  input: Type.Object(
    { content: Content, fileName: Type.String({ minLength: 1, maxLength: 200 }), mapping: MappingShape },
    { additionalProperties: false },
  ),
  output: Type.Object({ id: Type.String() }),
  summary: { zh: '导入热线工单（后台进行）', en: 'Import hotline messages, in the background' },
  async run(context, { content, fileName, mapping }) {
    const bytes = Buffer.from(content, 'base64');
    const sheet = await readSpreadsheet(bytes, { maxRows: 60_000, timeoutMs: 30_000 });
    const headings = [...(sheet.rows[0]?.cells ?? [])];
    checkMapping(mapping as Mapping, headings);
    const id = context.newId();
    const header = headings.join('|').slice(0, 2_000);
    await context.tx
      .insertInto('appeals.import_mapping')
      .values({ district: context.district, header, mapping: JSON.stringify(mapping), changed_at: context.now })
      .onConflict((conflict) =>
        conflict
          .columns(['district', 'header'])
          .doUpdateSet({ mapping: JSON.stringify(mapping), changed_at: context.now }),
      )
      .execute();
    await context.tx
      .insertInto('appeals.import_run')
      .values({
        district: context.district,
        id,
        person: personOf(context.actor),
        file_name: fileName,
        rows_total: sheet.rows.length - 1,
        at: context.now,
        content: bytes,
        mapping: JSON.stringify(mapping),
      })
      .execute();
    await context.enqueue('appeals.import', { id });
    return { id };
  },
});

export const getImport = query({
  name: 'appeal.get-import',
  permission: 'appeal.import',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: Type.Object({
    id: Type.String(),
    fileName: Type.String(),
    state: Type.String(),
    rowsTotal: Type.Union([Type.Integer(), Type.Null()]),
    rowsDone: Type.Integer(),
    imported: Type.Integer(),
    known: Type.Integer(),
    refused: Type.Integer(),
    report: Bad,
    fault: Type.Union([Type.String(), Type.Null()]),
  }),
  summary: { zh: '导入进度和逐行结果', en: 'Progress of an import and its row-by-row report' },
  async run(context, { id }) {
    const row = await context.tx
      .selectFrom('appeals.import_run')
      .selectAll()
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('person', '=', personOf(context.actor)!)
      .executeTakeFirst();
    if (row === undefined) throw refuse.notFound();
    return {
      id,
      fileName: row.file_name,
      state: row.state,
      rowsTotal: row.rows_total,
      rowsDone: row.rows_done,
      imported: row.imported,
      known: row.known,
      refused: row.refused,
      report: row.report as { row: number; reason: string }[],
      fault: row.fault,
    };
  },
});

async function runImport(platform: Platform, payload: Record<string, unknown>): Promise<void> {
  const id = String(payload['id']);
  const run = await platform.asSystem('import starts', async (context) => {
    const row = await context.tx
      .selectFrom('appeals.import_run')
      .selectAll()
      .where('district', '=', context.district)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row !== undefined && row.content !== null)
      await context.tx
        .updateTable('appeals.import_run')
        .set({ state: 'running' })
        .where('district', '=', context.district)
        .where('id', '=', id)
        .execute();
    return row;
  });
  if (run === undefined || run.content === null) return;
  const note = (changes: Record<string, unknown>) =>
    platform.asSystem('import progress', (context) =>
      context.tx
        .updateTable('appeals.import_run')
        .set(changes as never)
        .where('district', '=', context.district)
        .where('id', '=', id)
        .execute(),
    );
  try {
    const result = await importAppeals(platform, run.content, {
      mapping: run.mapping as Mapping,
      onProgress: async (done) => void (await note({ rows_done: done })),
    });
    await note({
      state: 'done',
      imported: result.imported,
      known: result.known,
      refused: result.bad.length,
      report: JSON.stringify(result.bad.slice(0, MOST_REPORTED)),
      done_at: platform.clock(),
      content: null,
    });
  } catch (error) {
    await note({
      state: 'failed',
      fault: (error as Error).message.slice(0, 500),
      done_at: platform.clock(),
      content: null,
    });
  }
}

export const importJob: Job = { name: 'appeals.import', run: () => Promise.resolve(), runOutside: runImport };
