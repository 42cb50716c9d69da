export { countAsRead } from './count-as-read.ts';
export { notify, type NoticeRequest } from './notify.ts';
export { providerOf } from './text-messages/choose-provider.ts';
export { queueText, type TextRequest } from './text-messages/queue-text.ts';
export { sendWaiting } from './text-messages/send-waiting.ts';
export { forgetWordsInNotices } from './forget-words.ts';
