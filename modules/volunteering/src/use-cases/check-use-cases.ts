import { Type } from 'typebox';
import { Instant, Nullable, Text, Uuid } from '@zhongzhi/contract-kit';
import { query, useCase, useCaseTogether } from '@zhongzhi/kernel';
import { checkByScreen, checkSelf, uploadScans, walkUp, type ScanByChecker } from '../check.ts';
import { CheckedShape, Closed, PositionShape, RollPackShape, SignUpResultShape, Step } from '../contract/index.ts';
import { packRoll, vouch } from '../personal-codes.ts';
import { me } from './me.ts';

const checked = <C extends { outcome: string; shift: string | null; at: Date; text: { zh: string; en: string } }>({
  at,
  ...rest
}: C) => ({
  ...rest,
  at: at.toISOString(),
});

export const checkByScreenUseCase = useCaseTogether({
  name: 'check.by-screen',
  permission: 'signed-in',
  input: Closed({
    nonce: Uuid,
    code: Type.Optional(Text(120)),
    activity: Type.Optional(Uuid),
    step: Type.Optional(Step),
    short: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })),
    position: Type.Optional(Nullable(PositionShape)),
    device: Type.Optional(Text(60)),
  }),
  output: CheckedShape,
  summary: {
    zh: '扫屏幕上的码签到、签退（没有相机可输六位数）',
    en: 'Check in or out by the code on the screen, or its six digits',
  },
  subject: ({ activity }) => activity ?? null,
  runTogether: async (calls) =>
    (await checkByScreen(calls as Parameters<typeof checkByScreen>[0])).map((one) =>
      one.status === 'fulfilled' ? { status: 'fulfilled', value: checked(one.value) } : one,
    ),
});

export const checkSelfUseCase = useCase({
  name: 'check.self',
  permission: 'signed-in',
  input: Closed({ nonce: Uuid, activity: Uuid, step: Step, position: Type.Optional(Nullable(PositionShape)) }),
  output: CheckedShape,
  summary: { zh: '分散岗位自己签到、签退', en: 'Check in or out by oneself, at posts without a checker' },
  subject: ({ activity }) => activity,
  run: async (context, { nonce, activity, step, position }) =>
    checked(await checkSelf(context, { nonce, activity, step, position: position ?? null })),
});

export const uploadScansUseCase = useCase({
  name: 'check.upload-scans',
  permission: 'signed-in',
  input: Closed({
    id: Uuid,
    device: Type.Optional(Text(60)),
    scans: Type.Array(
      Closed({
        nonce: Uuid,
        step: Step,
        at: Type.Optional(Instant),
        code: Type.Optional(Text(400)),
        person: Type.Optional(Uuid),
        reason: Type.Optional(Text(100)),
      }),
      { minItems: 1, maxItems: 500 },
    ),
  }),
  output: Type.Object({
    results: Type.Array(
      Type.Object({ nonce: Type.String(), person: Nullable(Type.String()), ...CheckedShape.properties }),
    ),
  }),
  summary: {
    zh: '上传签到员收集的签到（可在没网时收集）',
    en: 'Upload what a checker gathered, with or without network',
  },
  async run(context, { id, device, scans }) {
    const gathered = scans.map(({ at, ...scan }) => ({
      ...scan,
      ...(at === undefined ? {} : { at: new Date(at) }),
    })) as ScanByChecker[];
    return { results: (await uploadScans(context, id, device ?? null, gathered)).map(checked) };
  },
});

export const walkUpUseCase = useCase({
  name: 'check.walk-up',
  permission: 'signed-in',
  input: Closed({
    nonce: Uuid,
    code: Type.Optional(Text(120)),
    activity: Type.Optional(Uuid),
    short: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })),
    position: Type.Optional(Nullable(PositionShape)),
  }),
  output: Type.Object({
    checked: Nullable(CheckedShape),
    signUp: Nullable(SignUpResultShape),
  }),
  summary: {
    zh: '到现场才来的人：报名和签到一步完成',
    en: 'Sign up and check in at the place in one step',
  },
  subject: ({ activity }) => activity ?? null,
  async run(context, scan) {
    const found = await walkUp(context, { ...scan, step: 'in' });
    return {
      checked: found.checked === null ? null : checked(found.checked),
      signUp: found.signUp === null ? null : { ...found.signUp, words: [...found.signUp.words] },
    };
  },
});

export const getRollPack = query({
  name: 'activity.get-roll-pack',
  permission: 'signed-in',
  input: Closed({ id: Uuid }),
  output: RollPackShape,
  summary: { zh: '签到员手机上没网也能用的名单', en: 'What a checker’s phone needs to work without a network' },
  run: (context, { id }) => packRoll(context, id),
});

export const vouchForPhone = useCase({
  name: 'check.vouch-for-phone',
  permission: 'signed-in',
  keepsAnswer: false,
  input: Closed({ activity: Uuid, key: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
  output: Type.Object({
    voucher: Type.String(),
    signature: Type.String(),
    person: Type.String(),
    from: Type.String(),
    until: Type.String(),
    now: Type.String(),
  }),
  summary: {
    zh: '让这部手机能出示我的签到码（没网也能用）',
    en: 'Let this phone show my personal code, also without a network',
  },
  subject: ({ activity }) => activity,
  async run(context, { activity, key }) {
    const person = me(context);
    const { from, until, ...signed } = await vouch(context, { activity, person, key });
    return {
      ...signed,
      person,
      from: from.toISOString(),
      until: until.toISOString(),
      now: context.now.toISOString(),
    };
  },
});
