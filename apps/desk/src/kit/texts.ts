import { defineTexts } from '../i18n.ts';

export const useKitText = defineTexts('kit', {
  again: ['再试一次', 'Try again'],
  failed: ['没有打开', 'This did not open'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  confirm: ['确定', 'Confirm'],
  close: ['关闭', 'Close'],
  more: ['加载更多', 'Load more'],
  'all-shown': ['已全部显示', 'Everything is shown'],
  empty: ['没有符合条件的内容', 'Nothing matches'],
  search: ['查找', 'Search'],
  clear: ['清除条件', 'Clear filters'],
  required: ['请填写{{label}}', 'Fill in: {{label}}'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
  saved: ['已保存', 'Saved'],
  reason: ['理由', 'Reason'],
  'reason.about': ['至少4个字，当事人会看到', 'At least 4 characters; those concerned read it'],
  decided: ['办好了，已通知当事人', 'Done; those concerned are told'],
});
