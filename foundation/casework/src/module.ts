import {
  defineModule,
  personOf,
  Refusal,
  refuse,
  route,
  type Check,
  type Context,
  type Module,
} from '@zhongzhi/kernel';
import { caseTypesOf, getCaseType } from './case-types.ts';
import { staffDesks, viewCase } from './engine/access.ts';
import { sweepClocks } from './engine/ring.ts';
import { askForExport, cleanExportsJob, exportContent, exportJob, getExport } from './exports.ts';
import { addLiveRoute } from './live.ts';
import { checks } from './checks.ts';
import { personalRecords } from './personal-records.ts';
import {
  actOnCase,
  bulkAct,
  getCase,
  joinCaseUseCase,
  listCaseTypes,
  openCaseUseCase,
} from './use-cases/case-use-cases.ts';
import {
  deleteFilter,
  getBoard,
  getBoardCounts,
  getMyCases,
  getPublicCase,
  getPublicMap,
  getThreeRates,
  listCasesBehind,
  listPublicCases,
  listSavedFilters,
  listSimilarCases,
  saveFilter,
} from './use-cases/list-use-cases.ts';

/** Whoever may see a case may see its files, except what a step keeps to staff; the public sees those of cleared cases. */
async function maySeeFile(context: Context, caseId: string, fileId: string): Promise<boolean> {
  const row = await context.tx
    .selectFrom('casework.case')
    .select(['visibility', 'type', 'type_version'])
    .where('district', '=', context.district)
    .where('id', '=', caseId)
    .executeTakeFirst();
  const attachment = await context.tx
    .selectFrom('casework.attachment')
    .select('seen_by')
    .where('district', '=', context.district)
    .where('case_id', '=', caseId)
    .where('file_id', '=', fileId)
    .executeTakeFirst();
  if (row === undefined || attachment === undefined) return false;
  const isForAll = attachment.seen_by === 'everyone';
  if (isForAll && row.visibility === 'public') return true;
  if (context.actor.kind === 'anonymous') return false;
  if (
    personOf(context.actor) === null &&
    staffDesks(context, getCaseType(context.platform, row.type, row.type_version)).length === 0
  )
    return false;
  return viewCase(context, caseId, 'look').then(
    (view) => isForAll || view.isStaff,
    (error: unknown) => {
      if (error instanceof Refusal) return false;
      throw error;
    },
  );
}

const routes: Module['routes'] = [
  route('GET', '/case-types', listCaseTypes),
  route('GET', '/cases', getBoard),
  route('GET', '/cases/counts', getBoardCounts),
  route('POST', '/cases', openCaseUseCase, { status: 201 }),
  route('POST', '/cases/bulk', bulkAct),
  route('GET', '/cases/:id', getCase),
  route('POST', '/cases/:id/actions/:action', actOnCase),
  route('POST', '/cases/:id/join', joinCaseUseCase),
  route('GET', '/my/cases', getMyCases),
  route('GET', '/public/cases', listPublicCases),
  route('GET', '/public/cases/:id', getPublicCase),
  route('GET', '/public/map', getPublicMap),
  route('GET', '/similar-cases', listSimilarCases),
  route('GET', '/case-rates', getThreeRates),
  route('GET', '/case-rates/cases', listCasesBehind),
  route('GET', '/saved-filters', listSavedFilters),
  route('POST', '/saved-filters', saveFilter, { status: 201 }),
  route('DELETE', '/saved-filters/:id', deleteFilter),
  route('POST', '/case-exports', askForExport, { status: 202 }),
  route('GET', '/case-exports/:id', getExport),
];

/** The engine that carries every matter of the district. */
export const casework = defineModule({
  name: 'casework',
  dependsOn: ['calendar', 'directory', 'notices', 'files'],
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  jobs: [
    {
      name: 'casework.sweep',
      cron: '* * * * *',
      run: () => Promise.resolve(),
      runOutside: async (platform) => void (await sweepClocks(platform)),
    },
    exportJob,
    cleanExportsJob,
  ],
  contributions: { 'file-access': [{ kind: 'case', maySee: maySeeFile }], 'personal-records': [personalRecords] },
  checks: checks satisfies readonly Check[],
  personalData: [
    {
      key: 'case.opener',
      label: { zh: '反映人', en: 'Reporter' },
      purpose: { zh: '办理和答复您反映的事项', en: 'To handle and answer what you report' },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '办结后 3 年', en: '3 years after closing' },
    },
    {
      key: 'case.contact-phone',
      label: { zh: '联系电话', en: 'Contact phone' },
      purpose: { zh: '办理中联系您', en: 'To reach you while it is handled' },
      basis: 'consent',
      sensitive: false,
      retention: { zh: '办结后 1 年', en: '1 year after closing' },
    },
    {
      key: 'case.place',
      label: { zh: '事发地点和照片', en: 'Place and photos' },
      purpose: { zh: '找到问题所在', en: 'To find the problem' },
      basis: 'consent',
      sensitive: false,
      retention: { zh: '办结后 3 年', en: '3 years after closing' },
    },
  ],
  prepare: (platform) => void caseTypesOf(platform),
  http: (app, platform, callOf) => {
    addLiveRoute(app, platform, callOf);
    app.get<{ Params: { id: string } }>(
      '/api/v1/case-exports/:id/file',
      { config: { access: 'signed-in' }, schema: { summary: '下载导出的表格', tags: ['case'] } },
      async (request, reply) => {
        const { actor } = await callOf(request);
        const person = personOf(actor);
        if (person === null) throw refuse.unauthenticated();
        const file = /^[0-9a-f-]{36}$/.test(request.params.id)
          ? await exportContent(platform, request.params.id, person)
          : undefined;
        if (file === undefined) throw refuse.notFound();
        return reply
          .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .header('cache-control', 'no-store')
          .send(file.content);
      },
    );
  },
});
