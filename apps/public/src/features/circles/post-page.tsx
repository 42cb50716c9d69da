import type { PostAnswer, PostInFull } from '@zhongzhi/circles/contract';
import { Button, Card, Field, Notice, Photos, StatusTag, TextArea } from '@zhongzhi/ui';
import { invalidate, newKey, useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { useRef, useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { photoOf } from '../cases/photos.ts';
import { useAttempt } from '../settings/attempt.ts';
import { DecideForm, ObjectForm, ReportButton } from './moderation.tsx';
import { PostFoot, PostTags } from './post-cards.tsx';
import { circleTexts } from './texts.ts';
import './circles.css';

function Answer({ answer, mayReport }: { answer: PostAnswer; mayReport: boolean }) {
  const t = useTexts(circleTexts);
  const dates = useDates();
  return (
    <li>
      <div>
        <p className="circle-words">{answer.words ?? t('offerPrivate')}</p>
        <p className="zz-quiet">
          {answer.author ?? t('somebody')} · {dates.ago(answer.at)}
        </p>
        {answer.state === 'held' || answer.state === 'removed' ? (
          <StatusTag tone="warn">{t(answer.state)}</StatusTag>
        ) : null}
      </div>
      {mayReport && !answer.isOwn && answer.state === 'shown' ? <ReportButton post={answer.id} /> : null}
    </li>
  );
}

/** Answering: an offer where it is about help, or a few words for all. */
function AnswerForm({ post }: { post: PostInFull }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const [offer, setOffer] = useState('');
  const [words, setWords] = useState('');
  const key = useRef(newKey());
  const isHelp = post.kind === 'help-wanted' || post.kind === 'help-offered';
  const mayOffer =
    isHelp && !post.isOwn && post.settledAt === null && !post.answers.some((one) => one.isOwn && one.kind === 'offer');
  const send = (kind: 'offer' | 'reply', text: string, done: string, clear: () => void) => (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await api.post(`/circle-posts/${post.id}/answers`, {
        body: { kind, words: text.trim() },
        idempotencyKey: key.current,
      });
      key.current = newKey();
      clear();
      invalidate('circle');
    }, done);
  };
  return (
    <div className="zz-stack">
      {mayOffer ? (
        <form className="zz-stack" noValidate onSubmit={send('offer', offer, t('offered'), () => setOffer(''))}>
          <Field label={t(post.kind === 'help-wanted' ? 'offerWanted' : 'offerOffered')} hint={t('offerHint')} required>
            <TextArea value={offer} onChange={setOffer} most={200} rows={2} />
          </Field>
          <Button type="submit" tone="main" block busy={isBusy} disabled={offer.trim() === ''}>
            {t(post.kind === 'help-wanted' ? 'offerWanted' : 'offerOffered')}
          </Button>
        </form>
      ) : null}
      <form className="zz-stack" noValidate onSubmit={send('reply', words, t('replied'), () => setWords(''))}>
        <Field label={t('reply')}>
          <TextArea value={words} onChange={setWords} most={200} rows={2} />
        </Field>
        <Button type="submit" busy={isBusy} disabled={words.trim() === ''}>
          {t('reply')}
        </Button>
      </form>
    </div>
  );
}

/** What a decision said, for the author and those who decide. */
function DecisionOf({ post }: { post: PostInFull }) {
  const t = useTexts(circleTexts);
  const { decision } = post;
  if (decision === null || decision.outcome !== 'removed') return null;
  const { objection } = decision;
  return (
    <Notice tone="warn">
      <p>{t('reasonWas', { reason: decision.reason })}</p>
      {objection === null ? null : (
        <p>{objection.outcome === null ? t('objected') : t(objection.outcome, { reason: objection.reason ?? '' })}</p>
      )}
      {decision.mayObject ? <ObjectForm post={post.id} /> : null}
    </Notice>
  );
}

function OwnActs({ post }: { post: PostInFull }) {
  const t = useTexts(circleTexts);
  const { isBusy, attempt } = useAttempt();
  const act = (path: string, done: string, after?: () => void) => () =>
    attempt(async () => {
      await api.post(`/circle-posts/${post.id}/${path}`);
      after?.();
      invalidate('circle');
    }, done);
  return (
    <div className="zz-row">
      {post.abilities.maySettle ? (
        <Button tone="main" icon="check" busy={isBusy} onClick={act('settlement', t('settled'))}>
          {t('settle')}
        </Button>
      ) : null}
      {post.abilities.mayWithdraw ? (
        <Button
          tone="quiet"
          icon="remove"
          busy={isBusy}
          onClick={act('withdrawal', t('withdrawn'), () => navigate(`/circles/${post.circle}`, 'replace'))}
        >
          {t('withdraw')}
        </Button>
      ) : null}
      {post.abilities.mayReport ? <ReportButton post={post.id} /> : null}
    </div>
  );
}

function Post({ post }: { post: PostInFull }) {
  const t = useTexts(circleTexts);
  return (
    <div className="zz-stack is-loose">
      <Card>
        <PostTags post={post} />
        <p className="circle-words">{post.words}</p>
        {post.about === null ? null : <p>{t('aboutOf', { name: post.about })}</p>}
        {post.photos.length === 0 ? null : <Photos photos={post.photos.map(photoOf)} />}
        <PostFoot post={post} />
        <a className="line-link" href={`/circles/${post.circle}`}>
          {t('toCircle', { name: post.circleName })}
        </a>
      </Card>
      <DecisionOf post={post} />
      {post.abilities.mayDecide ? <DecideForm post={post.id} /> : null}
      <OwnActs post={post} />
      <section className="zz-stack">
        <h2>{t('answers')}</h2>
        {post.answers.length === 0 ? (
          <p className="zz-quiet">{t(post.offers + post.replies > 0 ? 'answersInside' : 'noAnswers')}</p>
        ) : (
          <ul className="circle-people">
            {post.answers.map((answer) => (
              <Answer key={answer.id} answer={answer} mayReport={post.abilities.mayAnswer} />
            ))}
          </ul>
        )}
        {post.abilities.mayAnswer ? <AnswerForm post={post} /> : null}
      </section>
    </div>
  );
}

/** One post with its answers. */
export function PostPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(circleTexts);
  const id = values['id'] ?? '';
  const loaded = useLoad<PostInFull>(`circle-post/${id}`, (signal) => api.get(`/circle-posts/${id}`, { signal }));
  return (
    <Page title={t('post')}>
      <Await of={loaded}>{(post) => <Post post={post} />}</Await>
    </Page>
  );
}
