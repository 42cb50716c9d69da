import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { query, type Call, type CallOf, type Platform } from '@zhongzhi/kernel';
import { MEDIA_TYPE, writeSpreadsheetTo } from '@zhongzhi/kernel/spreadsheet';
import { Type } from 'typebox';
import { Uuid } from '@zhongzhi/contract-kit';
import { faultsAfter, type FaultLine } from './roster-store.ts';
import { ownRoster } from './use-cases.ts';

const PAGE = 5_000;

/** A page of faults for the file, under the same rule as the page on the screen. */
const pageOfFaults = query({
  name: 'volunteer.download-roster-faults',
  permission: 'volunteer.import',
  input: Type.Object({ id: Uuid, row: Type.Integer(), column: Type.String() }, { additionalProperties: false }),
  output: Type.Object({ name: Type.String(), lines: Type.Array(Type.Unknown()) }),
  summary: { zh: '下载没有导入的行', en: 'Download the rows that did not come in' },
  async run(context, { id, row, column }) {
    const { fileName } = await ownRoster(context, id);
    return { name: fileName, lines: await faultsAfter(context, id, { row, column }, PAGE) };
  },
});

async function* linesOf(platform: Platform, call: Call, id: string, first: FaultLine[]) {
  let lines = first;
  while (lines.length > 0) {
    for (const { row, column, zh, en } of lines) yield [row, column, call.language === 'en' ? en : zh];
    const { row, column } = lines.at(-1)!;
    lines =
      lines.length < PAGE ? [] : ((await platform.run(pageOfFaults, { id, row, column }, call)).lines as FaultLine[]);
  }
}

/** `GET /api/v1/volunteer-imports/:id/faults.csv`: row, column, what is wrong and what to do; sent as it is read. */
export function addFaultsFile(app: FastifyInstance, platform: Platform, callOf: CallOf): void {
  app.get<{ Params: { id: string } }>(
    '/api/v1/volunteer-imports/:id/faults.csv',
    { config: { access: 'volunteer.import' }, schema: { summary: '下载没有导入的行（csv）', tags: ['volunteer'] } },
    async (request, reply) => {
      const { id } = request.params;
      const call = await callOf(request);
      const { name, lines } = await platform.run(pageOfFaults, { id, row: -1, column: '' }, call);
      const to = new PassThrough();
      const columns = call.language === 'en' ? ['Row', 'Column', 'What to do'] : ['行', '列', '问题和办法'];
      void writeSpreadsheetTo(to, 'csv', {
        sheet: name,
        columns: columns.map((heading) => ({ heading })),
        rows: linesOf(platform, call, id, lines as FaultLine[]),
      }).catch((error: unknown) => to.destroy(error as Error));
      return reply
        .header('content-type', MEDIA_TYPE.csv)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}-问题行.csv`)}`)
        .header('cache-control', 'no-store')
        .send(to);
    },
  );
}
