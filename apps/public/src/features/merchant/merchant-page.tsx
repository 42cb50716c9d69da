import { Field, Notice, Select, Tabs } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { Application, ApplicationState } from './application.tsx';
import { Counter } from './counter.tsx';
import { Shelf } from './shelf.tsx';
import { Statements } from './statements.tsx';
import { merchantTexts } from './texts.ts';
import type { MyShops, Shop } from './types.ts';
import './merchant.css';

const TABS = ['counter', 'items', 'statements'] as const;

/** A shop that takes beans, or did: its counter, its shelf, what was settled. */
function OpenShop({ shop }: { shop: Shop }) {
  const t = useTexts(merchantTexts);
  const [tab, setTab] = useState<(typeof TABS)[number]>('counter');
  return (
    <div className="zz-stack">
      {shop.status === 'paused' ? <ApplicationState shop={shop} /> : null}
      <Tabs
        label={t('tabs')}
        value={tab}
        onChange={setTab}
        tabs={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
      >
        {tab === 'counter' ? (
          <Counter shop={shop} />
        ) : tab === 'items' ? (
          <Shelf shop={shop} />
        ) : (
          <Statements shop={shop} />
        )}
      </Tabs>
    </div>
  );
}

function ChosenShop({ shops, reload }: { shops: readonly Shop[]; reload: () => void }) {
  const t = useTexts(merchantTexts);
  const [chosen, setChosen] = useState(shops[0]?.id ?? '');
  const shop = shops.find(({ id }) => id === chosen) ?? shops[0];
  if (shop === undefined) return null;
  return (
    <div className="zz-stack">
      {shops.length === 1 ? (
        <p className="zz-quiet">
          {shop.name} · {shop.address}
        </p>
      ) : (
        <Field label={t('shop')} required>
          <Select
            value={shop.id}
            onChange={setChosen}
            options={shops.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      {shop.status === 'active' || shop.status === 'paused' ? (
        <OpenShop key={shop.id} shop={shop} />
      ) : (
        <>
          <ApplicationState shop={shop} />
          {shop.status === 'refused' ? (
            <Application unit={{ id: shop.unit, name: shop.name }} before={shop} onDone={reload} />
          ) : null}
        </>
      )}
    </div>
  );
}

function Own() {
  const t = useTexts(merchantTexts);
  const loaded = useLoad<MyShops>('my/merchants', (signal) => api.get('/my/merchants', { signal }));
  if (loaded.problem?.status === 403) return <Notice>{t('noUnit')}</Notice>;
  return (
    <Await of={loaded}>
      {({ items, units }) => (
        <div className="zz-stack is-loose">
          <ChosenShop shops={items} reload={loaded.reload} />
          {units.map((unit) => (
            <Application key={unit.id} unit={unit} onDone={loaded.reload} />
          ))}
          {items.length === 0 && units.length === 0 ? <Notice>{t('noUnit')}</Notice> : null}
        </div>
      )}
    </Await>
  );
}

/** Who keeps a shop joins, takes codes, keeps the shelf and sees what is settled. */
export function MerchantPage() {
  const t = useTexts(merchantTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <SignedIn>{() => <Own />}</SignedIn>
    </Page>
  );
}
