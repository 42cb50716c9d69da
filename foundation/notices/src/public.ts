export { notify, type NoticeRequest } from './notify.ts';
export { providerOf } from './text-messages/choose-provider.ts';
export { queueText, type TextRequest } from './text-messages/queue-text.ts';
export { sendWaiting } from './text-messages/send-waiting.ts';
