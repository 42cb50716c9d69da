import { Type } from 'typebox';
import { grantsOf } from '@zhongzhi/directory';
import { signedInAt } from '@zhongzhi/identity';
import { refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Erased, EraseMe, ERASURE_SIGN_IN_MINUTES, ERASURE_WORD, MyData, OnBehalf } from '../contract/index.ts';
import { registerOf } from '../domain/register.ts';
import { requireOfAge, tellGuardians, whoseData } from '../domain/whose.ts';
import { erase } from '../erasures.ts';
import { exportAll } from '../personal-records.ts';

/** Roles that people lay down themselves; the others are offices, which an administrator ends first. */
const OWN_ROLES = new Set(['volunteer', 'party-member']);

/** A command, though it only reads: that someone took all of a person's data away is written to the audit log. */
export const exportMyData = useCase({
  name: 'privacy.export-my-data',
  permission: 'signed-in',
  summary: { zh: '下载平台保存的我的全部信息', en: 'Everything that the platform keeps about me' },
  input: Type.Object(OnBehalf, { additionalProperties: false }),
  output: MyData,
  keepsAnswer: false,
  subject: (_input, { person }) => person,
  async run(context, input) {
    const { person } = await whoseData(context, input.for);
    return {
      madeAt: context.now.toISOString(),
      person,
      noticeVersion: registerOf(context.platform).version,
      records: await exportAll(context, person),
    };
  },
});

async function refuseOfficeHolders(context: Context, person: string): Promise<void> {
  if ((await grantsOf(context, person)).every(({ role }) => OWN_ROLES.has(role))) return;
  throw refuse.conflict(
    'privacy.holds-office',
    '您还担任工作岗位，请先请管理员终止岗位，再注销。',
    'You still hold an office: have an administrator end it first, then close your account.',
  );
}

async function requireFreshSignIn(context: Context): Promise<void> {
  const since = await signedInAt(context);
  if (since !== undefined && context.now.getTime() - since.getTime() <= ERASURE_SIGN_IN_MINUTES * 60_000) return;
  throw refuse.forbidden(
    'privacy.sign-in-again',
    `为防他人误操作，请先退出、重新登录，再在${ERASURE_SIGN_IN_MINUTES}分钟内注销。`,
    `To be sure that it is you, sign out, sign in again, and close your account within ${ERASURE_SIGN_IN_MINUTES} minutes.`,
  );
}

export const eraseMe = useCase({
  name: 'privacy.erase-me',
  permission: 'signed-in',
  summary: {
    zh: '注销：删除我的信息，告诉我依法保存什么、为什么',
    en: 'Erase me, and say what the law makes you keep, and why',
  },
  input: EraseMe,
  output: Erased,
  keepsAnswer: false,
  subject: () => null,
  async run(context, input) {
    if (input.confirm !== ERASURE_WORD)
      throw refuse.invalid(
        'privacy.not-confirmed',
        `注销后不能恢复。确定的话，请输入“${ERASURE_WORD}”两个字。`,
        `This cannot be undone. To confirm, type “${ERASURE_WORD}”.`,
        { errors: [{ field: 'confirm', detail: ERASURE_WORD }] },
      );
    const concerned = await whoseData(context, input.for);
    requireOfAge(concerned);
    await refuseOfficeHolders(context, concerned.person);
    await requireFreshSignIn(context);
    await tellGuardians(context, concerned, {
      zh: '注销了在本平台的账号。',
      en: 'Closed their account on this platform.',
    });
    const { kept, finished } = await erase(context, concerned.person, concerned.speaker);
    context.audit('privacy.erased', concerned.person, { kept: kept.map(({ name }) => name), finished });
    return {
      erasedAt: context.now.toISOString(),
      finished,
      kept: kept.map(({ name, reason }) => ({ name, reason: reason[context.language] })),
    };
  },
});
