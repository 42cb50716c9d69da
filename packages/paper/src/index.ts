import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The document of the library; loaded only when something is printed. */
export type Paper = PDFKit.PDFDocument;

export interface PaperInfo {
  readonly title: string;
  /** The unit in whose name it is printed. */
  readonly author: string;
  readonly at: Date;
  /** Printed at the foot of every page, beside its number. */
  readonly foot: string;
}

const MARGIN = 56;
const FOOT = 40;
const fonts = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts/NotoSansHans-');

function numberPages(paper: Paper, foot: string): void {
  const { start, count } = paper.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    paper.switchToPage(index);
    const { margins, width, height } = paper.page;
    // Below the margin: the library would begin a new page for text there.
    margins.bottom = 0;
    paper
      .font('regular')
      .fontSize(8)
      .fillColor('#666')
      .text(`${foot}　第 ${index - start + 1} / ${count} 页`, MARGIN, height - FOOT, {
        width: width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}

/** Prints A4 pages. `draw` writes with the fonts `regular` and `bold`; glyphs that it uses are embedded. */
export async function print(info: PaperInfo, draw: (paper: Paper) => void): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const paper = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: info.title, Author: info.author, CreationDate: info.at, Producer: '众治' },
  });
  const parts: Buffer[] = [];
  const ended = new Promise<void>((done, failed) => {
    paper.on('data', (part: Buffer) => parts.push(part));
    paper.on('end', () => done());
    paper.on('error', failed);
  });
  paper.registerFont('regular', `${fonts()}Regular.otf`).registerFont('bold', `${fonts()}Bold.otf`);
  paper.font('regular').fontSize(11).fillColor('#111');
  draw(paper);
  numberPages(paper, info.foot);
  paper.end();
  await ended;
  return Buffer.concat(parts);
}

/** A column of a printed table: heading, share of the width, and whether its texts stand at the right. */
export interface Column {
  readonly heading: string;
  readonly share: number;
  readonly right?: boolean;
}

const CELL = 5;

function widthsOf(paper: Paper, columns: readonly Column[]): number[] {
  const whole = paper.page.width - 2 * MARGIN;
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }) => (whole * share) / shares);
}

function drawRow(
  paper: Paper,
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
  font: 'regular' | 'bold',
): void {
  paper.font(font).fontSize(9);
  const height =
    Math.max(...cells.map((cell, index) => paper.heightOfString(cell, { width: widths[index]! - 2 * CELL }))) +
    2 * CELL;
  if (paper.y + height > paper.page.height - MARGIN - FOOT) {
    paper.addPage();
    if (font === 'regular')
      drawRow(
        paper,
        columns,
        widths,
        columns.map(({ heading }) => heading),
        'bold',
      );
    paper.font(font).fontSize(9);
  }
  const top = paper.y;
  let left = MARGIN;
  for (const [index, cell] of cells.entries()) {
    paper.text(cell, left + CELL, top + CELL, {
      width: widths[index]! - 2 * CELL,
      align: columns[index]!.right === true ? 'right' : 'left',
    });
    left += widths[index]!;
  }
  paper
    .moveTo(MARGIN, top + height)
    .lineTo(left, top + height)
    .lineWidth(0.5)
    .strokeColor('#bbb')
    .stroke();
  paper.x = MARGIN;
  paper.y = top + height;
}

/** A table that flows over pages, its headings on each. */
export function table(paper: Paper, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const widths = widthsOf(paper, columns);
  drawRow(
    paper,
    columns,
    widths,
    columns.map(({ heading }) => heading),
    'bold',
  );
  for (const row of rows) drawRow(paper, columns, widths, row, 'regular');
}

/** Label and value, one line each. */
export function facts(paper: Paper, items: readonly (readonly [label: string, value: string])[]): void {
  for (const [label, value] of items) {
    const top = paper.y;
    paper.font('regular').fontSize(11).fillColor('#666').text(label, MARGIN, top, { width: 96 });
    paper.fillColor('#111').text(value, MARGIN + 100, top, { width: paper.page.width - 2 * MARGIN - 100 });
    paper.moveDown(0.35);
    paper.x = MARGIN;
  }
}
