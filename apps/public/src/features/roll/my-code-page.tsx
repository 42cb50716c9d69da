import { asText, endOfSlot, keyPairOf, personalCode, type SignedVoucher } from '@zhongzhi/volunteering/contract';
import { Button, EmptyState, LinkButton, Loading, useToast } from '@zhongzhi/ui';
import { deviceStore, problemOf, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { Page, SignedIn, useSignInAddress } from '../../app/page.tsx';
import { pathOf } from '../volunteer/screen-code.tsx';
import { keyOfCode, type OwnCode } from './leave-device.ts';
import { rollTexts } from './texts.ts';
import './roll.css';

/** The key of this phone for an activity, and what the platform vouched for. */
interface KeptCode extends SignedVoucher, OwnCode {
  readonly seed: Uint8Array;
  readonly until: string;
  /** How far the phone's clock is from the platform's, in milliseconds. */
  readonly offset: number;
}

const store = deviceStore();

/** Has this phone vouched for; what is kept already is good without a network. */
async function prepare(person: string, activity: string): Promise<KeptCode> {
  const key = keyOfCode({ person, activity });
  const kept = await store.get<KeptCode>(key);
  if (kept !== undefined && Date.parse(kept.until) > Date.now()) return kept;
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const { voucher, signature, until, now } = await api.post<SignedVoucher & { until: string; now: string }>(
    '/my/personal-code',
    { body: { activity, key: asText(keyPairOf(seed).publicKey) } },
  );
  const made = { person, activity, seed, voucher, signature, until, offset: Date.parse(now) - Date.now() };
  await store.set(key, made);
  return made;
}

function Code({ kept }: { kept: KeptCode }) {
  const t = useTexts(rollTexts);
  const toast = useToast();
  const [text, setText] = useState(() =>
    personalCode(keyPairOf(kept.seed).secretKey, kept, new Date(Date.now() + kept.offset)),
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      const now = new Date(Date.now() + kept.offset);
      setText(personalCode(keyPairOf(kept.seed).secretKey, kept, now));
      timer = setTimeout(next, endOfSlot(now).getTime() - now.getTime() + 50);
    };
    next();
    return () => clearTimeout(timer);
  }, [kept]);
  const { size, path } = pathOf(text);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  };
  return (
    <div className="zz-stack">
      <svg
        className="my-code"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('codeOf')}
        data-code={text}
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <Button onClick={() => void copy().catch(() => undefined)}>{t('copy')}</Button>
    </div>
  );
}

/** The code that a checker scans; kept on this phone, so that it shows without a network. */
export function MyCodePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(rollTexts);
  return (
    <Page title={t('myCode')} about={t('myCodeAbout')}>
      <SignedIn>{(person) => <MyCode person={person.id} activity={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}

function MyCode({ person, activity }: { person: string; activity: string }) {
  const t = useTexts(rollTexts);
  const signIn = useSignInAddress();
  const [kept, setKept] = useState<KeptCode>();
  const [fault, setFault] = useState<{ status: number; detail: string }>();
  useEffect(() => {
    prepare(person, activity)
      .then(setKept)
      .catch((thrown: unknown) => setFault(problemOf(thrown, String(thrown))));
  }, [person, activity]);
  if (kept !== undefined) return <Code kept={kept} />;
  if (fault === undefined) return <Loading />;
  return (
    <EmptyState icon="info" title={fault.status >= 400 && fault.status !== 401 ? fault.detail : t('noCode')}>
      {fault.status === 401 ? <LinkButton href={signIn}>{t('signIn')}</LinkButton> : null}
    </EmptyState>
  );
}
