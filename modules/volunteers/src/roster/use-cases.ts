import { Type, type Static } from 'typebox';
import { maskPhone, normalisePhone, Nullable, safeText, Text, Uuid } from '@zhongzhi/contract-kit';
import { personOf, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { columnsOf, MEDIA_TYPE, streamSpreadsheet, valuesOf, writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { attachFiles, ownUpload, readFileContent } from '@zhongzhi/files';
import { headingOf, ROSTER_COLUMNS } from '../domain/roster-row.ts';
import { faultsAfter, FILE_KIND, findRoster, insertRoster, listRosters, type RosterImport } from './roster-store.ts';
import { ROSTER_LIMITS } from './run-roster.ts';

const Closed = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** What the importer declares (order 67, art. 6: an organisation enters people only with their consent). */
export const DECLARATION =
  '名单上的每个人都已同意由本单位把姓名、手机号、居住社区、技能和服务意向登记到平台，并知道可以随时查看、更正和退出。';

const SAMPLE = 10;
const PAGE = 30;
const FAULT_PAGE = 200;

const Preview = Type.Object({
  columns: Type.Array(
    Type.Object({ label: Type.String(), required: Type.Boolean(), heading: Nullable(Type.String()) }),
  ),
  ignored: Type.Array(Type.String()),
  sample: Type.Array(Type.Object({ row: Type.Integer(), cells: Type.Array(Type.String()) })),
  declaration: Type.String(),
});

const masked = (field: string, cell: string): string => {
  if (field === 'phone') return maskPhone(normalisePhone(cell) ?? cell.replace(/\d/g, '*'));
  return safeText(cell).slice(0, 60);
};

/** Reads the first rows of an uploaded sheet: which columns were recognised, and how rows will look. */
export const previewRoster = useCase({
  name: 'volunteer.preview-roster',
  permission: 'volunteer.import',
  input: Closed({ file: Uuid }),
  output: Preview,
  summary: {
    zh: '预览志愿者名单：认出了哪些列，前几行怎么读',
    en: 'Preview a roster: columns that were recognised, first rows',
  },
  subject: ({ file }) => file,
  async run(context, { file }) {
    await ownUpload(context, file);
    const content = await readFileContent(context.platform, file);
    if (content === undefined) throw refuse.gone('file.gone', '文件已不在了，请重新上传。', 'The file is gone.');
    for await (const batch of streamSpreadsheet(content, ROSTER_LIMITS)) {
      const [head, ...rows] = batch;
      const found = columnsOf(head!.cells, ROSTER_COLUMNS);
      return {
        columns: ROSTER_COLUMNS.map(({ field, required }) => {
          const index = found.columns.find((column) => column.field === field)!.index;
          return { label: headingOf(field), required: required === true, heading: head!.cells[index] ?? null };
        }),
        ignored: found.ignored.slice(0, 30).map((heading) => safeText(heading).slice(0, 60)),
        sample: rows.slice(0, SAMPLE).map(({ number, cells }) => {
          const values = valuesOf(cells, found);
          return { row: number, cells: ROSTER_COLUMNS.map(({ field }) => masked(field, values[field])) };
        }),
        declaration: DECLARATION,
      };
    }
    throw refuse.invalid(
      'spreadsheet.empty',
      '表格里没有内容：第一行应是列名，从第二行起是数据。',
      'The sheet is empty: the first row must hold the headings.',
    );
  },
});

const placesOf = ({ scope, district }: Context): string[] =>
  scope.everything ? [String(district)] : [...scope.places];

/** Starts the import of an uploaded sheet, with the declaration that everyone on it has agreed. */
export const startRoster = useCase({
  name: 'volunteer.start-roster',
  permission: 'volunteer.import',
  input: Closed({ file: Uuid, organisation: Text(60, { min: 2 }), everyoneAgreed: Type.Literal(true) }),
  output: Type.Object({ id: Type.String() }),
  summary: { zh: '导入志愿者名单（后台进行）', en: 'Import a roster of volunteers, in the background' },
  async run(context, { file, organisation }) {
    const { name } = await ownUpload(context, file);
    const places = placesOf(context);
    if (places.length === 0) throw refuse.notFound();
    const id = context.newId();
    await insertRoster(context, {
      id,
      file,
      fileName: name,
      organisation: safeText(organisation).trim(),
      declaration: DECLARATION,
      places,
      madeBy: personOf(context.actor),
    });
    await attachFiles(context, { ids: [file], kind: FILE_KIND, id });
    await context.enqueue('volunteers.import-roster', { id });
    return { id };
  },
});

const RosterShape = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  organisation: Type.String(),
  declaration: Type.String(),
  madeAt: Type.String(),
  state: Type.String({ enum: ['waiting', 'reading', 'writing', 'done', 'failed'] }),
  rowsRead: Type.Integer(),
  rowsDone: Type.Integer(),
  added: Type.Integer(),
  joined: Type.Integer(),
  known: Type.Integer(),
  repeated: Type.Integer(),
  refused: Type.Integer(),
  ignoredColumns: Type.Array(Type.String()),
  fault: Nullable(Type.String()),
  doneAt: Nullable(Type.String()),
});

const shown = (roster: RosterImport): Static<typeof RosterShape> => {
  const { file: _file, places: _places, madeBy: _madeBy, tries: _tries, readTo: _readTo, ...rest } = roster;
  return {
    ...rest,
    ignoredColumns: [...rest.ignoredColumns],
    madeAt: rest.madeAt.toISOString(),
    doneAt: rest.doneAt?.toISOString() ?? null,
  };
};

/** Whoever answers for the whole district sees every import, others their own. */
const seesAll = ({ scope, district }: Context): boolean => scope.everything || scope.places.includes(String(district));

/** @throws Refusal not-found for imports of others. */
export async function ownRoster(context: Context, id: string): Promise<RosterImport> {
  const found = await findRoster(context, id);
  if (found === undefined || (found.madeBy !== personOf(context.actor) && !seesAll(context)))
    throw refuse.notFound('volunteer.roster-not-found', '没有找到这次导入。', 'There is no such import.');
  return found;
}

export const listRosterImports = query({
  name: 'volunteer.list-rosters',
  permission: 'volunteer.import',
  input: Closed({ after: Type.Optional(Uuid) }),
  output: Type.Object({ items: Type.Array(RosterShape), next: Nullable(Type.String()) }),
  summary: { zh: '导入过的志愿者名单', en: 'Rosters that were imported' },
  async run(context, { after }) {
    const rows = await listRosters(context, seesAll(context) ? null : personOf(context.actor), after ?? null, PAGE + 1);
    const items = rows.slice(0, PAGE);
    return { items: items.map(shown), next: rows.length > PAGE ? items.at(-1)!.id : null };
  },
});

export const getRoster = query({
  name: 'volunteer.get-roster',
  permission: 'volunteer.import',
  input: Closed({ id: Uuid }),
  output: RosterShape,
  summary: { zh: '名单导入的进度和结果', en: 'Progress and result of a roster import' },
  run: async (context, { id }) => shown(await ownRoster(context, id)),
});

export const listRosterFaults = query({
  name: 'volunteer.list-roster-faults',
  permission: 'volunteer.import',
  input: Closed({ id: Uuid, afterRow: Type.Optional(Type.Integer({ minimum: 0 })) }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        row: Type.Integer(),
        column: Type.String(),
        repeats: Type.Boolean(),
        zh: Type.String(),
        en: Type.String(),
      }),
    ),
    next: Nullable(Type.Integer()),
  }),
  summary: { zh: '没有导入的行和原因', en: 'Rows that did not come in, and why' },
  async run(context, { id, afterRow }) {
    await ownRoster(context, id);
    const lines = await faultsAfter(
      context,
      id,
      afterRow === undefined ? null : { row: afterRow, column: '\u{10FFFF}' },
      FAULT_PAGE + 1,
    );
    if (lines.length <= FAULT_PAGE) return { items: lines, next: null };
    // A row's faults stay together: the page ends before the row that may go on.
    const last = lines.at(-1)!.row;
    const items = lines.filter(({ row }) => row < last);
    return { items, next: items.at(-1)!.row };
  },
});

export const rosterTemplate = query({
  name: 'volunteer.roster-template',
  permission: 'volunteer.import',
  input: Closed({}),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
  summary: { zh: '下载志愿者名单模板', en: 'The empty sheet for a roster' },
  async run() {
    const content = await writeSpreadsheet('xlsx', {
      sheet: '志愿者名单',
      columns: ROSTER_COLUMNS.map(({ headings, required }) => ({
        heading: `${headings[0]}${required === true ? '*' : ''}`,
      })),
      rows: [['王小明', '13800000000', '1990-05-01', '翠湖社区', '华山街道', '急救、理发', '环境、助老', '周末']],
    });
    return { fileName: '志愿者名单模板.xlsx', mediaType: MEDIA_TYPE.xlsx, content: content.toString('base64') };
  },
});
