import { Button, Card, Dialog, Field, LinkButton, Notice, TextInput } from '@zhongzhi/ui';
import { invalidate, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { useAttempt } from '../settings/attempt.ts';
import { pathOf } from './screen-code.tsx';
import { volunteerTexts } from './texts.ts';
import type { BeanItem, MyBeans } from './types.ts';
import './volunteer.css';

interface Rule {
  beansPerHour: number;
  mostPerDay: number;
  months: number;
}
interface Code {
  id: string;
  code: string;
  until: string;
}

const WHY = {
  service: 'whyService',
  correction: 'whyCorrection',
  redemption: 'whyRedemption',
  'taken-back': 'whyBack',
  expiry: 'whyExpiry',
  donation: 'whyDonation',
} as const;

/** The code for the merchant's camera. */
function CodePicture({ code }: { code: string }) {
  const t = useTexts(volunteerTexts);
  const { size, path } = pathOf(code);
  return (
    <svg
      className="screen-code is-small"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('codeLabel')}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function Items({ onDone }: { onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const { isBusy, attempt } = useAttempt();
  const [code, setCode] = useState<Code>();
  const loaded = useLoad<{ items: readonly BeanItem[] }>('beans/items', (signal) =>
    api.get('/beans/items', { signal }),
  );
  const changed = () => {
    invalidate('beans/items');
    loaded.reload();
    onDone();
  };
  const redeem = (item: string) =>
    attempt(async () => {
      setCode(await api.post<Code>('/beans/redemptions', { body: { item } }));
      changed();
    });
  const cancel = () =>
    attempt(async () => {
      if (code !== undefined) await api.del(`/beans/redemptions/${code.id}`);
      setCode(undefined);
      changed();
    }, t('cancelledRedeem'));
  return (
    <section className="zz-stack">
      <h2>{t('items')}</h2>
      <Await of={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="zz-quiet">{t('noItems')}</p>
          ) : (
            <ul className="volunteer-lines">
              {items.map((item) => (
                <li key={item.id}>
                  <div>
                    <strong>{item.name}</strong> {t('costs', { beans: item.beans })}
                    <div className="zz-quiet">
                      {item.merchantName} · {item.address} · {t('stock', { stock: item.stock })} ·{' '}
                      {t(item.limitPer === 'month' ? 'limitMonth' : 'limitEver', { most: item.mostPerPerson })}
                    </div>
                  </div>
                  <Button
                    busy={isBusy}
                    disabled={item.stock === 0}
                    label={t('redeemOf', { name: item.name })}
                    onClick={() => redeem(item.id)}
                  >
                    {t('redeem')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      <Dialog
        open={code !== undefined}
        onClose={() => setCode(undefined)}
        title={t('code')}
        foot={
          <Button busy={isBusy} onClick={cancel}>
            {t('cancelRedeem')}
          </Button>
        }
      >
        {code === undefined ? null : <CodePicture code={code.code} />}
        <p className="screen-digits">{code?.code}</p>
        <p className="zz-quiet">{code === undefined ? '' : t('codeUntil', { time: dates.time(code.until) })}</p>
      </Dialog>
    </section>
  );
}

interface Cause {
  id: string;
  name: string;
  intro: string;
}

function CauseCard({ cause, onDone }: { cause: Cause; onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const { isBusy, attempt } = useAttempt();
  const [amount, setAmount] = useState('1');
  const count = Number(amount);
  const give = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await api.post('/beans/donations', { body: { cause: cause.id, beans: count } });
      onDone();
    }, t('given'));
  };
  return (
    <Card title={cause.name}>
      <form className="zz-stack" noValidate onSubmit={give}>
        <p>{cause.intro}</p>
        <Field label={t('giveAmount')} required>
          <TextInput value={amount} onChange={setAmount} type="number" inputMode="numeric" most={5} />
        </Field>
        <Button type="submit" block busy={isBusy} disabled={!Number.isInteger(count) || count < 1}>
          {t('give')}
        </Button>
      </form>
    </Card>
  );
}

function Causes({ onDone }: { onDone: () => void }) {
  const t = useTexts(volunteerTexts);
  const { data } = useLoad<{ items: readonly Cause[] }>('beans/causes', (signal) =>
    api.get('/beans/causes', { signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('causes')}</h2>
      {data.items.map((cause) => (
        <CauseCard key={cause.id} cause={cause} onDone={onDone} />
      ))}
    </section>
  );
}

function Mine() {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const loaded = useLoad<MyBeans>('my/beans', (signal) => api.get('/my/beans', { signal }));
  const { data: rule } = useLoad<Rule>('beans/rule', (signal) => api.get('/beans/rule', { signal }));
  return (
    <div className="zz-stack is-loose">
      <Await of={loaded}>
        {({ balance, owed, lapses }) => (
          <Card title={t('balance', { count: balance })}>
            {lapses === null || lapses.beans === 0 ? null : (
              <Notice tone="warn">{t('lapses', { count: lapses.beans, day: dates.day(lapses.on) })}</Notice>
            )}
            {owed === 0 ? null : <Notice>{t('owed', { count: owed })}</Notice>}
            {rule === undefined ? null : (
              <p className="zz-quiet">
                {t('rule', { perHour: rule.beansPerHour, most: rule.mostPerDay, months: rule.months })} {t('noCash')}
              </p>
            )}
          </Card>
        )}
      </Await>
      <Items onDone={loaded.reload} />
      <Causes onDone={loaded.reload} />
      {(loaded.data?.entries ?? []).length === 0 ? null : (
        <section className="zz-stack">
          <h2>{t('entries')}</h2>
          <ul className="volunteer-lines">
            {loaded.data!.entries.map((entry) => (
              <li key={entry.id}>
                <div>
                  {entry.why in WHY ? t(WHY[entry.why as keyof typeof WHY]) : entry.why}
                  <div className="zz-quiet">{dates.time(entry.at)}</div>
                </div>
                <strong>{entry.amount > 0 ? `+${entry.amount}` : entry.amount}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What service has earned, and what it is good for. */
export function BeansPage() {
  const t = useTexts(volunteerTexts);
  const { session } = useSession();
  const isMerchant = session?.person?.roles.some(({ role }) => role === 'merchant') ?? false;
  return (
    <Page title={t('beans')} about={t('beansAbout')}>
      <div className="zz-stack is-loose">
        <nav className="zz-row" aria-label={t('beans')}>
          <LinkButton icon="file" href="/service-rules">
            {t('rules')}
          </LinkButton>
          {isMerchant ? <LinkButton href="/merchant">{t('merchant')}</LinkButton> : null}
        </nav>
        <SignedIn>{() => <Mine />}</SignedIn>
        {isMerchant ? null : (
          <p className="zz-quiet">
            <a href="/merchant">{t('joinAsMerchant')}</a>
          </p>
        )}
      </div>
    </Page>
  );
}
