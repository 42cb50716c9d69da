import type { ConsentState } from '@zhongzhi/privacy/contract';
import { Button, Card, StatusTag, type Tone } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { useAttempt } from './attempt.ts';
import { settingsTexts } from './texts.ts';

const TONES: Record<ConsentState['state'], Tone> = {
  none: 'plain',
  given: 'good',
  refused: 'plain',
  withdrawn: 'plain',
  'text-changed': 'warn',
};

function Consent({ of, onDone }: { of: ConsentState; onDone: () => void }) {
  const t = useTexts(settingsTexts);
  const { isBusy, attempt } = useAttempt();
  const decide = (decision: 'given' | 'refused') =>
    attempt(async () => {
      await api.post('/me/consents', { body: { purpose: of.purpose, decision, textHash: of.textHash } });
      onDone();
    }, t('decided'));
  const withdraw = () =>
    attempt(async () => {
      await api.del(`/me/consents/${encodeURIComponent(of.purpose)}`);
      onDone();
    }, t('decided'));
  return (
    <li className="zz-stack is-tight" aria-label={of.label}>
      <div className="zz-row">
        <h3>{of.label}</h3>
        <StatusTag tone={TONES[of.state]}>{t(of.state)}</StatusTag>
      </div>
      <p className="zz-quiet">{of.words}</p>
      <div className="zz-row">
        {of.state === 'given' ? (
          <Button busy={isBusy} onClick={withdraw}>
            {t('withdraw')}
          </Button>
        ) : (
          <>
            <Button busy={isBusy} onClick={() => decide('given')}>
              {t('agree')}
            </Button>
            {of.state === 'none' || of.state === 'text-changed' ? (
              <Button busy={isBusy} onClick={() => decide('refused')}>
                {t('refuse')}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </li>
  );
}

/** One purpose at a time; a no is as easy as a yes. */
export function Consents() {
  const t = useTexts(settingsTexts);
  const { data, reload } = useLoad<{ items: readonly ConsentState[] }>('consents', (signal) =>
    api.get('/me/consents', { signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Card title={t('consents')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('consentsAbout')}</p>
        <ul className="zz-stack is-loose">
          {data.items.map((one) => (
            <Consent key={one.purpose} of={one} onDone={reload} />
          ))}
        </ul>
      </div>
    </Card>
  );
}
