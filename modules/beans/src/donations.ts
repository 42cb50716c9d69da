import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { book } from './ledger.ts';
import { needBeans } from './redemptions.ts';

export interface Cause {
  readonly id: string;
  readonly name: string;
  readonly intro: string;
  readonly isOpen: boolean;
  /** Beans given so far. */
  readonly beans: number;
}

const causeNotFound = () =>
  refuse.notFound('cause.not-found', '这个公益项目已结束，看看别的吧。', 'This cause is closed; look at others.');

/** The district opens a public cause that beans may be given to. */
export async function openCause(context: Context, cause: { name: string; intro: string }): Promise<string> {
  const id = context.newId();
  await sql`insert into beans.cause (district, id, name, intro, opened_by, opened_at)
    values (${context.district}, ${id}, ${cause.name}, ${cause.intro}, ${personOf(context.actor)}, ${context.now})`.execute(
    context.tx,
  );
  return id;
}

/** Opens or closes a cause; what was given stays. @throws Refusal `cause.not-found`. */
export async function changeCause(context: Context, id: string, isOpen: boolean): Promise<void> {
  const { rows } =
    await sql`update beans.cause set is_open = ${isOpen} where district = ${context.district} and id = ${id} returning id`.execute(
      context.tx,
    );
  if (rows.length === 0) throw causeNotFound();
}

/** Causes, the newest first, with what each was given. */
export async function listCauses(context: Context, onlyOpen: boolean): Promise<Cause[]> {
  const { rows } = await sql<Cause>`select c.id, c.name, c.intro, c.is_open as "isOpen", coalesce(a.balance, 0) as beans
    from beans.cause c left join beans.account a on a.district = c.district and a.kind = 'donated' and a.owner = c.id
    where c.district = ${context.district} and (c.is_open or not ${onlyOpen}::boolean) order by c.id desc limit 100`.execute(
    context.tx,
  );
  return rows;
}

/**
 * Gives beans to a public cause; they do not come back.
 * @throws Refusal `cause.not-found`, `beans.too-few`.
 */
export async function donate(
  context: Context,
  person: string,
  { cause, beans }: { cause: string; beans: number },
): Promise<string> {
  const { rows } =
    await sql`select from beans.cause where district = ${context.district} and id = ${cause} and is_open`.execute(
      context.tx,
    );
  if (rows.length === 0) throw causeNotFound();
  await needBeans(context, person, beans);
  const id = context.newId();
  await book(context, {
    why: 'donation',
    subject: id,
    sides: [
      { kind: 'person', owner: person, amount: -beans },
      { kind: 'donated', owner: cause, amount: beans },
    ],
  });
  await sql`insert into beans.donation (district, id, person, cause, beans, at) values (${context.district}, ${id}, ${person}, ${cause}, ${beans}, ${context.now})`.execute(
    context.tx,
  );
  return id;
}
