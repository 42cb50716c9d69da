import { Tabs } from 'antd';
import { PageHead } from '../../kit/page-head.tsx';
import { Budgets } from './budgets.tsx';
import { Merchants } from './merchants.tsx';
import { Statements } from './statements.tsx';
import { useBeansText } from './texts.ts';

/** What the district does about beans: settles with merchants, takes merchants in, opens budgets. */
export function BeansPage() {
  const text = useBeansText();
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <Tabs
        items={[
          { key: 'statements', label: text('tab.statements'), children: <Statements /> },
          { key: 'merchants', label: text('tab.merchants'), children: <Merchants /> },
          { key: 'budgets', label: text('tab.budgets'), children: <Budgets /> },
        ]}
      />
    </>
  );
}
