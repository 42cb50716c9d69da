import { findPerson, guardiansOf, type AgeBand } from '@zhongzhi/directory';
import { notify } from '@zhongzhi/notices';
import { personOf, refuse, type Context, type Text } from '@zhongzhi/kernel';

/** Whose data a request is about, and who is speaking. */
export interface Concerned {
  readonly person: string;
  readonly speaker: string;
  readonly ageBand: AgeBand;
}

/**
 * The caller themselves, or the child under 14 whose guardian they are (PIPL art. 31).
 * @throws Refusal not-found for anybody else's data; `privacy.decides-themselves` for wards of 14 and over.
 */
export async function whoseData(context: Context, child?: string): Promise<Concerned> {
  const speaker = personOf(context.actor);
  if (speaker === null) throw refuse.unauthenticated();
  const person = child ?? speaker;
  if (person !== speaker && !(await guardiansOf(context, person)).some(({ guardian }) => guardian === speaker))
    throw refuse.notFound();
  const found = await findPerson(context, person);
  if (found === undefined) throw refuse.notFound();
  if (person !== speaker && found.ageBand !== 'under-14')
    throw refuse.forbidden(
      'privacy.decides-themselves',
      '孩子已满14周岁，由本人登录后自己决定。',
      'Your child is 14 or older and decides for themselves, signed in with their own phone.',
    );
  return { person, speaker, ageBand: found.ageBand };
}

/** @throws Refusal `privacy.guardian-needed` when a child under 14 speaks for themselves. */
export function requireOfAge({ person, speaker, ageBand }: Concerned): void {
  if (ageBand !== 'under-14' || person !== speaker) return;
  throw refuse.forbidden(
    'privacy.guardian-needed',
    '不满14周岁，需要由监护人用自己的手机号登录后办理。',
    'Under 14 this needs your guardian, signed in with their own phone.',
  );
}

/** From 14 to 17 a guardian is to be told, so one must be named before anything is agreed to. */
export async function requireGuardianNamed(context: Context, { person, ageBand }: Concerned): Promise<void> {
  if (ageBand !== '14-17' || (await guardiansOf(context, person)).length > 0) return;
  throw refuse.conflict(
    'privacy.guardian-unnamed',
    '未满18周岁的同意要告知监护人：请先和监护人到社区登记监护关系，再来同意。',
    'Under 18 your guardian is told of what you agree to: have the guardian registered at your community first.',
  );
}

/** From 14 to 17 the guardians are told. */
export async function tellGuardians(context: Context, { person, ageBand }: Concerned, what: Text): Promise<void> {
  if (ageBand !== '14-17') return;
  const guardians = (await guardiansOf(context, person)).map(({ guardian }) => guardian);
  await notify(context, {
    to: guardians,
    kind: 'privacy.minor-decided',
    title: { zh: '孩子作了一项个人信息的决定', en: 'Your child decided about personal data' },
    body: what,
  });
}
