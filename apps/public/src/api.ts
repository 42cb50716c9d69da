import { createApi, createStore, language, textOf } from '@zhongzhi/web-kit';
import { common } from './app/texts.ts';

/** Counts how often the server said that nobody is signed in: the session is asked for anew. */
export const signedOut = createStore(0);

/** The platform's interface as the resident pages call it. */
export const api = createApi({
  baseUrl: '/api/v1',
  language: () => (language.get() === 'zh' ? 'zh-CN' : 'en'),
  words: () => ({ offline: textOf(common, 'offline'), unclear: textOf(common, 'unclear') }),
  onSignedOut: () => signedOut.set(signedOut.get() + 1),
});
