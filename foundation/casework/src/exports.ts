import { sql } from 'kysely';
import { Type } from 'typebox';
import { personOf, query, refuse, systemActor, useCase, type Actor, type Job, type Platform } from '@zhongzhi/kernel';
import { writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { BoardFilter, URGENCY_LABELS, type CaseLine, type Urgency } from './contract/index.ts';
import { getCaseType } from './case-types.ts';
import type { CaseType } from './domain/case-type.ts';
import { staffDesks } from './engine/access.ts';
import { boardPage } from './queries/board.ts';

const Id = Type.String({ format: 'uuid' });
const MOST_ROWS = 50_000;
const STEP = 100;
const ExportShape = Type.Object({
  id: Type.String(),
  state: Type.String({ enum: ['waiting', 'running', 'done', 'failed'] }),
  rowsDone: Type.Integer(),
  rowsTotal: Type.Union([Type.Integer(), Type.Null()]),
  fileName: Type.Union([Type.String(), Type.Null()]),
  fault: Type.Union([Type.String(), Type.Null()]),
});

export const askForExport = useCase({
  name: 'case.export',
  permission: 'signed-in',
  input: Type.Object({ filter: BoardFilter }, { additionalProperties: false }),
  output: ExportShape,
  summary: { zh: '导出办件台为电子表格（后台进行）', en: 'Export the board to a spreadsheet, in the background' },
  async run(context, { filter }) {
    const type = getCaseType(context.platform, filter.type);
    const desks = staffDesks(context, type);
    if (desks.length === 0) throw refuse.notFound();
    const id = context.newId();
    await context.tx
      .insertInto('casework.export')
      .values({
        district: context.district,
        id,
        person: personOf(context.actor)!,
        filter: JSON.stringify(filter),
        reach: JSON.stringify(desks),
        at: context.now,
      })
      .execute();
    context.audit('case.export-asked', id, { filter });
    await context.enqueue('casework.export', { id });
    return { id, state: 'waiting', rowsDone: 0, rowsTotal: null, fileName: null, fault: null };
  },
});

export const getExport = query({
  name: 'case.get-export',
  permission: 'signed-in',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: ExportShape,
  summary: { zh: '导出进度', en: 'Progress of an export' },
  async run(context, { id }) {
    const row = await context.tx
      .selectFrom('casework.export')
      .select(['id', 'state', 'rows_done', 'rows_total', 'file_name', 'fault'])
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('person', '=', personOf(context.actor)!)
      .executeTakeFirst();
    if (row === undefined) throw refuse.notFound();
    return {
      id: row.id,
      state: row.state,
      rowsDone: row.rows_done,
      rowsTotal: row.rows_total,
      fileName: row.file_name,
      fault: row.fault,
    };
  },
});

const HEAD = [
  '编号',
  '标题',
  '状态',
  '紧急程度',
  '类别',
  '地点',
  '承办单位',
  '经办人',
  '来源',
  '反映时间',
  '应办时限',
  '是否超期',
  '办结时间',
  '同诉人数',
];

const shanghai = (at: string | null): string =>
  at === null ? '' : new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

interface Asked {
  id: string;
  person: string;
  filter: BoardFilter;
  desks: string[];
}

const change = (platform: Platform, id: string, reason: string, changes: Record<string, unknown>) =>
  platform.transact('public', 'write', { actor: systemActor(reason) }, (context) =>
    context.tx
      .updateTable('casework.export')
      .set(changes as never)
      .where('district', '=', context.district)
      .where('id', '=', id)
      .execute(),
  );

/** What was asked for; undefined when it is gone or done. */
async function findAsked(platform: Platform, id: string): Promise<Asked | undefined> {
  const row = await platform.transact('public', 'read', { actor: systemActor('export starts') }, (context) =>
    context.tx
      .selectFrom('casework.export')
      .select(['id', 'person', 'filter', 'reach', 'state'])
      .where('district', '=', context.district)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  if (row === undefined || row.state === 'done') return undefined;
  return { id, person: row.person, filter: row.filter as BoardFilter, desks: row.reach as string[] };
}

/** The desks at the time of asking stand in for the asker's grants: r: and u: keys become places and units again. */
function asAsker(platform: Platform, { person, desks }: Asked, permission: string): Actor {
  const role = [...platform.registry.rolesWith(permission)][0]!;
  const grants = desks.map((desk) => ({
    role,
    place: desk.startsWith('r:') ? desk.slice(2) : null,
    unit: desk.startsWith('u:') ? desk.slice(2) : null,
  }));
  return { kind: 'person', personId: person, name: '', grants, sessionId: null, secondFactor: true };
}

const cellsOf = (line: CaseLine, type: CaseType): string[] => [
  line.number,
  line.title,
  type.statuses[line.status]?.label.zh ?? line.status,
  line.urgency === null ? '' : URGENCY_LABELS[line.urgency as Urgency].zh,
  line.category ?? '',
  line.placeName ?? '',
  line.unit?.name ?? '',
  line.assignee?.name ?? '',
  line.source,
  shanghai(line.openedAt),
  shanghai(line.dueAt),
  line.isOverdue ? '是' : '',
  shanghai(line.closedAt),
  String(line.followers),
];

/** Makes the spreadsheet page by page, as the person who asked would see the board, telling how far it is. */
async function makeExport(platform: Platform, payload: Record<string, unknown>): Promise<void> {
  const asked = await findAsked(platform, String(payload['id']));
  if (asked === undefined) return;
  const type = getCaseType(platform, asked.filter.type);
  const actor = asAsker(platform, asked, type.boardPermission);
  await change(platform, asked.id, 'export starts', { state: 'running' });
  const rows: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await platform.transact(type.boardPermission, 'read', { actor }, (context) =>
      boardPage(context, asked.filter, cursor, STEP),
    );
    rows.push(...page.items.map((line) => cellsOf(line, type)));
    cursor = page.next ?? undefined;
    await change(platform, asked.id, 'export progress', { rows_done: rows.length });
  } while (cursor !== undefined && rows.length < MOST_ROWS);
  const columns = HEAD.map((heading) => ({ heading }));
  const content = await writeSpreadsheet('xlsx', { sheet: type.label.zh, columns, rows });
  const doneAt = platform.clock();
  const name = `${type.label.zh}-${shanghai(doneAt.toISOString()).slice(0, 10)}.xlsx`;
  await change(platform, asked.id, 'export done', {
    state: 'done',
    rows_total: rows.length,
    content,
    file_name: name,
    done_at: doneAt,
  });
}

export const exportJob: Job = { name: 'casework.export', run: () => Promise.resolve(), runOutside: makeExport };

export const cleanExportsJob: Job = {
  name: 'casework.clean-exports',
  cron: '17 3 * * *',
  run: async (context) => {
    await sql`delete from casework.export where district = ${context.district} and at < ${context.now}::timestamptz - interval '1 day'`.execute(
      context.tx,
    );
  },
};

/** The finished file, for the asker alone. */
export async function exportContent(
  platform: Platform,
  id: string,
  person: string,
): Promise<{ name: string; content: Buffer } | undefined> {
  return platform.transact('signed-in', 'read', { actor: systemActor('export download') }, async (context) => {
    const row = await context.tx
      .selectFrom('casework.export')
      .select(['file_name', 'content'])
      .where('district', '=', context.district)
      .where('id', '=', id)
      .where('person', '=', person)
      .where('state', '=', 'done')
      .executeTakeFirst();
    return row === undefined || row.content === null
      ? undefined
      : { name: row.file_name ?? 'export.xlsx', content: row.content };
  });
}
