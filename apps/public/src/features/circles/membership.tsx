import type { CircleInFull } from '@zhongzhi/circles/contract';
import { Button, Card, Checkbox, Field, LinkButton, Notice, TextInput } from '@zhongzhi/ui';
import { invalidate, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useSignInAddress } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { common } from '../../app/texts.ts';
import { useAttempt } from '../settings/attempt.ts';
import { circleTexts } from './texts.ts';

/** What changes when somebody joins, leaves or chooses. */
export const changed = (): void => {
  invalidate('circle');
};

/** The way in. */
export function Join({ circle, token }: { circle: Pick<CircleInFull, 'id' | 'joining'>; token?: string }) {
  const t = useTexts(circleTexts);
  const c = useTexts(common);
  const { session } = useSession();
  const signIn = useSignInAddress();
  const { isBusy, attempt } = useAttempt();
  const [words, setWords] = useState('');
  const asks = circle.joining === 'approval' && token === undefined;
  const join = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...(token === undefined ? {} : { token }), ...(words.trim() === '' ? {} : { words: words.trim() }) };
    attempt(
      async () => {
        await api.post(`/circles/${circle.id}/membership`, { body });
        changed();
      },
      t(asks ? 'asked' : 'welcome'),
    );
  };
  if (session?.person === null)
    return (
      <LinkButton tone="main" block href={signIn}>
        {c('signInFirst')}
      </LinkButton>
    );
  if (circle.joining === 'invitation' && token === undefined)
    return (
      <Notice>
        <p>{t('invitation')}</p>
        <LinkButton href="/circles/join">{t('byCode')}</LinkButton>
      </Notice>
    );
  return (
    <form className="zz-stack" noValidate onSubmit={join}>
      {asks ? (
        <Field label={t('words')}>
          <TextInput value={words} onChange={setWords} most={200} />
        </Field>
      ) : null}
      <Button type="submit" tone="main" block busy={isBusy}>
        {t(asks ? 'ask' : 'join')}
      </Button>
    </form>
  );
}

/** A member's own choices, and the way out. */
export function OwnSettings({ circle }: { circle: CircleInFull }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const { own } = circle;
  if (own === null || circle.own?.state === 'waiting') return null;
  const choose = (body: object) =>
    attempt(async () => {
      await api.patch(`/circles/${circle.id}/membership`, { body });
      changed();
    }, t('saved'));
  const leave = () =>
    attempt(async () => {
      await api.del(`/circles/${circle.id}/membership`);
      changed();
    }, t('left'));
  return (
    <Card title={t('settings')}>
      <div className="zz-stack">
        <Checkbox checked={own.showsName} onChange={(showsName) => choose({ showsName })} hint={t('showsNameHint')}>
          {t('showsName')}
        </Checkbox>
        <Checkbox checked={own.muted} onChange={(muted) => choose({ muted })}>
          {t('muted')}
        </Checkbox>
        <Button tone="quiet" icon="leave" busy={isBusy} onClick={leave}>
          {t('leave')}
        </Button>
      </div>
    </Card>
  );
}

/** Joining a circle, or what one is in it. */
export function Membership({ circle }: { circle: CircleInFull }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  if (circle.own === null) return circle.status === 'open' ? <Join circle={circle} /> : null;
  if (circle.own.state === 'waiting')
    return (
      <Notice tone="warn">
        <div className="zz-row is-apart">
          <span>{t('asked')}</span>
          <Button
            busy={isBusy}
            onClick={() =>
              attempt(async () => {
                await api.del(`/circles/${circle.id}/membership`);
                changed();
              }, t('left'))
            }
          >
            {t('withdrawAsk')}
          </Button>
        </div>
      </Notice>
    );
  return (
    <div className="zz-row">
      <LinkButton icon="people" href={`/circles/${circle.id}/members`}>
        {t(circle.abilities.mayLead ? 'toManage' : 'toMembers')}
      </LinkButton>
      {circle.role === 'leader' && circle.status === 'open' ? (
        <LinkButton icon="plus" href={`/plan/project?circle=${circle.id}`}>
          {t('toPlan')}
        </LinkButton>
      ) : null}
    </div>
  );
}
