import { sql } from 'kysely';
import { coversPlace, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { MEDIA_TYPE, writeSpreadsheet, type Cell, type SpreadsheetFormat } from '@zhongzhi/kernel/spreadsheet';
import type { Static } from 'typebox';
import { ORGANISATION_KINDS } from '../contract/organisation-kinds.ts';
import { findRole } from '../contract/roles.ts';
import { ExportSheet, SheetFile, TemplateSheet, type SheetKind } from '../contract/spreadsheets.ts';
import { dayOf } from '../domain/days.ts';
import { organisationsIn, peopleIn } from '../domain/scope-predicates.ts';
import { personLines } from '../queries/people.ts';
import { listRegions } from '../regions.ts';
import { levelWord } from '../sheets/import-regions.ts';
import { SHEET_NAMES, SHEETS } from '../sheets/index.ts';
import { ORGANISATION_COLUMNS, organisationNamesOf, type Organisation } from '../store/organisation-store.ts';
import { PERSON_COLUMNS, type PersonRow } from '../store/person-store.ts';

const MOST_ROWS = 20_000;
const CHUNK = 500;

interface Table {
  readonly headings: readonly string[];
  readonly rows: Cell[][];
}

const refuseTooMany = (rows: number): void => {
  if (rows > MOST_ROWS)
    throw refuse.tooLarge(
      'directory.export-too-large',
      `超过 ${MOST_ROWS} 行，请缩小范围后再导出。`,
      `More than ${MOST_ROWS} rows; narrow the export.`,
    );
};

async function regionTable(context: Context): Promise<Table> {
  const regions = (await listRegions(context)).filter(({ code }) => coversPlace(context.scope, code));
  refuseTooMany(regions.length);
  return {
    headings: ['区划代码', '名称', '级别', '上级代码'],
    rows: regions.map(({ code, name, parent }) => [code, name, levelWord(code), parent]),
  };
}

async function organisationTable(context: Context, kind: string | undefined): Promise<Table> {
  const { rows } =
    await sql<Organisation>`select ${ORGANISATION_COLUMNS} from directory.organisation o where o.district = ${context.district} and o.active and ${organisationsIn(context.scope)}
    ${kind === undefined ? sql`` : sql`and o.kind = ${kind}`} order by o.place nulls first, o.name, o.id limit ${MOST_ROWS + 1}`.execute(
      context.tx,
    );
  refuseTooMany(rows.length);
  const parents = await organisationNamesOf(
    context,
    rows.flatMap(({ parent }) => parent ?? []),
  );
  return {
    headings: ['名称', '简称', '类别', '统一社会信用代码', '区划代码', '上级单位', '电话', '地址', '经度', '纬度'],
    rows: rows.map((o) => [
      o.name,
      o.shortName,
      ORGANISATION_KINDS.find(({ kind }) => kind === o.kind)?.label.zh ?? o.kind,
      o.creditCode,
      o.place,
      o.parent === null ? null : (parents.get(o.parent) ?? null),
      o.phone,
      o.address,
      o.longitude,
      o.latitude,
    ]),
  };
}

/** Numbers masked; political membership left out for everyone, since a file goes where no scope follows it. */
async function peopleTable(context: Context, role: string | undefined): Promise<Table> {
  if (role !== undefined && findRole(role)?.isSensitive === true)
    throw refuse.forbidden(
      'directory.export-sensitive',
      '这类岗位属于敏感信息，不能导出。',
      'This role is sensitive and cannot be exported.',
    );
  const { rows } =
    await sql<PersonRow>`select ${PERSON_COLUMNS} from directory.person p where p.district = ${context.district} and p.erased_at is null and ${peopleIn(context.scope)}
    ${role === undefined ? sql`` : sql`and exists (select from directory.role_grant r where r.district = p.district and r.person = p.id and r.role = ${role} and r.ended_at is null)`}
    order by p.id limit ${MOST_ROWS + 1}`.execute(context.tx);
  refuseTooMany(rows.length);
  const table: Table = {
    headings: ['姓名', '手机号', '身份证号', '社区代码', '社区', '单位', '职务', '岗位'],
    rows: [],
  };
  for (let start = 0; start < rows.length; start += CHUNK) {
    for (const line of await personLines(context, rows.slice(start, start + CHUNK), false)) {
      table.rows.push([
        line.name,
        line.phone,
        line.idNumber,
        line.place,
        line.placeName,
        line.memberships.map((m) => m.organisationName).join('；'),
        line.memberships.flatMap((m) => m.title ?? []).join('；'),
        line.grants.map((g) => [g.label.zh, g.placeName ?? g.unitName].filter(Boolean).join(' ')).join('；'),
      ]);
    }
  }
  return table;
}

async function fileOf(
  context: Context,
  kind: SheetKind,
  format: SpreadsheetFormat,
  table: Table,
  words: string,
): Promise<Static<typeof SheetFile>> {
  const bytes = await writeSpreadsheet(format, {
    sheet: SHEET_NAMES[kind],
    columns: table.headings.map((heading) => ({ heading })),
    rows: table.rows,
  });
  return {
    fileName: `${SHEET_NAMES[kind]}${words}-${dayOf(context.now)}.${format}`,
    mediaType: MEDIA_TYPE[format],
    content: bytes.toString('base64'),
    rows: table.rows.length,
  };
}

/** Writes regions, organisations or people of the caller's scope into a file. An export of people says why and is on record. */
export const exportSheet = useCase({
  name: 'directory.export',
  permission: 'directory.export',
  keepsAnswer: false,
  input: ExportSheet,
  output: SheetFile,
  summary: {
    zh: '导出区划、单位或人员表格（号码打码）',
    en: 'Export regions, organisations or people, numbers masked',
  },
  subject: ({ kind }) => kind,
  async run(context, { kind, format = 'xlsx', organisationKind, role, reason }) {
    if (kind === 'people' && (reason ?? '').trim().length < 4)
      throw refuse.invalid(
        'directory.export-reason-missing',
        '导出人员名单要写明用途。',
        'Say what the list of people is for.',
        { errors: [{ field: 'reason', detail: '至少 4 个字 / at least 4 characters' }] },
      );
    const table =
      kind === 'regions'
        ? await regionTable(context)
        : kind === 'organisations'
          ? await organisationTable(context, organisationKind)
          : await peopleTable(context, role);
    context.audit('directory.exported', kind, { rows: table.rows.length, format, reason: reason ?? null });
    return fileOf(context, kind, format, table, '');
  },
});

/** An empty sheet with the headings that an import reads. */
export const sheetTemplate = query({
  name: 'directory.sheet-template',
  permission: 'directory.import',
  input: TemplateSheet,
  output: SheetFile,
  summary: { zh: '下载导入模板', en: 'The empty sheet for an import' },
  run: (context, { kind }) =>
    fileOf(
      context,
      kind,
      'xlsx',
      {
        headings: SHEETS[kind].columns.map(({ headings, required }) => `${headings[0]}${required === true ? '*' : ''}`),
        rows: [],
      },
      '导入模板',
    ),
});
