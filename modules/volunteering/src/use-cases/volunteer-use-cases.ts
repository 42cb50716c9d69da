import { Type } from 'typebox';
import { encodeCursor, Nullable, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversPlace, query, refuse, useCase, useCaseTogether } from '@zhongzhi/kernel';
import { balanceOf } from '@zhongzhi/beans';
import { confirmActivity } from '../confirm.ts';
import { agreeLongDay, correctRecord } from '../correct.ts';
import { Closed, Done, Reason, RecordShape, SignUpResultShape } from '../contract/index.ts';
import { answerOffer, withdraw } from '../leave.ts';
import { answerObjection, object } from '../objections.ts';
import { myShifts, recordsPage, totalsOf } from '../queries/my-service.ts';
import { placeAfter } from '../queries/page-marker.ts';
import { signUpAll } from '../sign-up.ts';
import { findStanding } from '../store/record-store.ts';
import { me } from './me.ts';

export const signUpUseCase = useCaseTogether({
  name: 'sign-up.make',
  permission: 'signed-in',
  input: Closed({ posts: Type.Array(Uuid, { minItems: 1, maxItems: 20 }) }),
  output: Type.Object({ results: Type.Array(SignUpResultShape) }),
  summary: { zh: '报名（可一次选几个班次）', en: 'Sign up, for several shifts in one go' },
  subject: ({ posts }) => posts[0] ?? null,
  async runTogether(calls) {
    const outcomes = await signUpAll(
      calls.map(({ context, input: { posts } }) => ({ context, request: { person: me(context), posts } })),
    );
    return outcomes.map((outcome) =>
      outcome.status === 'rejected'
        ? outcome
        : {
            status: 'fulfilled' as const,
            value: { results: outcome.value.map((result) => ({ ...result, words: [...result.words] })) },
          },
    );
  },
});

export const withdrawUseCase = useCase({
  name: 'sign-up.withdraw',
  permission: 'signed-in',
  input: Closed({ id: Uuid, reason: Type.Optional(Reason) }),
  output: Type.Object({ id: Type.String(), isLate: Type.Boolean() }),
  summary: { zh: '退出报名', en: 'Withdraw from a shift' },
  run: async (context, { id, reason }) => ({ id, ...(await withdraw(context, id, reason)) }),
});

export const answerOfferUseCase = useCase({
  name: 'sign-up.answer-offer',
  permission: 'signed-in',
  input: Closed({ id: Uuid, takes: Type.Boolean() }),
  output: Done,
  summary: { zh: '确认或放弃候补到的名额', en: 'Take or decline a place offered from the line' },
  async run(context, { id, takes }) {
    await answerOffer(context, id, takes);
    return { id };
  },
});

export const listMyShifts = query({
  name: 'sign-up.list-mine',
  permission: 'signed-in',
  input: Closed({}),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        signUp: Type.String(),
        activity: Type.String(),
        title: Type.String(),
        address: Type.String(),
        post: Type.String(),
        shift: Type.String(),
        state: Type.String(),
        number: Type.Integer(),
        ahead: Type.Integer(),
        meetsAt: Type.String(),
        startsAt: Type.String(),
        endsAt: Type.String(),
        offeredUntil: Nullable(Type.String()),
      }),
    ),
  }),
  summary: { zh: '我报的班次', en: 'My shifts' },
  run: async (context) => ({ items: await myShifts(context, me(context)) }),
});

export const confirm = useCase({
  name: 'activity.confirm',
  permission: 'signed-in',
  input: Closed({
    id: Uuid,
    exceptions: Type.Optional(
      Type.Array(
        Closed({
          person: Uuid,
          shift: Uuid,
          minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_440 })),
          noShow: Type.Optional(Type.Boolean()),
          reason: Reason,
        }),
        { maxItems: 2_000 },
      ),
    ),
  }),
  output: Type.Object({ recorded: Type.Integer(), pending: Type.Integer(), noShows: Type.Integer() }),
  summary: { zh: '一次确认全部服务时间，例外单独标明', en: 'Confirm all service in one act, exceptions marked' },
  run: (context, { id, exceptions }) => confirmActivity(context, { id, exceptions: exceptions ?? [] }),
});

export const correct = useCase({
  name: 'record.correct',
  permission: 'signed-in',
  input: Closed({
    id: Uuid,
    minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_440 })),
    annul: Type.Optional(Type.Boolean()),
    reason: Reason,
  }),
  output: Type.Object({ record: Type.String(), revision: Type.Integer(), stands: Type.String() }),
  summary: { zh: '更正服务记录（旧记录仍可查）', en: 'Correct a record; the old value stays readable' },
  async run(context, { id, ...change }) {
    const { record, revision, stands } = await correctRecord(context, { record: id, ...change });
    return { record, revision, stands };
  },
});

export const agreeLongDayUseCase = useCase({
  name: 'record.agree-long-day',
  permission: 'volunteering.review',
  input: Closed({ id: Uuid }),
  output: Done,
  summary: { zh: '同意一天超过8小时的服务', en: 'Agree to more than 8 hours on one day' },
  async run(context, { id }) {
    const standing = await findStanding(context, id);
    if (standing === undefined || !coversPlace(context.scope, standing.region))
      throw refuse.notFound('record.not-found', '没有这条服务记录。', 'There is no such record.');
    await agreeLongDay(context, id);
    return { id };
  },
});

export const getMyService = query({
  name: 'record.list-mine',
  permission: 'signed-in',
  input: Closed({ after: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) }),
  output: Type.Object({
    totals: Type.Object({
      timedMinutes: Type.Integer(),
      enteredMinutes: Type.Integer(),
      records: Type.Integer(),
      stars: Type.Integer(),
      beans: Type.Integer(),
    }),
    items: Type.Array(RecordShape),
    next: Nullable(Type.String()),
  }),
  summary: { zh: '我的服务：时间、星级、金豆、记录', en: 'My service: time, stars, beans, records' },
  async run(context, { after }) {
    const person = me(context);
    const from = after === undefined ? null : placeAfter(after, 'day');
    const page = await recordsPage(context, person, from === null ? null : { day: from.at, record: from.id });
    return {
      totals: { ...(await totalsOf(context, person)), beans: await balanceOf(context, person) },
      items: page.items,
      next: page.next === null ? null : encodeCursor([page.next.day, page.next.record]),
    };
  },
});

export const objectUseCase = useCase({
  name: 'record.object',
  permission: 'signed-in',
  input: Closed({
    activity: Uuid,
    about: Type.String({ enum: ['record', 'missing', 'no-show'] }),
    record: Type.Optional(Uuid),
    words: Text(500, { min: 4 }),
  }),
  output: Type.Object({ id: Type.String(), dueAt: Type.String() }),
  summary: { zh: '对服务记录提出异议', en: 'Object to a record, a missing one or a no-show' },
  async run(context, objection) {
    const { id, dueAt } = await object(context, { person: me(context), ...objection } as never);
    return { id, dueAt: dueAt.toISOString() };
  },
});

export const answerObjectionUseCase = useCase({
  name: 'record.answer-objection',
  permission: 'signed-in',
  input: Closed({ id: Uuid, upheld: Type.Boolean(), answer: Text(500, { min: 2 }) }),
  output: Done,
  summary: { zh: '答复异议', en: 'Answer an objection' },
  async run(context, answer) {
    await answerObjection(context, answer);
    return { id: answer.id };
  },
});
