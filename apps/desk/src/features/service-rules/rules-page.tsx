import { Button, Tabs } from 'antd';
import { PageHead } from '../../kit/page-head.tsx';
import { BeanRules } from './bean-rules.tsx';
import { LoadRules } from './load-rules.tsx';
import { StarSchemes } from './star-schemes.tsx';
import { useRulesText } from './texts.ts';

/** The district's rules of volunteer service: sign-ups and promises, stars, beans. */
export function ServiceRulesPage() {
  const text = useRulesText();
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        <Button href="/service-rules" target="_blank">
          {text('public')}
        </Button>
      </PageHead>
      <Tabs
        items={[
          { key: 'load', label: text('tab.load'), children: <LoadRules /> },
          { key: 'stars', label: text('tab.stars'), children: <StarSchemes /> },
          { key: 'beans', label: text('tab.beans'), children: <BeanRules /> },
        ]}
      />
    </>
  );
}
