import { Type } from 'typebox';
import { query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { consentDatum, lastWords, mayAskNow, recordConsent, wordsBehind } from '../consents.ts';
import { DecideConsent, Decided, MyConsents, OnBehalf, WithdrawConsent, type ConsentState } from '../contract/index.ts';
import { consentWords, needsConsent, registerOf, wordsHash } from '../domain/register.ts';
import { requireGuardianNamed, requireOfAge, tellGuardians, whoseData } from '../domain/whose.ts';

async function statesOf(context: Context, person: string): Promise<ConsentState[]> {
  const last = await lastWords(context, person);
  const before = await wordsBehind(
    context,
    [...last.values()].map(({ textHash }) => textHash),
  );
  return registerOf(context.platform)
    .items.filter(needsConsent)
    .map((datum) => {
      const word = last.get(datum.key);
      const textHash = wordsHash(datum);
      const isOld = word?.decision === 'given' && word.textHash !== textHash;
      return {
        purpose: datum.key,
        label: datum.label[context.language],
        words: consentWords(datum)[context.language],
        textHash,
        sensitive: datum.sensitive,
        state: isOld ? 'text-changed' : (word?.decision ?? 'none'),
        at: word?.at.toISOString() ?? null,
        byGuardian: word !== undefined && word.decidedBy !== person,
        mayAsk: mayAskNow(context.now, datum, word),
        wordsBefore: isOld ? (before.get(word.textHash)?.[context.language] ?? null) : null,
      };
    });
}

export const showMyConsents = query({
  name: 'privacy.show-my-consents',
  permission: 'signed-in',
  summary: { zh: '我同意了什么，没同意什么', en: 'What I have agreed to and what not' },
  input: Type.Object(OnBehalf, { additionalProperties: false }),
  output: MyConsents,
  async run(context, input) {
    const { person, ageBand } = await whoseData(context, input.for);
    return {
      version: registerOf(context.platform).version,
      needsGuardian: ageBand === 'under-14',
      items: await statesOf(context, person),
    };
  },
});

/** One purpose at a time: consent to several at once would be bundled. */
export const decideConsent = useCase({
  name: 'privacy.decide-consent',
  permission: 'signed-in',
  summary: { zh: '同意或不同意一项', en: 'Agree to one purpose, or say no' },
  input: DecideConsent,
  output: Decided,
  subject: ({ purpose }) => purpose,
  async run(context, input) {
    const { purpose, decision, textHash } = input;
    const concerned = await whoseData(context, input.for);
    const datum = consentDatum(context, purpose);
    if (decision === 'given') {
      requireOfAge(concerned);
      await requireGuardianNamed(context, concerned);
    }
    if (textHash !== wordsHash(datum))
      throw refuse.conflict(
        'privacy.text-changed',
        '说明的内容刚更新过，请看过新的说明再决定。',
        'The words have just changed; read them anew, then decide.',
      );
    await recordConsent(context, { person: concerned.person, purpose, decision, decidedBy: concerned.speaker });
    if (decision === 'given')
      await tellGuardians(context, concerned, {
        zh: `同意：${datum.label.zh}。${datum.purpose.zh}`,
        en: `Agreed: ${datum.label.en}. ${datum.purpose.en}`,
      });
    return { purpose, state: decision };
  },
});

export const withdrawConsent = useCase({
  name: 'privacy.withdraw-consent',
  permission: 'signed-in',
  summary: { zh: '撤回一项同意，立即生效', en: 'Withdraw one consent, at once' },
  input: WithdrawConsent,
  output: Decided,
  subject: ({ purpose }) => purpose,
  async run(context, input) {
    const { person, speaker } = await whoseData(context, input.for);
    consentDatum(context, input.purpose);
    const last = (await lastWords(context, person, input.purpose)).get(input.purpose);
    if (last?.decision === 'given')
      await recordConsent(context, { person, purpose: input.purpose, decision: 'withdrawn', decidedBy: speaker });
    else if (last === undefined)
      throw refuse.conflict(
        'privacy.nothing-to-withdraw',
        '您没有同意过这一项，不需要撤回。',
        'You have not agreed to this; there is nothing to withdraw.',
      );
    return { purpose: input.purpose, state: last.decision === 'given' ? 'withdrawn' : last.decision };
  },
});
