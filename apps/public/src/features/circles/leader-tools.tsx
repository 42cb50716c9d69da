import type { CircleInFull, Reported } from '@zhongzhi/circles/contract';
import { Button, Card, Dialog, Field, TextArea, TextInput } from '@zhongzhi/ui';
import { invalidate, newKey, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { navigate } from '../../app/router.ts';
import { useAttempt } from '../settings/attempt.ts';
import { pathOf } from '../volunteer/screen-code.tsx';
import { DecideForm } from './moderation.tsx';
import { changed } from './membership.tsx';
import { circleTexts } from './texts.ts';

interface Made {
  token: string;
  until: string;
  link: string;
}

/** The code as people type it: in groups of four. */
const grouped = (token: string): string => token.replace(/(.{4})(?=.)/gu, '$1-');

function Invite({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const dates = useDates();
  const { isBusy, attempt } = useAttempt();
  const [made, setMade] = useState<Made | null>(null);
  const { data } = useLoad<{ items: readonly { id: string; until: string }[] }>(
    `circle/${circle}/invitations`,
    (signal) => api.get(`/circles/${circle}/invitations`, { signal }),
  );
  const make = () =>
    attempt(async () => {
      setMade(await api.post<Made>(`/circles/${circle}/invitations`));
      invalidate(`circle/${circle}/invitations`);
    });
  const revoke = (id: string) =>
    attempt(async () => {
      await api.del(`/circles/${circle}/invitations/${id}`);
      setMade(null);
      invalidate(`circle/${circle}/invitations`);
    }, t('done'));
  const code = made === null ? null : pathOf(`${location.origin}${made.link}`);
  return (
    <Card title={t('invite')}>
      <div className="zz-stack">
        <p className="zz-quiet">{t('inviteAbout')}</p>
        {made === null || code === null ? null : (
          <>
            <svg
              className="circle-code"
              viewBox={`0 0 ${code.size} ${code.size}`}
              role="img"
              aria-label={t('codeIs')}
              shapeRendering="crispEdges"
            >
              <path d={code.path} fill="#000" />
            </svg>
            <p className="circle-code-text">{grouped(made.token)}</p>
            <p className="zz-quiet">{t('codeOnce')}</p>
          </>
        )}
        <Button icon="plus" busy={isBusy} onClick={make}>
          {t('makeCode')}
        </Button>
        <ul className="circle-people">
          {(data?.items ?? []).map((one) => (
            <li key={one.id}>
              <span>{t('codeUntil', { time: dates.time(one.until) })}</span>
              <Button tone="quiet" busy={isBusy} onClick={() => revoke(one.id)}>
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Announce({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [title, setTitle] = useState('');
  const [words, setWords] = useState('');
  const key = useRef(newKey());
  const send = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await api.post(`/circles/${circle}/announcements`, {
        body: { title: title.trim(), words: words.trim() },
        idempotencyKey: key.current,
      });
      key.current = newKey();
      setTitle('');
      setWords('');
      changed();
    }, t('toldAll'));
  };
  return (
    <Card title={t('announce')}>
      <form className="zz-stack" noValidate onSubmit={send}>
        <p className="zz-quiet">{t('announceAbout')}</p>
        <Field label={t('noticeTitle')} required>
          <TextInput value={title} onChange={setTitle} most={40} />
        </Field>
        <Field label={t('say')} required>
          <TextArea value={words} onChange={setWords} most={500} rows={3} />
        </Field>
        <Button type="submit" icon="bell" busy={isBusy} disabled={title.trim().length < 2 || words.trim().length < 2}>
          {t('announce')}
        </Button>
      </form>
    </Card>
  );
}

function ReportedPosts({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const { data } = useLoad<{ items: readonly Reported[] }>(`circle/${circle}/reports`, (signal) =>
    api.get(`/circles/${circle}/reports`, { signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('waitingReports')}</h2>
      {data.items.map((one) => (
        <div key={one.post} className="zz-stack is-tight">
          <Card href={`/circle-posts/${one.parent ?? one.post}`}>
            <p className="circle-words">{one.words}</p>
            <p className="zz-quiet">{one.reports.map(({ ground, words }) => words ?? t(ground)).join(' · ')}</p>
          </Card>
          <DecideForm post={one.post} />
        </div>
      ))}
    </section>
  );
}

function End({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const stepDown = () =>
    attempt(async () => {
      await api.del(`/circles/${circle}/leadership`);
      changed();
    }, t('done'));
  const dissolve = () =>
    attempt(async () => {
      await api.post(`/circles/${circle}/dissolution`, { body: { reason: reason.trim() } });
      changed();
      navigate('/circles', 'replace');
    }, t('dissolved'));
  return (
    <div className="zz-row">
      <Button tone="quiet" busy={isBusy} onClick={stepDown}>
        {t('stepDown')}
      </Button>
      <Button tone="quiet" onClick={() => setIsOpen(true)}>
        {t('dissolve')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('dissolve')}
        foot={
          <Button tone="danger" busy={isBusy} disabled={reason.trim().length < 4} onClick={dissolve}>
            {t('dissolve')}
          </Button>
        }
      >
        <div className="zz-stack">
          <p>{t('dissolveHint')}</p>
          <Field label={t('reason')} required>
            <TextArea value={reason} onChange={setReason} most={300} rows={2} />
          </Field>
        </div>
      </Dialog>
    </div>
  );
}

/** What the leaders of a circle do: decide, invite, tell, step down, dissolve. */
export function LeaderTools({ circle }: { circle: CircleInFull }) {
  return (
    <div className="zz-stack">
      <ReportedPosts circle={circle.id} />
      {circle.status === 'open' ? <Invite circle={circle.id} /> : null}
      {circle.status === 'open' ? <Announce circle={circle.id} /> : null}
      <End circle={circle.id} />
    </div>
  );
}
