import type { ActivityInFull } from '@zhongzhi/volunteering/contract';
import { Button, Card, Dialog, Field, LinkButton, Notice, TextArea, useNow, useToast } from '@zhongzhi/ui';
import { invalidate, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { Change } from './change-part.tsx';
import { planTexts } from './texts.ts';

interface PlanPartProps {
  activity: ActivityInFull;
  onDone: () => void;
}

function Cancel({ activity, onDone }: PlanPartProps) {
  const t = useTexts(planTexts);
  const tell = useToast();
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = () =>
    attempt(async () => {
      const { told, endsEarly } = await api.post<{ told: number; endsEarly: boolean }>(
        `/activities/${activity.id}/cancellation`,
        { body: { reason: reason.trim() } },
      );
      tell(endsEarly ? t('endedEarly') : t('cancelledTold', { count: told }));
      setIsOpen(false);
      invalidate('activities');
      onDone();
    });
  return (
    <>
      <Button tone="quiet" icon="close" onClick={() => setIsOpen(true)}>
        {t('cancelIt')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('cancelIt')}
        foot={
          <Button tone="danger" busy={isBusy} disabled={reason.trim().length < 2} onClick={send}>
            {t('cancelSend')}
          </Button>
        }
      >
        <div className="zz-stack">
          <p>{t('cancelAbout')}</p>
          <Field label={t('cancelWhy')} required>
            <TextArea value={reason} onChange={setReason} most={300} rows={3} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}

/** What the one who planned it does besides the day itself: publish, change, cancel, do it once more. */
export function PlanPart({ activity, onDone }: PlanPartProps) {
  const t = useTexts(planTexts);
  const now = useNow();
  if (activity.status === 'draft')
    return (
      <Notice tone="warn">
        <div className="zz-row is-apart">
          <span>{t('draft')}</span>
          <LinkButton tone="main" href={`/plan/${activity.id}`}>
            {t('toPlan')}
          </LinkButton>
        </div>
      </Notice>
    );
  const isComing = activity.status === 'open' && new Date(activity.startsAt) > now;
  return (
    <Card title={t('manage')}>
      {activity.status === 'cancelled' ? <Notice tone="bad">{activity.cancelReason}</Notice> : null}
      <div className="zz-row">
        {isComing ? <Change activity={activity} onDone={onDone} /> : null}
        <LinkButton icon="retry" href={`/plan/new?project=${activity.project}&from=${activity.id}`}>
          {t('again')}
        </LinkButton>
        {activity.status === 'open' && new Date(activity.endsAt) > now ? (
          <Cancel activity={activity} onDone={onDone} />
        ) : null}
      </div>
    </Card>
  );
}
