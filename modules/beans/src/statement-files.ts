import { print, table } from '@zhongzhi/paper';
import { MEDIA_TYPE, writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import type { Statement, StatementLine } from './statements.ts';

export type StatementFormat = 'xlsx' | 'pdf';

export interface StatementFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const COLUMNS = [
  { heading: '序号', width: 40 },
  { heading: '核销时间', width: 130 },
  { heading: '兑换编号', width: 80 },
  { heading: '商品或服务', width: 150 },
  { heading: '金豆', width: 60 },
] as const;
const SHORT = 8;
const SHANGHAI_MS = 8 * 3_600_000;

const timeOf = (at: Date): string => new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
const shortOf = (id: string): string => id.slice(-SHORT).toUpperCase();

const cellsOf = (line: StatementLine, index: number): (string | number)[] => [
  index + 1,
  timeOf(line.takenAt),
  shortOf(line.id),
  line.item,
  line.beans,
];

const factsOf = (statement: Statement): string[] => [
  `结算单号：${statement.number}`,
  `商家：${statement.merchantName}`,
  `结算期间：${statement.from} 至 ${statement.to}`,
  `核销 ${statement.redemptions} 笔，共 ${statement.beans} 颗金豆`,
  statement.paidAt === null
    ? '状态：待结清'
    : `状态：${timeOf(statement.paidAt)} 已结清（${statement.paymentNote ?? ''}）`,
];

async function asSpreadsheet(statement: Statement, lines: readonly StatementLine[]): Promise<Buffer> {
  return writeSpreadsheet('xlsx', {
    sheet: statement.number,
    columns: COLUMNS.map(({ heading, width }) => ({ heading, width: Math.round(width / 6) })),
    rows: [
      ...lines.map(cellsOf),
      [],
      ...factsOf(statement).map((fact) => [fact]),
      ['合计', null, null, null, statement.beans],
    ],
  });
}

async function asPdf(statement: Statement, lines: readonly StatementLine[]): Promise<Buffer> {
  const title = `金豆结算单 ${statement.number}`;
  return print({ title, author: statement.merchantName, at: statement.madeAt, foot: title }, (paper) => {
    paper.font('bold').fontSize(20).text('金豆结算单', { align: 'center' }).moveDown(0.6);
    paper.font('regular').fontSize(11);
    for (const fact of factsOf(statement)) paper.text(fact, { lineGap: 4 });
    paper.moveDown();
    table(
      paper,
      COLUMNS.map(({ heading, width }) => ({ heading, share: width, right: heading === '金豆' })),
      [...lines.map((line, index) => cellsOf(line, index).map(String)), ['', '', '', '合计', String(statement.beans)]],
    );
    paper.moveDown(2).fontSize(11).text('商家（盖章）：                              区管理单位（盖章）：');
  });
}

/** A statement as a sheet or a page to sign: every redemption with its time, never who redeemed. */
export async function statementFile(
  format: StatementFormat,
  statement: Statement,
  lines: readonly StatementLine[],
): Promise<StatementFile> {
  return {
    fileName: `金豆结算单-${statement.merchantName.replace(/[\\/:*?"<>|]/gu, '')}-${statement.number}.${format}`,
    mediaType: format === 'pdf' ? 'application/pdf' : MEDIA_TYPE.xlsx,
    bytes: await (format === 'pdf' ? asPdf(statement, lines) : asSpreadsheet(statement, lines)),
  };
}
