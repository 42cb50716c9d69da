import { createApi, type Query } from '@zhongzhi/web-kit';
import { currentLanguage } from './i18n.ts';

export { ApiProblem } from '@zhongzhi/web-kit';
export type { Query } from '@zhongzhi/web-kit';

const WORDS = {
  zh: { offline: '连不上服务器，请检查网络后再试。', unclear: '服务器没有正常答复，请稍后再试。' },
  en: {
    offline: 'The server cannot be reached. Check the network and try again.',
    unclear: 'The server did not answer properly. Try again later.',
  },
} as const;

const client = createApi({
  baseUrl: '/api/v1',
  language: () => (currentLanguage() === 'zh' ? 'zh-CN' : 'en'),
  words: () => WORDS[currentLanguage()],
});

/** The address of an interface, with those parameters that are set: for links, pictures and downloads. */
export const addressOf = (path: string, query?: Query): string => client.address(path, query);

/** The interface of the platform, as the desk calls it. Every refusal is thrown as an `ApiProblem`. */
export const api = {
  get: <T>(path: string, query: Query = {}): Promise<T> => client.get<T>(path, { query }),
  /** A `key` makes a repeat harmless: the same key is done once. */
  post: <T>(path: string, body: unknown = {}, key?: string): Promise<T> =>
    client.post<T>(path, { body, ...(key === undefined ? {} : { idempotencyKey: key }) }),
  put: <T>(path: string, body: unknown): Promise<T> => client.put<T>(path, { body }),
  patch: <T>(path: string, body: unknown): Promise<T> => client.patch<T>(path, { body }),
  remove: <T>(path: string, query: Query = {}): Promise<T> => client.del<T>(path, { query }),
};
