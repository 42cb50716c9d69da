import { useQuery } from '@tanstack/react-query';
import type { BoardFilter } from '@zhongzhi/casework/contract';
import { countsQuery, shownCount } from '../api.ts';
import { useCaseText } from '../texts.ts';
import { TABS, type Tab } from './filter.ts';
import { useBoardText } from './texts.ts';

/** How far matters are, with how many there are of each; on a narrow screen the row scrolls. */
export function PhaseTabs({ filter, onChange }: { filter: BoardFilter; onChange: (tab: Tab) => void }) {
  const text = useCaseText();
  const board = useBoardText();
  const { data } = useQuery({ ...countsQuery(filter), enabled: filter.text === undefined });
  const current = filter.tab ?? 'active';
  return (
    <div className="phase-tabs" role="group" aria-label={board('tabs')}>
      {TABS.map((tab) => {
        // Words are looked up, not counted.
        const count = filter.text === undefined ? shownCount(data?.counts[tab], data?.most ?? 0) : '';
        const isAlarming = tab === 'overdue' && count !== '' && count !== '0';
        return (
          <button
            key={tab}
            type="button"
            aria-pressed={tab === current}
            className={isAlarming ? 'is-alarming' : undefined}
            onClick={() => onChange(tab)}
          >
            {text(`phase.${tab}`)}
            {count === '' ? null : <span className="tab-count">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}
