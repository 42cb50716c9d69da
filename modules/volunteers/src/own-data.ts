import { editPerson, getPerson, type PersonEdit } from '@zhongzhi/directory';
import { hasConsent } from '@zhongzhi/privacy';
import { refuse, type Context } from '@zhongzhi/kernel';

/** The consent under which an ID number is kept, in the register of personal data. */
export const ID_NUMBER_PURPOSE = 'directory.id-number';

export interface OwnData {
  readonly name?: string | undefined;
  /** Home community. */
  readonly place?: string | undefined;
  /** Stated by those under 18 only. */
  readonly birthYear?: number | undefined;
}

/**
 * What someone who registers says of themselves. A minor's birth year, once known, is changed by staff only: nobody makes
 * themselves older to be rid of their guardian's word.
 * @throws Refusal `volunteer.home-needs-community`, `volunteer.birth-year-known`, and those of `editPerson`.
 */
export async function stateOwnData(context: Context, id: string, { name, place, birthYear }: OwnData): Promise<void> {
  const person = await getPerson(context, id);
  if (place !== undefined && place.length < 12)
    throw refuse.invalid('volunteer.home-needs-community', '请选择居住的社区。', 'Choose your home community.', {
      errors: [{ field: 'place', detail: '请选择社区' }],
    });
  const isKnownMinor = person.ageBand !== 'adult-or-unknown';
  if (birthYear !== undefined && isKnownMinor && birthYear !== yearBehind(context, person.leastAge!))
    throw refuse.conflict(
      'volunteer.birth-year-known',
      '出生年份已经登记过，要改请带证件到社区。',
      'Your birth year is on record; to change it, go to the community with a document.',
    );
  const edit: PersonEdit = {
    ...(name === undefined || name === person.name ? {} : { name }),
    ...(place === undefined || place === person.place ? {} : { place }),
    ...(birthYear === undefined || isKnownMinor ? {} : { birthYear }),
  };
  if (Object.keys(edit).length > 0) await editPerson(context, id, person.version, edit);
}

const yearBehind = (context: Context, leastAge: number): number =>
  new Date(context.now.getTime() + 8 * 3_600_000).getUTCFullYear() - leastAge - 1;

/**
 * Keeps the ID number of an adult who has agreed to that alone, for activities and certificates that need a real name.
 * Never asked for at registration (PIPL art. 29: separate consent).
 * @throws Refusal `volunteer.id-number-consent`, `volunteer.id-number-of-minor`, `volunteer.id-number-known`.
 */
export async function stateIdNumber(context: Context, id: string, idNumber: string): Promise<void> {
  const person = await getPerson(context, id);
  if (person.ageBand !== 'adult-or-unknown')
    throw refuse.forbidden(
      'volunteer.id-number-of-minor',
      '未满18周岁不在网上填身份证号，需要实名时请监护人陪同到社区办理。',
      'Under 18 no ID number is taken online; where a real name is needed, come to the community with your guardian.',
    );
  if (!(await hasConsent(context, id, ID_NUMBER_PURPOSE)))
    throw refuse.conflict(
      'volunteer.id-number-consent',
      '请先看过说明并单独同意，再填身份证号。',
      'Read the words and agree to this first.',
    );
  if (person.hasIdNumber)
    throw refuse.conflict(
      'volunteer.id-number-known',
      '身份证号已经登记过，要改请带证件到社区。',
      'Your ID number is on record; to change it, go to the community with the card.',
    );
  await editPerson(context, id, person.version, { idNumber });
}
