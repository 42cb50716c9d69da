import { Button, Card, Icon, LinkButton } from '@zhongzhi/ui';
import { useDates, useTexts } from '@zhongzhi/web-kit';
import type { Outcome } from '../form/sending.ts';
import { mattersTexts } from './texts.ts';

/** It went through, or waits on this device: what that means, and where to go. */
export function Sent({ outcome, isMine, onAnother }: { outcome: Outcome; isMine: boolean; onAnother: () => void }) {
  const t = useTexts(mattersTexts);
  const dates = useDates();
  const sent = 'sent' in outcome ? outcome.sent : null;
  return (
    <Card>
      <div className="sent" role="status">
        <Icon name={sent === null ? 'clock' : 'check'} />
        <h2>{t(sent === null ? 'keptTitle' : 'sentTitle')}</h2>
        {sent === null ? (
          <p>{t('keptWords')}</p>
        ) : (
          <>
            <p>{t('sentNumber', { number: sent.number })}</p>
            {sent.dueAt === null ? null : <p>{t('sentDue', { time: dates.by(sent.dueAt) })}</p>}
          </>
        )}
        <div className="zz-row">
          {isMine ? (
            <LinkButton tone="main" href={sent === null ? '/matters' : `/matters/${sent.id}`}>
              {t(sent === null ? 'toMine' : 'see')}
            </LinkButton>
          ) : null}
          <Button onClick={onAnother}>{t('another')}</Button>
        </div>
      </div>
    </Card>
  );
}
