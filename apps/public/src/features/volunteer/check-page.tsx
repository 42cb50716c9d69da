import type { CheckAnswer, SignUpAnswer } from '@zhongzhi/volunteering/contract';
import { Button, Card, Field, LinkButton, Notice, RadioCards, TextInput } from '@zhongzhi/ui';
import { findMe, invalidate, newUuid, problemOf, useSay, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Page, SignedIn } from '../../app/page.tsx';
import { useAddress } from '../../app/router.ts';
import { useAttempt } from '../settings/attempt.ts';
import { volunteerTexts } from './texts.ts';

type Asked = { code: string } | { activity: string; step: 'in' | 'out'; short: string };
/** Nobody waits long at the place: without a position the code alone has to do. */
const LOCATE_SECONDS = 4;
const GOOD = new Set(['came', 'left', 'repeat']);

/** Where the phone is, if it says so in time – a question that nobody answers takes no time from anyone. */
async function position(): Promise<{ longitude: number; latitude: number; accuracy: number } | null> {
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), LOCATE_SECONDS * 1_000);
  });
  try {
    const found = await Promise.race([findMe(LOCATE_SECONDS), late]);
    if (found === null) return null;
    return { longitude: found.longitude, latitude: found.latitude, accuracy: Math.max(1, found.accuracyMetres) };
  } catch {
    return null;
  }
}

async function sendCheck(asked: Asked): Promise<CheckAnswer> {
  return api.post<CheckAnswer>('/checks', { body: { nonce: newUuid(), ...asked, position: await position() } });
}

interface WalkedUp {
  checked: CheckAnswer | null;
  signUp: SignUpAnswer | null;
}

/** At the place without having signed up: both in one step. */
function WalkUp({ asked }: { asked: Asked }) {
  const t = useTexts(volunteerTexts);
  const say = useSay();
  const { isBusy, attempt } = useAttempt();
  const [found, setFound] = useState<WalkedUp>();
  const go = () =>
    attempt(async () => {
      const { step: _step, ...by } = { step: 'in', ...asked };
      setFound(
        await api.post<WalkedUp>('/checks/walk-up', { body: { nonce: newUuid(), ...by, position: await position() } }),
      );
      invalidate('my/');
    });
  if (found?.checked != null)
    return (
      <Notice tone={GOOD.has(found.checked.outcome) ? 'good' : 'bad'}>
        <strong>{say(found.checked.text)}</strong>
      </Notice>
    );
  return (
    <div className="zz-stack">
      {(found?.signUp?.words ?? []).map(({ code, text }) => (
        <Notice key={code} tone="bad">
          {say(text)}
        </Notice>
      ))}
      <Button tone="main" block busy={isBusy} onClick={go}>
        {t('walkUp')}
      </Button>
    </div>
  );
}

function Answer({
  answer,
  fault,
  asked,
  onAgain,
}: {
  answer: CheckAnswer | undefined;
  fault: string | undefined;
  asked: Asked;
  onAgain: () => void;
}) {
  const t = useTexts(volunteerTexts);
  const say = useSay();
  if (answer === undefined && fault === undefined) return <Notice>{t('checking')}</Notice>;
  const isGood = answer !== undefined && GOOD.has(answer.outcome);
  return (
    <div className="zz-stack">
      <Notice tone={isGood ? 'good' : 'bad'}>
        <strong>{answer === undefined ? fault : say(answer.text)}</strong>
      </Notice>
      {answer?.outcome === 'not-signed-up' ? <WalkUp asked={asked} /> : null}
      {isGood ? (
        <LinkButton href="/volunteer">{t('title')}</LinkButton>
      ) : (
        <Button onClick={onAgain}>{t('again')}</Button>
      )}
    </div>
  );
}

/** Came here by the code on the leader's screen: it is sent once, by itself. */
function Scanned({ code, onAgain }: { code: string; onAgain: () => void }) {
  const [answer, setAnswer] = useState<CheckAnswer>();
  const [fault, setFault] = useState<string>();
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    sendCheck({ code })
      .then(setAnswer)
      .then(() => invalidate('my/'))
      .catch((thrown: unknown) => setFault(problemOf(thrown, String(thrown)).detail));
  }, [code]);
  return <Answer answer={answer} fault={fault} asked={{ code }} onAgain={onAgain} />;
}

function Typed({ activity }: { activity: string }) {
  const t = useTexts(volunteerTexts);
  const [short, setShort] = useState('');
  const [step, setStep] = useState<'in' | 'out'>('in');
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking');
  const [answer, setAnswer] = useState<CheckAnswer>();
  const [fault, setFault] = useState<string>();
  const send = async () => {
    setState('sending');
    setAnswer(undefined);
    setFault(undefined);
    try {
      setAnswer(await sendCheck({ activity, step, short }));
      invalidate('my/');
    } catch (thrown) {
      setFault(problemOf(thrown, String(thrown)).detail);
    }
    setState('done');
  };
  if (state === 'done')
    return (
      <Answer answer={answer} fault={fault} asked={{ activity, step, short }} onAgain={() => setState('asking')} />
    );
  return (
    <Card>
      <form
        className="zz-stack"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (/^\d{6}$/u.test(short)) void send();
        }}
      >
        <Field label={t('step')} group required>
          <RadioCards
            inline
            value={step}
            onChange={setStep}
            options={[
              { value: 'in', label: t('in') },
              { value: 'out', label: t('out') },
            ]}
          />
        </Field>
        <Field label={t('short')} required>
          <TextInput value={short} onChange={setShort} most={6} inputMode="numeric" autoComplete="off" />
        </Field>
        <Button type="submit" tone="main" block busy={state === 'sending'} disabled={!/^\d{6}$/u.test(short)}>
          {t('send')}
        </Button>
      </form>
    </Card>
  );
}

/** Check in or out: by the code that brought one here, or by six typed digits. */
export function CheckPage() {
  const t = useTexts(volunteerTexts);
  const { query } = useAddress();
  const [isTyping, setIsTyping] = useState(false);
  const code = query.get('code');
  const activity =
    query.get('activity') ?? code?.split('.')[1]?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
  return (
    <Page title={t('checkTitle')} about={t('checkAbout')}>
      <SignedIn>
        {() =>
          code !== null && !isTyping ? (
            <Scanned code={code} onAgain={() => setIsTyping(true)} />
          ) : activity === undefined ? (
            <LinkButton href="/volunteer">{t('shifts')}</LinkButton>
          ) : (
            <Typed activity={activity} />
          )
        }
      </SignedIn>
    </Page>
  );
}
