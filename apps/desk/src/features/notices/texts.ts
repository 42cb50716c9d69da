import { defineTexts } from '../../i18n.ts';

export const useNoticesText = defineTexts('notices', {
  title: ['通知', 'Notices'],
  'read-all': ['全部标为已读', 'Mark all as read'],
  unread: ['未读', 'Unread'],
  none: ['还没有通知', 'There are no notices yet'],
  open: ['查看办件', 'Open the case'],
  mark: ['标为已读', 'Mark as read'],
});
