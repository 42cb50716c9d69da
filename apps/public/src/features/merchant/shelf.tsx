import { Button, Dialog, Field, Notice, StatusTag } from '@zhongzhi/ui';
import { invalidate, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { Amount, isAmount, LIMIT, LimitFields, STOCK, type Limit } from './amounts.tsx';
import { NewItem } from './new-item.tsx';
import { merchantTexts } from './texts.ts';
import type { ShelfItem, Shop } from './types.ts';

function ChangeItem({ shop, item, onDone }: { shop: Shop; item: ShelfItem; onDone: () => void }) {
  const t = useTexts(merchantTexts);
  const { isBusy, attempt } = useAttempt();
  const [stock, setStock] = useState(String(item.stock));
  const [limit, setLimit] = useState<Limit>({ most: String(item.mostPerPerson), per: item.limitPer });
  const [isChecked, setIsChecked] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!isAmount(stock, STOCK) || !isAmount(limit.most, LIMIT)) return;
    attempt(async () => {
      // What comes or goes, not what there is: someone may redeem one meanwhile.
      await api.patch(`/merchants/${shop.id}/items/${item.id}`, {
        body: { addStock: Number(stock) - item.stock, mostPerPerson: Number(limit.most), limitPer: limit.per },
      });
      onDone();
    }, t('changed'));
  };
  return (
    <form className="zz-stack" noValidate onSubmit={send}>
      <Field
        label={t('newStock')}
        hint={t('newStockHint')}
        required
        {...(isChecked && !isAmount(stock, STOCK) ? { error: t('number', STOCK) } : {})}
      >
        <Amount value={stock} onChange={setStock} />
      </Field>
      <LimitFields limit={limit} onChange={setLimit} isChecked={isChecked} />
      <Button type="submit" tone="main" block busy={isBusy}>
        {t('save')}
      </Button>
    </form>
  );
}

function ItemLine({
  shop,
  item,
  onChange,
  onDone,
}: {
  shop: Shop;
  item: ShelfItem;
  onChange: () => void;
  onDone: () => void;
}) {
  const t = useTexts(merchantTexts);
  const { isBusy, attempt } = useAttempt();
  const list = (isListed: boolean) =>
    attempt(async () => {
      await api.patch(`/merchants/${shop.id}/items/${item.id}`, { body: { isListed } });
      onDone();
    }, t('changed'));
  const { name, isListed } = item;
  return (
    <li>
      <div>
        <strong>{name}</strong> {t('costs', { beans: item.beans })}{' '}
        {isListed ? null : <StatusTag tone="warn">{t('unlisted')}</StatusTag>}
        <div className="zz-quiet">
          {t('stock', { stock: item.stock })} ·{' '}
          {t(item.limitPer === 'month' ? 'limitMonth' : 'limitEver', { most: item.mostPerPerson })}
        </div>
      </div>
      <div className="zz-row">
        <Button label={t('changeOf', { name })} onClick={onChange}>
          {t('change')}
        </Button>
        <Button busy={isBusy} label={t(isListed ? 'takeOffOf' : 'putOnOf', { name })} onClick={() => list(!isListed)}>
          {t(isListed ? 'takeOff' : 'putOn')}
        </Button>
      </div>
    </li>
  );
}

/** What the shop gives for beans: stock, limits, on the list or off it. */
export function Shelf({ shop }: { shop: Shop }) {
  const t = useTexts(merchantTexts);
  const name = `merchants/${shop.id}/items`;
  const loaded = useLoad<{ items: readonly ShelfItem[] }>(name, (signal) =>
    api.get(`/merchants/${shop.id}/items`, { signal }),
  );
  const [changing, setChanging] = useState<ShelfItem>();
  const done = () => {
    setChanging(undefined);
    invalidate(name);
    loaded.reload();
  };
  return (
    <div className="zz-stack is-loose">
      <Await of={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice>{t('noItems')}</Notice>
          ) : (
            <ul className="merchant-lines">
              {items.map((item) => (
                <ItemLine key={item.id} shop={shop} item={item} onChange={() => setChanging(item)} onDone={done} />
              ))}
            </ul>
          )
        }
      </Await>
      {shop.status === 'active' ? <NewItem shop={shop} onDone={done} /> : <Notice>{t('listWhenActive')}</Notice>}
      <Dialog
        open={changing !== undefined}
        onClose={() => setChanging(undefined)}
        title={t('changeOf', { name: changing?.name ?? '' })}
      >
        {changing === undefined ? null : <ChangeItem key={changing.id} shop={shop} item={changing} onDone={done} />}
      </Dialog>
    </div>
  );
}
