import { REPORT_GROUNDS, type Ground } from '@zhongzhi/circles/contract';
import { Button, Card, Dialog, Field, RadioCards, TextArea } from '@zhongzhi/ui';
import { invalidate, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useAttempt } from '../settings/attempt.ts';
import { circleTexts } from './texts.ts';

/** Asking that something be looked at. */
export function ReportButton({ post }: { post: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [ground, setGround] = useState<Ground | null>(null);
  const [words, setWords] = useState('');
  const send = () =>
    attempt(async () => {
      await api.post(`/circle-posts/${post}/reports`, {
        body: { ground, ...(words.trim() === '' ? {} : { words: words.trim() }) },
      });
      setIsOpen(false);
      invalidate('circle');
    }, t('reported'));
  return (
    <>
      <Button tone="quiet" icon="alert" onClick={() => setIsOpen(true)}>
        {t('report')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('reportOf')}
        foot={
          <Button tone="main" busy={isBusy} disabled={ground === null} onClick={send}>
            {t('report')}
          </Button>
        }
      >
        <div className="zz-stack">
          <p className="zz-quiet">{t('reportHint')}</p>
          <Field label={t('ground')} required group>
            <RadioCards
              value={ground}
              onChange={setGround}
              options={REPORT_GROUNDS.map((one) => ({ value: one, label: t(one) }))}
            />
          </Field>
          <Field label={t('more')}>
            <TextArea value={words} onChange={setWords} most={200} rows={2} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}

/** Keeping or taking down what was reported, with the reason that its author reads. */
export function DecideForm({ post }: { post: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [reason, setReason] = useState('');
  const decide = (outcome: 'stands' | 'removed') => () =>
    attempt(async () => {
      await api.post(`/circle-posts/${post}/decision`, { body: { outcome, reason: reason.trim() } });
      invalidate('circle');
    }, t('decided'));
  const isShort = reason.trim().length < 4;
  return (
    <Card title={t('decide')}>
      <div className="zz-stack">
        <Field label={t('reason')} required>
          <TextArea value={reason} onChange={setReason} most={300} rows={2} />
        </Field>
        <div className="zz-row">
          <Button busy={isBusy} disabled={isShort} onClick={decide('stands')}>
            {t('keep')}
          </Button>
          <Button tone="danger" busy={isBusy} disabled={isShort} onClick={decide('removed')}>
            {t('takeDown')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** The author's objection. */
export function ObjectForm({ post }: { post: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [words, setWords] = useState('');
  const send = () =>
    attempt(async () => {
      await api.post(`/circle-posts/${post}/objection`, { body: { words: words.trim() } });
      invalidate('circle');
    }, t('objected'));
  return (
    <div className="zz-stack">
      <Field label={t('object')} hint={t('objectHint')} required>
        <TextArea value={words} onChange={setWords} most={500} rows={3} />
      </Field>
      <Button busy={isBusy} disabled={words.trim().length < 4} onClick={send}>
        {t('object')}
      </Button>
    </div>
  );
}
