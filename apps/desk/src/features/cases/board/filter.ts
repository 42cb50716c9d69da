import type { BoardFilter } from '@zhongzhi/casework/contract';

export const TABS = ['active', 'new', 'open', 'waiting', 'overdue', 'done', 'all'] as const;
export type Tab = (typeof TABS)[number];

const WORDS = ['status', 'unit', 'place', 'category', 'urgency', 'source', 'from', 'to', 'text'] as const;
type Word = (typeof WORDS)[number];

export type Search = Readonly<Record<string, string | undefined>>;

/** The filter that an address stands for; the address is the only state, so that it can be shared and gone back to. */
export function filterOf(type: string, search: Search): BoardFilter {
  const tab = TABS.find((one) => one === search['tab']) ?? 'active';
  const words = Object.fromEntries(WORDS.flatMap((word) => (search[word] ? [[word, search[word]]] : []))) as Partial<
    Record<Word, string>
  > &
    Pick<BoardFilter, 'urgency'>;
  return { type, tab, ...words, ...(search['mine'] === 'yes' ? { mine: true } : {}) };
}

/** The address of a filter. */
export function searchOf({ type: _type, tab, mine, ...words }: BoardFilter): Record<string, string> {
  return {
    ...(tab === undefined || tab === 'active' ? {} : { tab }),
    ...(mine === true ? { mine: 'yes' } : {}),
    ...(words as Record<string, string>),
  };
}

/** Whether anything besides the tab narrows the board. */
export const isNarrowed = ({ type: _type, tab: _tab, ...rest }: BoardFilter): boolean => Object.keys(rest).length > 0;
