import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { attachFiles } from '@zhongzhi/files';
import { notify } from '@zhongzhi/notices';

export interface StatedQualification {
  readonly person: string;
  readonly kind: string;
  readonly from: string;
  readonly until?: string;
  /** A picture of the licence or certificate. */
  readonly evidence?: string;
}

/** A volunteer states a qualification; it counts once staff have confirmed it. @throws Refusal `qualification.kind-unknown`. */
export async function stateQualification(context: Context, stated: StatedQualification): Promise<string> {
  const { rows } =
    await sql`select from volunteers.qualification_kind where district = ${context.district} and kind = ${stated.kind}`.execute(
      context.tx,
    );
  if (rows.length === 0)
    throw refuse.invalid(
      'qualification.kind-unknown',
      '没有这种资格，请重新选择。',
      'There is no such kind; choose again.',
    );
  if (stated.until !== undefined && stated.until < stated.from)
    throw refuse.invalid('qualification.dates', '有效期的结束不能早于开始。', 'It cannot end before it begins.', {
      errors: [{ field: 'until', detail: '请检查日期' }],
    });
  const id = context.newId();
  await sql`insert into volunteers.qualification (district, id, person, kind, valid_from, valid_until, evidence, state, stated_at)
    values (${context.district}, ${id}, ${stated.person}, ${stated.kind}, ${stated.from}::date, ${stated.until ?? null}::date, ${stated.evidence ?? null}, 'waiting', ${context.now})`.execute(
    context.tx,
  );
  if (stated.evidence !== undefined) await attachFiles(context, { ids: [stated.evidence], kind: 'qualification', id });
  return id;
}

/** Staff confirm a qualification, or not, with a reason. @throws Refusal `qualification.decided`. */
export async function decideQualification(
  context: Context,
  { id, confirms, reason }: { id: string; confirms: boolean; reason?: string },
): Promise<void> {
  const { rows } = await sql<{
    person: string;
  }>`update volunteers.qualification set state = ${confirms ? 'confirmed' : 'refused'}, decided_by = ${personOf(context.actor)},
      decided_at = ${context.now}, reason = ${reason ?? null} where district = ${context.district} and id = ${id} and state = 'waiting' returning person`.execute(
    context.tx,
  );
  if (rows[0] === undefined)
    throw refuse.conflict('qualification.decided', '这项资格已经审过了，请刷新。', 'This was decided already; reload.');
  await notify(context, {
    to: rows[0].person,
    kind: 'volunteer.qualification',
    title: confirms
      ? { zh: '资格已确认', en: 'Qualification confirmed' }
      : { zh: '资格没有通过', en: 'Qualification not confirmed' },
    body: { zh: reason ?? '报名需要这项资格的岗位时会自动用上。', en: reason ?? 'It counts for posts that need it.' },
    link: '/volunteer',
  });
}

/** Names a kind of qualification and what it includes. */
export async function putQualificationKind(
  context: Context,
  { kind, label, includes }: { kind: string; label: string; includes: readonly string[] },
): Promise<void> {
  await sql`insert into volunteers.qualification_kind (district, kind, label, includes) values (${context.district}, ${kind}, ${label}, ${[...includes]}::text[])
    on conflict (district, kind) do update set label = excluded.label, includes = excluded.includes`.execute(
    context.tx,
  );
}
