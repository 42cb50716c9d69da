import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Nullable, Uuid } from '@zhongzhi/contract-kit';
import { query, refuse, useCase, type Call, type CallOf, type Platform } from '@zhongzhi/kernel';
import { MEDIA_TYPE, writeSpreadsheetTo, type Cell } from '@zhongzhi/kernel/spreadsheet';
import { Closed, Done } from './contract/index.ts';
import { AskForExport, Group } from './contract/records.ts';
import { COLUMNS, exportRows, peopleAfter, PEOPLE_AT_ONCE, type Group as GroupName } from './queries/export-rows.ts';
import { askForExport, ownExport } from './record-export.ts';
import { myRecordRows } from './my-record-file.ts';

const NAMES: Readonly<Record<GroupName, string>> = {
  basics: '1基本信息',
  service: '2服务',
  training: '3培训',
  commendation: '4表彰奖励',
  evaluation: '5评价',
};

export const askForExportUseCase = useCase({
  name: 'record.export',
  permission: 'volunteering.export-records',
  keepsAnswer: false,
  input: AskForExport,
  output: Done,
  summary: {
    zh: '导出本单位（或全区）的志愿服务记录五组数据，写明用途，留痕',
    en: 'Take the five groups of records of the unit, or the district, out, with the reason on record',
  },
  subject: (_input, { id }) => id,
  run: async (context, { unit, wholeNumbers, ...asked }) => ({
    id: await askForExport(context, { ...asked, unit: unit ?? null, wholeNumbers: wholeNumbers === true }),
  }),
});

/** The rows of some people more, each page under the rule and in a transaction of its own. */
const pageOfExport = query({
  name: 'record.read-export',
  permission: 'volunteering.export-records',
  input: Closed({ id: Uuid, group: Group, after: Nullable(Uuid) }),
  output: Type.Object({ rows: Type.Array(Type.Array(Type.Unknown())), next: Nullable(Type.String()) }),
  summary: { zh: '读导出的记录', en: 'Read exported records' },
  async run(context, { id, group, after }) {
    const asked = await ownExport(context, id);
    const people = await peopleAfter(context, group, asked, after);
    return {
      rows: await exportRows(context, group, asked, people),
      next: people.length < PEOPLE_AT_ONCE ? null : (people.at(-1) ?? null),
    };
  },
});

interface ExportPage {
  rows: Cell[][];
  next: string | null;
}

const pageAfter = async (platform: Platform, call: Call, id: string, group: GroupName, after: string | null) =>
  (await platform.run(pageOfExport, { id, group, after }, call)) as ExportPage;

async function* rowsFrom(platform: Platform, call: Call, id: string, group: GroupName, first: ExportPage) {
  let page = first;
  for (;;) {
    yield* page.rows;
    if (page.next === null) return;
    page = await pageAfter(platform, call, id, group, page.next);
  }
}

function sendSheet(
  reply: FastifyReply,
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): FastifyReply {
  const to = new PassThrough();
  void writeSpreadsheetTo(to, 'csv', { sheet: name, columns: columns.map((heading) => ({ heading })), rows }).catch(
    (error: unknown) => to.destroy(error as Error),
  );
  return reply
    .header('content-type', MEDIA_TYPE.csv)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`)
    .header('cache-control', 'no-store')
    .send(to);
}

/** What an address does not know is refused, not passed over. */
function needNoQuery(query: unknown): void {
  if (Object.keys(query as object).length > 0)
    throw refuse.invalid(
      'input.invalid',
      '这个地址不接受参数，请去掉问号后面的部分。',
      'This address takes no parameters.',
    );
}

/** The files of records: one sheet a group, sent as it is read; and a volunteer's own record, to take along. */
export function addRecordFiles(app: FastifyInstance, platform: Platform, callOf: CallOf): void {
  app.get<{ Params: { id: string; group: string } }>(
    '/api/v1/service-exports/:id/:group',
    {
      config: { access: 'volunteering.export-records' },
      schema: { summary: '下载导出的一组记录（csv）', tags: ['record'] },
    },
    async (request, reply) => {
      const { id } = request.params;
      needNoQuery(request.query);
      const group = request.params.group.replace(/\.csv$/u, '') as GroupName;
      const call = await callOf(request);
      const first = await pageAfter(platform, call, id, group, null);
      return sendSheet(
        reply,
        `志愿服务记录-${NAMES[group]}`,
        COLUMNS[group],
        rowsFrom(platform, call, id, group, first),
      );
    },
  );
  app.get(
    '/api/v1/my/record.csv',
    {
      config: { access: 'signed-in' },
      schema: { summary: '下载我的志愿服务记录（csv）', tags: ['record'] },
    },
    async (request, reply) => {
      needNoQuery(request.query);
      const { columns, rows } = await myRecordRows(platform, await callOf(request));
      return sendSheet(reply, '我的志愿服务记录', columns, rows);
    },
  );
}
