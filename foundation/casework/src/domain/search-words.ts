export { indexWords, searchWords } from '@zhongzhi/contract-kit';

/** The word under which every case of a type stands in the index; no text contains it. */
export const typeWord = (type: string): string => `t:${type}`;
