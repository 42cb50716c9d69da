import { Type } from 'typebox';
import { findPerson, phonesOf } from '@zhongzhi/directory';
import { coversPlace, personOf, refuse, useCase } from '@zhongzhi/kernel';
import { maskPhone, Uuid } from '@zhongzhi/contract-kit';
import { IssuedCode } from '../contract/index.ts';
import { findKnownPerson, isStaff } from '../people.ts';
import { makeCode } from './code-store.ts';

/**
 * Staff hand a one-time code to a resident of their own scope who stands before them: for districts without text
 * messages and for phones that receive none. Never for people who hold an office: they sign in by password, and a
 * colleague must not be able to enter as them.
 */
export const issueCode = useCase({
  name: 'identity.issue-code',
  permission: 'identity.issue-code',
  secondFactor: true,
  summary: { zh: '为辖区居民开一个一次性登录码', en: 'Issue a one-time code to a resident of one’s own scope' },
  input: Type.Object({ id: Uuid }, { additionalProperties: false }),
  output: IssuedCode,
  async run(context, { id }) {
    const place = (await findPerson(context, id))?.place ?? null;
    if (place === null || !coversPlace(context.scope, place)) throw refuse.notFound();
    const inner = context.asSystem('code issued by staff');
    const person = await findKnownPerson(inner, id);
    if (person === undefined) throw refuse.notFound();
    if (isStaff(person))
      throw refuse.forbidden(
        'sign-in.staff-by-password',
        '这个人有工作岗位，请让本人用账号密码登录。',
        'This person holds an office and signs in by password.',
      );
    const phone = (await phonesOf(inner, [id])).get(id);
    if (phone === undefined)
      throw refuse.conflict(
        'sign-in.no-phone',
        '这个人还没有登记手机号，请先在人员档案里补上。',
        'No phone number is on record for this person; add it first.',
      );
    const { code, expiresAt } = await makeCode(context, 'staff-issued', phone, personOf(context.actor));
    return { code, expiresAt: expiresAt.toISOString(), phoneMasked: maskPhone(phone) };
  },
});
