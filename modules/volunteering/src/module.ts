import { defineModule, personOf, route, type Context, type Permission } from '@zhongzhi/kernel';
import { certificateRecords } from './certificate-records.ts';
import { checks } from './checks.ts';
import { districtRoutes } from './district-routes.ts';
import { maySeeProof, PROOF_KIND } from './enter-record.ts';
import { maySeePaper, PAPER_KIND } from './groups.ts';
import { closeLines, lapseOffers } from './line.ts';
import { addCalendarRoutes } from './http.ts';
import { personalRecords } from './personal-records.ts';
import {
  discoverActivities,
  getActivityUseCase,
  getRoll,
  getScreenCode,
  listOrganised,
} from './use-cases/activity-use-cases.ts';
import { addRecordFiles, askForExportUseCase } from './record-files.ts';
import { remind } from './reminders.ts';
import { endFeedUseCase, getFeed, makeFeedUseCase } from './use-cases/calendar-use-cases.ts';
import {
  checkByScreenUseCase,
  checkSelfUseCase,
  getRollPack,
  uploadScansUseCase,
  vouchForPhone,
  walkUpUseCase,
} from './use-cases/check-use-cases.ts';
import { edit, getPlan, listNameable } from './use-cases/draft-use-cases.ts';
import { listForMe, mapActivities, signUpGroupUseCase } from './use-cases/finding-use-cases.ts';
import { getFigures } from './use-cases/figure-use-cases.ts';
import { listLongDays, listObjections, listUnsettled } from './use-cases/oversight-use-cases.ts';
import {
  cancel,
  change,
  decide,
  listOwnProjects,
  listProjects,
  listProjectsToReview,
  open,
  plan,
  propose,
} from './use-cases/plan-use-cases.ts';
import {
  enterRecordUseCase,
  evaluateUseCase,
  findUnitVolunteers,
  getMyRecord,
  getRevisions,
  listActivityRecords,
  recordCommendationUseCase,
  recordTrainingUseCase,
  withdrawCommendation,
  withdrawTraining,
} from './use-cases/record-use-cases.ts';
import {
  agreeLongDayUseCase,
  answerObjectionUseCase,
  answerOfferUseCase,
  confirm,
  correct,
  getMyService,
  listMyShifts,
  objectUseCase,
  signUpUseCase,
  withdrawUseCase,
} from './use-cases/volunteer-use-cases.ts';

const permission = (zh: string, en: string, ...roles: string[]): Permission => ({ label: { zh, en }, roles });

/** 志愿服务: from a project to a record. */
export const volunteering = defineModule({
  name: 'volunteering',
  dependsOn: ['directory', 'notices', 'files', 'calendar', 'volunteers', 'circles', 'beans', 'certificates'],
  migrations: new URL('../migrations/', import.meta.url),
  permissions: {
    'volunteering.organise': permission(
      '以单位名义组织志愿活动',
      'Organise activities for one’s unit or area',
      'community-staff',
      'street-staff',
      'street-leader',
      'department-staff',
      'property-staff',
      'social-organisation-staff',
      'social-worker',
      'district-administrator',
    ),
    'volunteering.see-figures': permission(
      '看志愿服务统计',
      'See figures of volunteer service',
      'community-staff',
      'street-staff',
      'street-leader',
      'district-administrator',
    ),
    'volunteering.set-rules': permission(
      '制定志愿服务规则和星级标准',
      'Set the rules of service and the star scheme',
      'district-administrator',
    ),
    'volunteering.export-records': permission(
      '导出志愿服务记录（写明用途，留痕）',
      'Export records of service, with a reason, on record',
      'community-staff',
      'street-leader',
      'department-staff',
      'social-organisation-staff',
      'district-administrator',
    ),
    'volunteering.review': permission(
      '审核志愿项目和超长服务',
      'Review projects and long days',
      'community-staff',
      'street-staff',
      'street-leader',
      'district-administrator',
    ),
  },
  routes: [
    route('GET', '/projects', listProjects),
    route('POST', '/projects', propose, { status: 201 }),
    route('GET', '/projects/own', listOwnProjects),
    route('GET', '/projects/to-review', listProjectsToReview),
    route('POST', '/projects/:id/decision', decide),
    route('GET', '/projects/:id/people', listNameable),
    route('GET', '/activities', discoverActivities),
    route('POST', '/activities', plan, { status: 201 }),
    route('GET', '/activities/organised', listOrganised),
    route('GET', '/activities/for-me', listForMe),
    route('GET', '/activities/map', mapActivities),
    route('GET', '/activities/:id', getActivityUseCase),
    route('GET', '/activities/:id/plan', getPlan),
    route('PUT', '/activities/:id', edit),
    route('POST', '/activities/:id/group-sign-ups', signUpGroupUseCase),
    route('POST', '/activities/:id/opening', open),
    route('POST', '/activities/:id/changes', change),
    route('POST', '/activities/:id/cancellation', cancel),
    route('GET', '/activities/:id/code', getScreenCode),
    route('GET', '/activities/:id/roll', getRoll),
    route('GET', '/activities/:id/roll-pack', getRollPack),
    route('POST', '/activities/:id/scans', uploadScansUseCase),
    route('POST', '/activities/:id/confirmation', confirm),
    route('POST', '/sign-ups', signUpUseCase),
    route('GET', '/my/shifts', listMyShifts),
    route('POST', '/sign-ups/:id/withdrawal', withdrawUseCase),
    route('POST', '/sign-ups/:id/answer', answerOfferUseCase),
    route('POST', '/checks', checkByScreenUseCase),
    route('POST', '/checks/self', checkSelfUseCase),
    route('POST', '/checks/walk-up', walkUpUseCase),
    route('POST', '/my/personal-code', vouchForPhone),
    route('GET', '/service-figures', getFigures),
    route('GET', '/activities/unsettled', listUnsettled),
    route('GET', '/objections', listObjections),
    route('GET', '/service-records/long-days', listLongDays),
    route('GET', '/my/calendar-feed', getFeed),
    route('POST', '/my/calendar-feed', makeFeedUseCase),
    route('DELETE', '/my/calendar-feed', endFeedUseCase),
    route('GET', '/my/service', getMyService),
    route('GET', '/my/service/:id', getRevisions),
    route('POST', '/service-records/:id/corrections', correct),
    route('POST', '/service-records/:id/agreement', agreeLongDayUseCase),
    route('GET', '/activities/:id/records', listActivityRecords),
    route('POST', '/activities/:id/records', enterRecordUseCase, { status: 201 }),
    route('POST', '/activities/:id/evaluation', evaluateUseCase),
    route('GET', '/my/record', getMyRecord),
    route('GET', '/unit-volunteers', findUnitVolunteers),
    route('POST', '/trainings', recordTrainingUseCase, { status: 201 }),
    route('POST', '/trainings/:id/withdrawal', withdrawTraining),
    route('POST', '/commendations', recordCommendationUseCase, { status: 201 }),
    route('POST', '/commendations/:id/withdrawal', withdrawCommendation),
    route('POST', '/service-exports', askForExportUseCase, { status: 201 }),
    route('POST', '/objections', objectUseCase, { status: 201 }),
    route('POST', '/objections/:id/answer', answerObjectionUseCase),
    ...districtRoutes,
  ],
  http(app, platform, callOf) {
    addCalendarRoutes(app, platform);
    addRecordFiles(app, platform, callOf);
  },
  jobs: [
    {
      name: 'volunteering.remind',
      cron: '*/5 * * * *',
      run: async (context) => {
        await remind(context);
      },
    },
    {
      name: 'volunteering.move-lines',
      cron: '* * * * *',
      run: async (context) => {
        await lapseOffers(context);
        await closeLines(context);
      },
    },
  ],
  checks,
  personalData: [
    {
      key: 'volunteering.records',
      label: { zh: '报名、签到和服务记录', en: 'Sign-ups, check-ins and service records' },
      purpose: {
        zh: '安排活动、如实记录服务、开具证明；签到时的位置只用来判断在不在现场，不保存',
        en: 'To run activities, record service truthfully and certify it; the position at check-in is compared with the place and not kept',
      },
      basis: 'statutory-duty',
      sensitive: false,
      retention: { zh: '服务记录至少保存10年（GB/T 40143）', en: 'Service records at least 10 years (GB/T 40143)' },
    },
    {
      key: 'volunteering.groups',
      label: {
        zh: '培训、表彰奖励、评价，和导出记录的人',
        en: 'Training, commendations, evaluations, and who exported records',
      },
      purpose: {
        zh: '志愿服务记录的五组内容（志愿服务条例第19条）；评价说的是这次服务，不给人打分',
        en: 'Groups of a service record (志愿服务条例 art. 19); an evaluation is about the service and no score of the person',
      },
      basis: 'statutory-duty',
      sensitive: false,
      retention: {
        zh: '与服务记录一起至少保存10年（GB/T 40143）',
        en: 'With the service records, at least 10 years (GB/T 40143)',
      },
    },
  ],
  contributions: {
    'personal-records': [personalRecords],
    'certificates.records': [certificateRecords],
    'file-access': [
      {
        kind: PROOF_KIND,
        maySee: (context: Context, record: string) => maySeeProof(context, record, personOf(context.actor)),
      },
      { kind: PAPER_KIND, maySee: maySeePaper },
    ],
  },
});
