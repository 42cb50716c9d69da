import { MEDIA_TYPE, writeSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import type { RecordBehind } from './contract/district-view.ts';

const HEADINGS = ['服务日期', '志愿者', '活动', '类别', '区域', '组织单位', '分钟', '计时方式'];
const WIDTHS = [12, 12, 28, 10, 16, 28, 8, 12];
const CLASSES = { timed: '系统计时', entered: '人工补录' } as const;

/** Records behind a figure as a spreadsheet: names masked, nothing that a spreadsheet would run. */
export async function recordSheet(
  records: readonly RecordBehind[],
  { from, to }: { from: string; to: string },
  kindName: (kind: string) => string,
): Promise<{ fileName: string; mediaType: string; bytes: Buffer }> {
  const bytes = await writeSpreadsheet('xlsx', {
    sheet: '服务记录',
    columns: HEADINGS.map((heading, index) => ({ heading, width: WIDTHS[index]! })),
    rows: records.map((record) => [
      record.servedOn,
      record.volunteer,
      record.activityName,
      kindName(record.kind),
      record.regionName,
      record.unitName,
      record.minutes,
      CLASSES[record.class],
    ]),
  });
  return { fileName: `服务记录-${from}-${to}.xlsx`, mediaType: MEDIA_TYPE.xlsx, bytes };
}
