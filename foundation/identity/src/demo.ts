import { Type } from 'typebox';
import { namesOf } from '@zhongzhi/directory';
import { query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { Uuid } from '@zhongzhi/contract-kit';
import { DemoPerson } from './contract/index.ts';
import { OutcomeShape, subjectOf, type Outcome } from './outcome.ts';
import { findKnownPerson } from './people.ts';
import { startSession } from './session/sessions.ts';

const requireDemo = (context: Context): void => {
  if (!context.platform.isDemo)
    throw refuse.notFound('route.not-found', '没有这个地址，请检查。', 'There is nothing at this address.');
};

/** Someone whom visitors of the demonstration may enter as. */
export interface DemoPersonDraft {
  person: string;
  /** Order in the list. */
  position: number;
  roles: readonly string[];
  roleLabel: string;
  scopeLabel: string;
}

/** Offers a person on the sign-in page of the demonstration. @throws Error in any other mode. */
export async function addDemoPerson(context: Context, draft: DemoPersonDraft): Promise<void> {
  if (!context.platform.isDemo) throw new Error('people to enter as exist in demonstration mode only');
  const shown = {
    position: draft.position,
    roles: [...draft.roles],
    role_label: draft.roleLabel,
    scope_label: draft.scopeLabel,
  };
  await context.tx
    .insertInto('identity.demo_person')
    .values({ district: context.district, person: draft.person, ...shown })
    .onConflict((conflict) => conflict.columns(['district', 'person']).doUpdateSet(shown))
    .execute();
}

export const listDemoPeople = query({
  name: 'identity.list-demo-people',
  permission: 'public',
  summary: { zh: '演示：可以进入的人', en: 'Demonstration: people to enter as' },
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Array(DemoPerson),
  async run(context) {
    requireDemo(context);
    const rows = await context.tx
      .selectFrom('identity.demo_person')
      .selectAll()
      .where('district', '=', context.district)
      .orderBy('position')
      .orderBy('person')
      .execute();
    const names = await namesOf(
      context,
      rows.map((row) => row.person),
    );
    return rows.map((row) => ({
      id: row.person,
      name: names.get(row.person) ?? '',
      roles: row.roles,
      title: row.role_label,
      scope: row.scope_label,
    }));
  },
});

/** Enters as one of the demonstration's people; the second factor counts as proven. Nothing but the listed people can be entered as. */
export const enterDemo = useCase({
  name: 'identity.enter-demo',
  permission: 'public',
  summary: { zh: '演示：以某人的身份进入', en: 'Demonstration: enter as a person' },
  input: Type.Object({ id: Uuid }, { additionalProperties: false }),
  output: OutcomeShape,
  subject: subjectOf,
  async run(context, { id }): Promise<Outcome> {
    requireDemo(context);
    const listed = await context.tx
      .selectFrom('identity.demo_person')
      .select('person')
      .where('district', '=', context.district)
      .where('person', '=', id)
      .executeTakeFirst();
    const person = listed === undefined ? undefined : await findKnownPerson(context.asSystem('demonstration'), id);
    if (person === undefined) throw refuse.notFound();
    const session = await startSession(context, id, { method: 'demo', secondFactor: true, life: 'resident' });
    return { done: 'signed-in', session, person: id, name: person.name };
  },
});
