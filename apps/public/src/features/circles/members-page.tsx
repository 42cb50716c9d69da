import type { CircleInFull, CircleMember } from '@zhongzhi/circles/contract';
import { Button, Dialog, Field, Pager, StatusTag, TextArea } from '@zhongzhi/ui';
import { useLoad, usePages, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { LeaderTools } from './leader-tools.tsx';
import { changed } from './membership.tsx';
import { circleTexts } from './texts.ts';
import './circles.css';

function Waiting({ circle, member }: { circle: string; member: CircleMember }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const answer = (accepts: boolean) => () =>
    attempt(async () => {
      await api.post(`/circles/${circle}/members/${member.person}/answer`, { body: { accepts } });
      changed();
    }, t('done'));
  return (
    <li>
      <div>
        <strong>{member.name}</strong>
        {member.words === null ? null : <p className="circle-words">{member.words}</p>}
      </div>
      <div className="zz-row">
        <Button busy={isBusy} onClick={answer(false)}>
          {t('decline')}
        </Button>
        <Button tone="main" busy={isBusy} onClick={answer(true)}>
          {t('accept')}
        </Button>
      </div>
    </li>
  );
}

function Member({ circle, member, mayLead }: { circle: string; member: CircleMember; mayLead: boolean }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const act = (path: string, body: object) =>
    attempt(async () => {
      await api.post(`/circles/${circle}/members/${member.person}/${path}`, { body });
      setIsOpen(false);
      changed();
    }, t('done'));
  return (
    <li>
      <span className="zz-row">
        {member.name}
        {member.role === 'leader' ? <StatusTag tone="good">{t('lead')}</StatusTag> : null}
      </span>
      {mayLead && member.role === 'member' ? (
        <div className="zz-row">
          <Button tone="quiet" busy={isBusy} onClick={() => act('leader', {})}>
            {t('makeLeader')}
          </Button>
          <Button tone="quiet" onClick={() => setIsOpen(true)}>
            {t('remove')}
          </Button>
        </div>
      ) : null}
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('removeOf', { name: member.name })}
        foot={
          <Button
            tone="danger"
            busy={isBusy}
            disabled={reason.trim().length < 4}
            onClick={() => act('removal', { reason: reason.trim() })}
          >
            {t('remove')}
          </Button>
        }
      >
        <Field label={t('reason')} required>
          <TextArea value={reason} onChange={setReason} most={300} rows={2} />
        </Field>
      </Dialog>
    </li>
  );
}

function Members({ circle }: { circle: CircleInFull }) {
  const t = useTexts(circleTexts);
  const { id, abilities } = circle;
  const pages = usePages(`circle/${id}/members`, (after, signal) =>
    api.get<{ items: readonly CircleMember[]; next: string | null }>(`/circles/${id}/members`, {
      query: { after },
      signal,
    }),
  );
  return (
    <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
      {(items) => {
        const waiting = items.filter(({ state }) => state === 'waiting');
        return (
          <div className="zz-stack is-loose">
            {waiting.length === 0 ? null : (
              <section className="zz-stack">
                <h2>{t('waiting')}</h2>
                <ul className="circle-people">
                  {waiting.map((member) => (
                    <Waiting key={member.person} circle={id} member={member} />
                  ))}
                </ul>
              </section>
            )}
            {abilities.mayLead ? <LeaderTools circle={circle} /> : null}
            <section className="zz-stack">
              <h2>{t('memberList')}</h2>
              <p className="zz-quiet">{t('memberHint')}</p>
              <ul className="circle-people">
                {items
                  .filter(({ state }) => state === 'joined')
                  .map((member) => (
                    <Member key={member.person} circle={id} member={member} mayLead={abilities.mayLead} />
                  ))}
              </ul>
              <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
            </section>
          </div>
        );
      }}
    </Await>
  );
}

/** The people of a circle, for its people; its leaders' tools. */
export function MembersPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(circleTexts);
  const id = values['id'] ?? '';
  const loaded = useLoad<CircleInFull>(`circle/${id}`, (signal) => api.get(`/circles/${id}`, { signal }));
  return (
    <Page title={loaded.data?.name ?? t('toMembers')}>
      <SignedIn>{() => <Await of={loaded}>{(circle) => <Members circle={circle} />}</Await>}</SignedIn>
    </Page>
  );
}
