import { Type } from 'typebox';
import { enumOf, Nullable, PlainDate, Text, Uuid } from '@zhongzhi/contract-kit';
import { coversUnit, query, refuse, useCase, type Context } from '@zhongzhi/kernel';
import { statementFile } from '../statement-files.ts';
import {
  getStatement,
  linesOf,
  makeStatement,
  payStatement,
  statementNotFound,
  statementsOf,
  type Statement,
} from '../statements.ts';
import { After, Closed, Done, isWholeDistrict, merchantInArea, needWholeDistrict, PAGE, pageOf } from './shapes.ts';

const STATEMENT = {
  id: Type.String(),
  number: Type.String(),
  merchant: Type.String(),
  merchantName: Type.String(),
  from: Type.String(),
  to: Type.String(),
  beans: Type.Integer(),
  redemptions: Type.Integer(),
  madeAt: Type.String(),
  paidAt: Type.Union([Type.String(), Type.Null()]),
  paymentNote: Type.Union([Type.String(), Type.Null()]),
};
const Statements = Type.Object({
  items: Type.Array(Type.Object(STATEMENT)),
  next: Type.Union([Type.String(), Type.Null()]),
});

const shown = ({ unit: _unit, place: _place, ...statement }: Statement) => ({
  ...statement,
  madeAt: statement.madeAt.toISOString(),
  paidAt: statement.paidAt?.toISOString() ?? null,
});

/** A statement of the caller's own merchant, or any for the district. @throws Refusal `statement.not-found`. */
async function statementInReach(context: Context, id: string): Promise<Statement> {
  const statement = await getStatement(context, id);
  if (!isWholeDistrict(context) && !coversUnit(context.scope, statement.unit)) throw statementNotFound();
  return statement;
}

export const settle = useCase({
  name: 'merchant.settle',
  permission: 'beans.govern',
  input: Closed({ id: Uuid, from: PlainDate, to: PlainDate }),
  output: Type.Object({ id: Type.String(), beans: Type.Integer(), redemptions: Type.Integer() }),
  summary: { zh: '为商家出一期结算单', en: 'Make a statement for a merchant and period' },
  async run(context, { id, from, to }) {
    await merchantInArea(context, id);
    if (from > to)
      throw refuse.invalid('merchant.period', '结束日期要在开始日期之后。', 'The period ends after it begins.');
    return makeStatement(context, { merchant: id, from, to });
  },
});

export const listOwnStatements = query({
  name: 'merchant.list-statements',
  permission: 'beans.take',
  input: Closed({ merchant: Type.Optional(Nullable(Uuid)), after: After }),
  output: Statements,
  summary: { zh: '我的结算单', en: 'My statements' },
  async run(context, { merchant, after }) {
    const rows = await statementsOf(context, {
      units: context.scope.units,
      merchant: merchant ?? null,
      before: after ?? null,
      most: PAGE + 1,
    });
    return pageOf(rows.map(shown));
  },
});

export const listAllStatements = query({
  name: 'beans.list-statements',
  permission: 'beans.govern',
  input: Closed({ after: After }),
  output: Statements,
  summary: { zh: '全区的结算单', en: 'The district’s statements' },
  async run(context, { after }) {
    needWholeDistrict(context);
    return pageOf((await statementsOf(context, { units: null, before: after ?? null, most: PAGE + 1 })).map(shown));
  },
});

export const getStatementUseCase = query({
  name: 'beans.get-statement',
  permission: 'beans.see-statement',
  input: Closed({ id: Uuid }),
  output: Type.Object({
    ...STATEMENT,
    lines: Type.Array(
      Type.Object({ id: Type.String(), takenAt: Type.String(), item: Type.String(), beans: Type.Integer() }),
    ),
  }),
  summary: { zh: '结算单明细', en: 'A statement with every redemption' },
  async run(context, { id }) {
    const statement = await statementInReach(context, id);
    const lines = await linesOf(context, id);
    return {
      ...shown(statement),
      lines: lines.map((line) => ({ ...line, takenAt: line.takenAt.toISOString() })),
    };
  },
});

export const getStatementFile = query({
  name: 'beans.get-statement-file',
  permission: 'beans.see-statement',
  input: Closed({ id: Uuid, format: enumOf(['xlsx', 'pdf']) }),
  output: Type.Object({
    fileName: Type.String(),
    mediaType: Type.String(),
    content: Type.String({ description: 'The file, base64' }),
  }),
  summary: { zh: '下载结算单（表格或PDF）', en: 'A statement as a spreadsheet or PDF' },
  async run(context, { id, format }) {
    const statement = await statementInReach(context, id);
    const { bytes, ...file } = await statementFile(format, statement, await linesOf(context, id));
    return { ...file, content: bytes.toString('base64') };
  },
});

export const payStatementUseCase = useCase({
  name: 'beans.pay-statement',
  permission: 'beans.govern',
  input: Closed({ id: Uuid, note: Text(200, { min: 2 }) }),
  output: Done,
  summary: { zh: '登记结算单已结清', en: 'Note a statement as settled' },
  async run(context, { id, note }) {
    needWholeDistrict(context);
    await payStatement(context, id, note);
    return { id };
  },
});
