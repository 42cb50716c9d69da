import { Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { BoardFilter } from '@zhongzhi/casework/contract';
import { countsQuery, shownCount } from '../api.ts';
import { useCaseText } from '../texts.ts';
import { TABS, type Tab } from './filter.ts';
import { useBoardText } from './texts.ts';

/** How far matters are, with how many there are of each. */
export function PhaseTabs({ filter, onChange }: { filter: BoardFilter; onChange: (tab: Tab) => void }) {
  const text = useCaseText();
  const board = useBoardText();
  const { data } = useQuery(countsQuery(filter));
  const items = TABS.map((tab) => {
    const count = shownCount(data?.counts[tab], data?.most ?? 0);
    return {
      key: tab,
      label: (
        <span className={tab === 'overdue' && count !== '0' && count !== '' ? 'tab-over' : undefined}>
          {text(`phase.${tab}`)} {count === '' ? null : <span className="tab-count">{count}</span>}
        </span>
      ),
    };
  });
  return (
    <Tabs
      aria-label={board('tabs')}
      activeKey={filter.tab ?? 'active'}
      items={items}
      onChange={(key) => onChange(key as Tab)}
      size="small"
      className="board-tabs"
    />
  );
}
