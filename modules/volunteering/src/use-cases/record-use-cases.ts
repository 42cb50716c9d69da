import { Type } from 'typebox';
import { enumOf, Nullable, Text, Uuid } from '@zhongzhi/contract-kit';
import { query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { volunteerOfNumber } from '@zhongzhi/volunteers';
import { needOrganiser } from '../authority.ts';
import { Closed, Done, Reason } from '../contract/index.ts';
import {
  ActivityRecordsShape,
  EnterRecord,
  Evaluate,
  MyRecordShape,
  RecordCommendation,
  RecordPageShape,
  RecordTraining,
} from '../contract/records.ts';
import { enterRecord } from '../enter-record.ts';
import { evaluateActivity } from '../evaluation.ts';
import { recordCommendation, recordTraining, withdrawGroupEntry } from '../groups.ts';
import { recordsOfActivity } from '../queries/activity-records.ts';
import {
  commendationPage,
  evaluationPage,
  myBasics,
  myNoShows,
  myObjections,
  myUnrecorded,
  NOTHING,
  recordPage,
  servicePage,
  trainingPage,
} from '../queries/my-record.ts';
import { totalsOf } from '../queries/my-service.ts';
import { unitVolunteers } from '../queries/unit-volunteers.ts';
import { getActivity } from '../store/activity-store.ts';
import { me } from './me.ts';

const Paged = enumOf(['service', 'training', 'commendation', 'evaluation']);

export const getMyRecord = query({
  name: 'record.get-mine',
  permission: 'signed-in',
  input: Closed({
    group: Type.Optional(Paged),
    after: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  }),
  output: MyRecordShape,
  summary: {
    zh: '我的志愿服务记录：基本信息、服务、培训、表彰、评价；给出 group 和 after 时只翻那一组',
    en: 'My record in its five groups; with group and after, the next page of that group alone',
  },
  async run(context, { group, after }) {
    const person = me(context);
    const asks = (one: string): boolean => group === undefined || group === one;
    const on = group === undefined ? undefined : after;
    return {
      basics: await myBasics(context, person),
      totals: await totalsOf(context, person),
      service: asks('service') ? await servicePage(context, person, on) : NOTHING,
      training: asks('training') ? await trainingPage(context, person, on) : NOTHING,
      commendation: asks('commendation') ? await commendationPage(context, person, on) : NOTHING,
      evaluation: asks('evaluation') ? await evaluationPage(context, person, { after: on }) : NOTHING,
      noShows: group === undefined ? await myNoShows(context, person) : [],
      objections: group === undefined ? await myObjections(context, person, null) : [],
      unrecorded: group === undefined ? await myUnrecorded(context, person) : [],
    };
  },
});

export const getRevisions = query({
  name: 'record.list-revisions',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: RecordPageShape,
  summary: {
    zh: '我的一条记录：全部更正、证明、评价和异议',
    en: 'One of my records: all revisions, proof, evaluation and objections',
  },
  async run(context, { id }) {
    const page = await recordPage(context, me(context), id);
    if (page === null) throw refuse.notFound('record.not-found', '没有这条服务记录。', 'There is no such record.');
    return page;
  },
});

export const listActivityRecords = query({
  name: 'activity.list-records',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: ActivityRecordsShape,
  summary: {
    zh: '一项活动里每个人的服务、缺席和评价（给带队、记录的人）',
    en: 'Service, absences and evaluation of an activity, for those who lead and record',
  },
  async run(context, { id }) {
    await needOrganiser(context, await getActivity(context, id), ['leader', 'recorder']);
    return recordsOfActivity(context, id);
  },
});

/** The person meant: one of the roll, or whoever tells their volunteer number. */
async function personMeant(context: Context, person?: string, number?: string): Promise<string> {
  if (person === undefined && number === undefined)
    throw refuse.invalid(
      'record.nobody',
      '请选择志愿者，或填写志愿者编号。',
      'Choose a volunteer, or enter their number.',
      {
        errors: [{ field: 'volunteer', detail: '请填写志愿者编号' }],
      },
    );
  const found = person ?? (await volunteerOfNumber(context, number ?? ''));
  if (found === undefined)
    throw refuse.notFound(
      'record.not-a-volunteer',
      '没有找到这位志愿者。请核对志愿者编号，没登记的要先登记。',
      'There is no such volunteer; check the number, or have them register first.',
    );
  return found;
}

export const enterRecordUseCase = useCase({
  name: 'record.enter',
  permission: 'signed-in',
  input: EnterRecord,
  output: Type.Object({ record: Type.String(), stands: Type.String() }),
  summary: {
    zh: '补录没签上的服务（附证明，不超过班次，不计金豆）',
    en: 'Enter service that was not checked, with proof: within the shift, without beans',
  },
  async run(context, { id, person, volunteer, ...service }) {
    const activity = await getActivity(context, id);
    await needOrganiser(context, activity, ['leader', 'recorder']);
    const { record, stands } = await enterRecord(context, {
      ...service,
      activity: id,
      person: await personMeant(context, person, volunteer),
    });
    return { record, stands };
  },
});

export const evaluateUseCase = useCase({
  name: 'activity.evaluate',
  permission: 'signed-in',
  input: Evaluate,
  output: Type.Object({ evaluated: Type.Integer() }),
  summary: {
    zh: '一次评价这项活动的全部服务，例外单独说明',
    en: 'Evaluate the service of an activity in one act, exceptions marked',
  },
  run: (context, { exceptions, ...evaluation }) =>
    evaluateActivity(context, { ...evaluation, exceptions: exceptions ?? [] }),
});

export const recordTrainingUseCase = useCase({
  name: 'record.training',
  permission: 'volunteering.organise',
  input: RecordTraining,
  output: Type.Object({ ids: Type.Array(Type.String()) }),
  summary: { zh: '登记志愿者的培训', en: 'Record a training of volunteers' },
  subject: ({ unit }) => unit,
  run: async (context, training) => ({ ids: await recordTraining(context, training) }),
});

export const recordCommendationUseCase = useCase({
  name: 'record.commendation',
  permission: 'volunteering.organise',
  input: RecordCommendation,
  output: Done,
  summary: {
    zh: '登记志愿者的表彰奖励（县级以上凭证书）',
    en: 'Record a commendation of a volunteer; of county level or higher on its paper',
  },
  subject: (_input, { id }) => id,
  run: async (context, given) => ({ id: await recordCommendation(context, given) }),
});

const withdrawal = (group: 'training' | 'commendation', zh: string, en: string) =>
  useCase({
    name: `record.withdraw-${group}`,
    permission: 'volunteering.organise',
    input: Closed({ id: Uuid, reason: Reason }),
    output: Done,
    summary: { zh, en },
    async run(context, { id, reason }) {
      await withdrawGroupEntry(context, group, { id, reason });
      return { id };
    },
  });

export const withdrawTraining = withdrawal('training', '撤回登记错的培训', 'Withdraw a training recorded wrongly');
export const withdrawCommendation = withdrawal(
  'commendation',
  '撤回登记错的表彰奖励',
  'Withdraw a commendation recorded wrongly',
);

export const findUnitVolunteers = query({
  name: 'record.find-unit-volunteers',
  permission: 'volunteering.organise',
  input: Closed({ unit: Uuid, words: Text(30, { min: 1 }) }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        person: Type.String(),
        name: Type.String(),
        number: Type.String(),
        placeName: Nullable(Type.String()),
      }),
    ),
  }),
  summary: {
    zh: '找在本单位服务过的志愿者（按姓名），或按编号找一位志愿者',
    en: 'Find a volunteer who has served with the unit by name, or any by their number',
  },
  run: async (context, { unit, words }) => ({ items: await unitVolunteers(context, unit, words) }),
});
