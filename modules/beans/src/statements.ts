import { sql } from 'kysely';
import { personOf, refuse, type Context } from '@zhongzhi/kernel';
import { book } from './ledger.ts';

export interface Statement {
  readonly id: string;
  /** What people call it: the end of the period and six letters of its key. */
  readonly number: string;
  readonly merchant: string;
  readonly merchantName: string;
  readonly unit: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly beans: number;
  readonly redemptions: number;
  readonly madeAt: Date;
  readonly paidAt: Date | null;
  readonly paymentNote: string | null;
}

const NUMBER_LETTERS = 6;
const numberOf = (id: string, to: string): string =>
  `JS${to.replaceAll('-', '')}-${id.slice(-NUMBER_LETTERS).toUpperCase()}`;

export const statementNotFound = () =>
  refuse.notFound(
    'statement.not-found',
    '没有这张结算单，请刷新列表。',
    'There is no such statement; reload the list.',
  );

const COLUMNS = sql`s.id, s.merchant, m.name as "merchantName", m.unit, m.place, s.period_from as "from", s.period_to as "to", s.beans, s.redemptions,
  s.made_at as "madeAt", s.paid_at as "paidAt", s.payment_note as "paymentNote"`;

type Row = Omit<Statement, 'number'>;
const numbered = (row: Row): Statement => ({ ...row, number: numberOf(row.id, row.to) });

/** @throws Refusal `statement.not-found`. */
export async function getStatement(context: Context, id: string): Promise<Statement> {
  const { rows } = await sql<Row>`select ${COLUMNS} from beans.statement s
    join beans.merchant m on m.district = s.district and m.id = s.merchant
    where s.district = ${context.district} and s.id = ${id}`.execute(context.tx);
  if (rows[0] === undefined) throw statementNotFound();
  return numbered(rows[0]);
}

/** Statements of units' merchants or, where units is null, of the district; the newest first, a page after `before`. */
export async function statementsOf(
  context: Context,
  {
    units,
    merchant,
    before,
    most,
  }: { units: readonly string[] | null; merchant?: string | null; before: string | null; most: number },
): Promise<Statement[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from beans.statement s
    join beans.merchant m on m.district = s.district and m.id = s.merchant
    where s.district = ${context.district} and (${before}::uuid is null or s.id < ${before}::uuid)
      ${units === null ? sql`` : sql`and m.unit = any(${[...units]}::uuid[])`}
      and (${merchant ?? null}::uuid is null or s.merchant = ${merchant ?? null}) order by s.id desc limit ${most}`.execute(
    context.tx,
  );
  return rows.map(numbered);
}

/** One redemption on a statement; the customer is not named. */
export interface StatementLine {
  readonly id: string;
  readonly takenAt: Date;
  readonly item: string;
  readonly beans: number;
}

/** What stands on a statement, in the order in which it was redeemed. */
export async function linesOf(context: Context, statement: string): Promise<StatementLine[]> {
  const { rows } =
    await sql<StatementLine>`select r.id, r.taken_at as "takenAt", i.name as item, r.beans from beans.redemption r
    join beans.item i on i.district = r.district and i.id = r.item
    where r.district = ${context.district} and r.statement = ${statement} order by r.taken_at, r.id`.execute(
      context.tx,
    );
  return rows;
}

/**
 * What a merchant took from one day to another (both inclusive), put on a statement; each redemption stands on one, also
 * when two are made at once.
 * @throws Refusal `statement.nothing` when nothing is left to settle.
 */
export async function makeStatement(
  context: Context,
  { merchant, from, to }: { merchant: string; from: string; to: string },
): Promise<{ id: string; beans: number; redemptions: number }> {
  const id = context.newId();
  const { rows } = await sql<{ beans: number }>`update beans.redemption set statement = ${id}
    where district = ${context.district} and merchant = ${merchant} and state = 'taken' and statement is null
      and taken_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai' and taken_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai' returning beans`.execute(
    context.tx,
  );
  if (rows.length === 0)
    throw refuse.conflict(
      'statement.nothing',
      '这段时间没有还没结算的核销，换个时间段试试。',
      'Nothing is left to settle in this period; choose another.',
    );
  const beans = rows.reduce((sum, row) => sum + row.beans, 0);
  await sql`insert into beans.statement (district, id, merchant, period_from, period_to, beans, redemptions, made_by, made_at)
    values (${context.district}, ${id}, ${merchant}, ${from}::date, ${to}::date, ${beans}, ${rows.length}, ${personOf(context.actor)}, ${context.now})`.execute(
    context.tx,
  );
  return { id, beans, redemptions: rows.length };
}

/**
 * The district has settled a statement with the merchant: its beans leave the merchant's account.
 * @throws Refusal `statement.not-found`, `statement.paid`.
 */
export async function payStatement(context: Context, id: string, paymentNote: string): Promise<void> {
  const found = await getStatement(context, id);
  const { rows } =
    await sql`update beans.statement set paid_at = ${context.now}, paid_by = ${personOf(context.actor)}, payment_note = ${paymentNote}
    where district = ${context.district} and id = ${id} and paid_at is null returning id`.execute(context.tx);
  if (rows.length === 0)
    throw refuse.conflict('statement.paid', '这张结算单已登记过结清。', 'This statement is noted as settled already.');
  await book(context, {
    why: 'settlement',
    subject: id,
    sides: [
      { kind: 'merchant', owner: found.merchant, amount: -found.beans },
      { kind: 'settled', owner: found.merchant, amount: found.beans },
    ],
  });
}
