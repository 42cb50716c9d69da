import { Button, Card, Field, TextArea, TextInput } from '@zhongzhi/ui';
import { useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { Amount, isAmount, LIMIT, LimitFields, PRICE, STOCK, type Limit, type Range } from './amounts.tsx';
import { merchantTexts } from './texts.ts';
import type { Shop } from './types.ts';

const EMPTY = { name: '', intro: '', beans: '', stock: '' };
const ONE: Limit = { most: '1', per: 'ever' };
const LEAST = 2;

/** Puts something on the shelf. */
export function NewItem({ shop, onDone }: { shop: Shop; onDone: () => void }) {
  const t = useTexts(merchantTexts);
  const { isBusy, attempt } = useAttempt();
  const [draft, setDraft] = useState(EMPTY);
  const [limit, setLimit] = useState(ONE);
  const [isChecked, setIsChecked] = useState(false);
  const set = (key: keyof typeof EMPTY) => (value: string) => setDraft({ ...draft, [key]: value });
  const ofWords = (value: string) => (isChecked && value.trim().length < LEAST ? { error: t('tooShort') } : {});
  const ofNumber = (value: string, range: Range) =>
    isChecked && !isAmount(value, range) ? { error: t('number', { ...range }) } : {};
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    const [name, intro] = [draft.name.trim(), draft.intro.trim()];
    const isWhole = isAmount(draft.beans, PRICE) && isAmount(draft.stock, STOCK) && isAmount(limit.most, LIMIT);
    if (name.length < LEAST || intro.length < LEAST || !isWhole) return;
    attempt(async () => {
      const numbers = {
        beans: Number(draft.beans),
        stock: Number(draft.stock),
        mostPerPerson: Number(limit.most),
        limitPer: limit.per,
      };
      await api.post(`/merchants/${shop.id}/items`, { body: { name, intro, ...numbers } });
      setDraft(EMPTY);
      setLimit(ONE);
      setIsChecked(false);
      onDone();
    }, t('listed'));
  };
  return (
    <Card title={t('add')}>
      <form className="zz-stack" noValidate onSubmit={send}>
        <Field label={t('name')} hint={t('nameHint')} required {...ofWords(draft.name)}>
          <TextInput value={draft.name} onChange={set('name')} most={40} autoComplete="off" />
        </Field>
        <Field label={t('itemIntro')} hint={t('itemIntroHint')} required {...ofWords(draft.intro)}>
          <TextArea value={draft.intro} onChange={set('intro')} most={300} rows={2} />
        </Field>
        <Field label={t('price')} required {...ofNumber(draft.beans, PRICE)}>
          <Amount value={draft.beans} onChange={set('beans')} />
        </Field>
        <Field label={t('count')} required {...ofNumber(draft.stock, STOCK)}>
          <Amount value={draft.stock} onChange={set('stock')} />
        </Field>
        <LimitFields limit={limit} onChange={setLimit} isChecked={isChecked} />
        <Button type="submit" block busy={isBusy}>
          {t('listIt')}
        </Button>
      </form>
    </Card>
  );
}
