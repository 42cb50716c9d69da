import { defineTexts } from '../../i18n.ts';

export const useHotlineText = defineTexts('hotline', {
  title: ['热线工单导入', 'Hotline import'],
  about: [
    '把热线系统导出的表格变成诉求：原有编号和日期保留，已经导入过的不会重复。',
    'Turns the hotline’s spreadsheet into appeals: numbers and dates are kept, and what came in before does not come in twice.',
  ],
  'step.file': ['1. 选择表格', '1. Choose the spreadsheet'],
  'step.columns': ['2. 对应各列', '2. Match the columns'],
  'step.check': ['3. 检查', '3. Check'],
  'step.run': ['导入进度', 'Progress'],
  file: ['选择 .xlsx 文件', 'Choose an .xlsx file'],
  'file.again': ['换一个文件', 'Another file'],
  'file.about': [
    '不超过6 MB；更大的请管理员用命令行导入。',
    'At most 6 MB; larger ones are imported from the command line.',
  ],
  'file.too-large': [
    '文件超过6 MB，请拆成几个，或请管理员用命令行导入。',
    'The file is larger than 6 MB. Split it, or have it imported from the command line.',
  ],
  'columns.about': [
    '同样表头的表格只要对应一次，系统会记住。',
    'Sheets with the same heading need this once; it is remembered.',
  ],
  'columns.none': ['（表里没有）', '(not in the sheet)'],
  'columns.check': ['按这样的对应重新检查', 'Check again with these columns'],
  'check.good': ['共{{rows}}行，都读得懂。', '{{rows}} rows, all of them clear.'],
  'check.bad': [
    '共{{rows}}行，其中{{bad}}行读不懂，导入时会跳过：',
    '{{rows}} rows; {{bad}} cannot be read and will be left out:',
  ],
  'check.sample': ['前几条', 'The first ones'],
  row: ['行', 'Row'],
  number: ['编号', 'Number'],
  matter: ['事项', 'Matter'],
  at: ['时间', 'Time'],
  reason: ['原因', 'Reason'],
  start: ['开始导入', 'Import'],
  'run.state.waiting': ['排队中…', 'Waiting…'],
  'run.state.running': ['正在导入…', 'Importing…'],
  'run.state.done': ['导入完成', 'Done'],
  'run.state.failed': ['导入没有完成', 'The import did not finish'],
  'run.counts': [
    '新导入{{imported}}件，已有{{known}}件，跳过{{refused}}行',
    '{{imported}} imported, {{known}} known already, {{refused}} rows left out',
  ],
  'run.rows': ['{{done}}/{{total}}行', '{{done}} of {{total}} rows'],
  'run.report': ['没有导入的行', 'Rows left out'],
  'run.download': ['下载这份清单', 'Download this list'],
  'run.board': ['去看导入的诉求', 'See the imported appeals'],
  'run.new': ['再导入一个', 'Import another'],
});
