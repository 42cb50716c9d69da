import { Button, Card, Field, Notice, TextInput } from '@zhongzhi/ui';
import { problemOf, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await } from '../../app/page.tsx';
import { Scanner } from '../roll/scanner.tsx';
import '../roll/roll.css';
import { merchantTexts } from './texts.ts';
import type { Shop, Taking, Takings } from './types.ts';

const CODE = /^\d{8}$/u;
/** From so few tries left on, the merchant is told how many. */
const WARN_FROM = 5;

/** What became of the last code. */
interface Said {
  tone: 'good' | 'info' | 'bad';
  words: string;
}

function useTaking(shop: Shop, onTaken: () => void) {
  const t = useTexts(merchantTexts);
  const [said, setSaid] = useState<Said>();
  const [isBusy, setIsBusy] = useState(false);
  const running = useRef(false);
  /** The code that the platform answered last: held before the camera longer, it is not tried again. */
  const answered = useRef('');
  const wordsOf = (taking: Taking): Said => {
    if (taking.outcome === 'unknown') {
      const left = taking.triesLeft <= WARN_FROM ? t('triesLeft', { count: taking.triesLeft }) : '';
      return { tone: 'bad', words: `${t('unknown')}${left}` };
    }
    const { item, beans } = taking;
    return taking.outcome === 'taken'
      ? { tone: 'good', words: t('took', { item, beans }) }
      : { tone: 'info', words: t('tookBefore', { item, beans }) };
  };
  const take = async (code: string): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setIsBusy(true);
    setSaid(undefined);
    try {
      const taking = await api.post<Taking>(`/merchants/${shop.id}/codes`, { body: { code } });
      answered.current = code;
      setSaid(wordsOf(taking));
      if (taking.outcome === 'taken') onTaken();
      return taking.outcome !== 'unknown';
    } catch (thrown) {
      setSaid({ tone: 'bad', words: problemOf(thrown, String(thrown)).detail });
      return false;
    } finally {
      running.current = false;
      setIsBusy(false);
    }
  };
  const scan = (code: string): void => {
    if (code !== answered.current) void take(code);
  };
  return { said, isBusy, take, scan, say: setSaid };
}

/** Takes the codes that customers show, scanned or typed; below, what was taken today. */
export function Counter({ shop }: { shop: Shop }) {
  const t = useTexts(merchantTexts);
  const name = `merchants/${shop.id}/redemptions`;
  const today = useLoad<Takings>(name, (signal) => api.get(`/merchants/${shop.id}/redemptions`, { signal }));
  const { said, isBusy, take, scan, say } = useTaking(shop, today.reload);
  const [code, setCode] = useState('');
  const scanned = (text: string) => {
    if (CODE.test(text)) scan(text);
    else say({ tone: 'bad', words: t('notCode') });
  };
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!CODE.test(code)) return say({ tone: 'bad', words: t('digitsError') });
    if (await take(code)) setCode('');
  };
  return (
    <div className="zz-stack is-loose">
      <Card>
        <div className="zz-stack">
          <Scanner onCode={scanned} />
          <form className="zz-stack" noValidate onSubmit={(event) => void send(event)}>
            <Field
              label={t('digits')}
              hint={t('digitsHint')}
              required
              {...(said?.tone === 'bad' ? { error: said.words } : {})}
            >
              <TextInput value={code} onChange={setCode} most={8} inputMode="numeric" autoComplete="off" />
            </Field>
            <Button type="submit" tone="main" block busy={isBusy}>
              {t('take')}
            </Button>
          </form>
          <div aria-live="polite">
            {said === undefined || said.tone === 'bad' ? null : <Notice tone={said.tone}>{said.words}</Notice>}
          </div>
        </div>
      </Card>
      <Today of={today} />
    </div>
  );
}

function Today({ of }: { of: Parameters<typeof Await<Takings>>[0]['of'] }) {
  const t = useTexts(merchantTexts);
  const dates = useDates();
  return (
    <Await of={of}>
      {({ count, beans, items }) => (
        <section className="zz-stack">
          <h2>{count === 0 ? t('todayNone') : t('today', { count, beans })}</h2>
          {items.length < count ? <p className="zz-quiet">{t('first')}</p> : null}
          <ul className="merchant-lines">
            {items.map((one) => (
              <li key={one.id}>
                <div>
                  {one.item}
                  <div className="zz-quiet">{dates.time(one.takenAt)}</div>
                </div>
                <strong>{t('costs', { beans: one.beans })}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Await>
  );
}
