import type { Spreadsheet } from '@zhongzhi/kernel/spreadsheet';

/** The facts of a hotline message, and the headings under which offices write them. */
export const COLUMNS = {
  number: { required: true, headings: ['留言编号', '工单编号', '编号', '诉求编号', '受理编号'] },
  reporter: { required: false, headings: ['留言用户', '来电人', '反映人', '姓名', '诉求人'] },
  title: { required: true, headings: ['留言主题', '标题', '主题', '诉求标题'] },
  at: { required: true, headings: ['留言时间', '来电时间', '受理时间', '诉求时间', '时间'] },
  text: { required: true, headings: ['留言详情', '诉求内容', '内容', '详情', '反映内容'] },
  place: { required: false, headings: ['社区', '街道', '地点', '区划代码', '所属社区'] },
  category: { required: false, headings: ['一级标签', '类别', '分类'] },
} as const;
export type Column = keyof typeof COLUMNS;
export type Mapping = Partial<Record<Column, string>>;

/** Which column holds what, by the headings that offices use. */
export function guessMapping(headings: readonly string[]): Mapping {
  const mapping: Mapping = {};
  for (const [column, { headings: known }] of Object.entries(COLUMNS)) {
    const found = known.find((name) => headings.includes(name));
    if (found !== undefined) mapping[column as Column] = found;
  }
  return mapping;
}

export interface Message {
  row: number;
  number: string;
  reporter: string | null;
  title: string;
  at: Date;
  text: string;
  place: string | null;
}

export interface BadRow {
  row: number;
  reason: string;
}

const TIME = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;

/** A time as people in Shanghai write it. */
export function readTime(text: string): Date | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const at = new Date(Date.UTC(year!, month! - 1, day, hour! - 8, minute, second));
  const local = new Date(at.getTime() + 8 * 3_600_000);
  return local.getUTCMonth() === month! - 1 && local.getUTCDate() === day! && hour! < 24 && minute! < 60
    ? at
    : undefined;
}

/** The messages of a sheet, and what is wrong with the rows that are none. */
export function readMessages(sheet: Spreadsheet, mapping: Mapping, now: Date): { messages: Message[]; bad: BadRow[] } {
  const [head, ...rows] = sheet.rows;
  const indexOf = (column: Column): number =>
    mapping[column] === undefined ? -1 : (head?.cells.indexOf(mapping[column]) ?? -1);
  const where = Object.fromEntries(Object.keys(COLUMNS).map((column) => [column, indexOf(column as Column)])) as Record<
    Column,
    number
  >;
  const messages: Message[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const { number: row, cells } of rows) {
    const cell = (column: Column): string => (where[column] < 0 ? '' : (cells[where[column]] ?? '').trim());
    const at = readTime(cell('at'));
    const faults = [
      ...(cell('number') === '' ? ['没有编号'] : seen.has(cell('number')) ? ['编号与前面的行重复'] : []),
      ...(cell('title') === '' && cell('text') === '' ? ['没有内容'] : []),
      ...(at === undefined ? [`时间“${cell('at').slice(0, 30)}”读不懂`] : at > now ? ['时间在将来'] : []),
    ];
    if (faults.length > 0) {
      bad.push({ row, reason: faults.join('；') });
      continue;
    }
    seen.add(cell('number'));
    messages.push({
      row,
      number: cell('number').slice(0, 100),
      reporter: cell('reporter') === '' ? null : cell('reporter'),
      title: cell('title'),
      at: at!,
      text: cell('text'),
      place: cell('place') === '' ? null : cell('place'),
    });
  }
  return { messages, bad };
}
