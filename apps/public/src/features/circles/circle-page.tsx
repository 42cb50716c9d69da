import {
  CIRCLE_KIND_LABELS,
  POST_KINDS,
  type Announcement,
  type CircleInFull,
  type PostCard,
} from '@zhongzhi/circles/contract';
import { Card, EmptyState, Field, LinkButton, Notice, Pager, Select } from '@zhongzhi/ui';
import { useDates, useLoad, usePages, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { Facts } from '../cases/facts.tsx';
import { Membership, OwnSettings } from './membership.tsx';
import { CircleTag } from './circle-cards.tsx';
import { PostCards } from './post-cards.tsx';
import { circleTexts } from './texts.ts';
import './circles.css';

function Announcements({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const dates = useDates();
  const { data } = useLoad<{ items: readonly Announcement[] }>(`circle/${circle}/announcements`, (signal) =>
    api.get(`/circles/${circle}/announcements`, { signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('announcements')}</h2>
      {data.items.slice(0, 3).map((one) => (
        <Notice key={one.id}>
          <strong>{one.title}</strong>
          <p className="circle-words">{one.words}</p>
          <p className="zz-quiet">{dates.time(one.at)}</p>
        </Notice>
      ))}
    </section>
  );
}

/** What the circle takes on: its open projects. */
function Projects({ circle }: { circle: string }) {
  const t = useTexts(circleTexts);
  const { data } = useLoad<{ items: readonly { id: string; title: string; content: string }[] }>(
    `circle/${circle}/projects`,
    (signal) => api.get('/projects', { query: { circle }, signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('projects')}</h2>
      {data.items.map((one) => (
        <Card key={one.id} title={one.title}>
          <p className="circle-intro">{one.content}</p>
        </Card>
      ))}
    </section>
  );
}

function Posts({ circle }: { circle: CircleInFull }) {
  const t = useTexts(circleTexts);
  const [kind, setKind] = useState('');
  const pages = usePages(`circle/${circle.id}/posts ${kind}`, (after, signal) =>
    api.get<{ items: readonly PostCard[]; next: string | null }>(`/circles/${circle.id}/posts`, {
      query: { after, kind },
      signal,
    }),
  );
  return (
    <section className="zz-stack">
      <div className="zz-row is-apart">
        <h2>{t('posts')}</h2>
        {circle.abilities.mayPost ? (
          <LinkButton tone="main" icon="words" href={`/circles/${circle.id}/write`}>
            {t('write')}
          </LinkButton>
        ) : null}
      </div>
      <Field label={t('which')} required>
        <Select
          value={kind}
          onChange={setKind}
          options={[{ value: '', label: t('all') }, ...POST_KINDS.map((one) => ({ value: one, label: t(one) }))]}
        />
      </Field>
      <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon="words" title={t(circle.role === null ? 'noPublicPosts' : 'noPosts')} />
          ) : (
            <>
              <PostCards items={items} />
              <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
            </>
          )
        }
      </Await>
    </section>
  );
}

function Circle({ circle }: { circle: CircleInFull }) {
  const t = useTexts(circleTexts);
  const say = useSay();
  const { totals } = circle;
  return (
    <div className="zz-stack is-loose">
      <Card>
        <div className="zz-stack">
          {circle.role === null && circle.status === 'open' ? null : (
            <div className="zz-row">
              <CircleTag circle={circle} />
            </div>
          )}
          <p className="circle-words">{circle.intro}</p>
          <Facts
            items={[
              [t('kind'), say(CIRCLE_KIND_LABELS[circle.kind])],
              [t('where'), circle.placeName ?? ''],
              [t('memberList'), t('members', { count: circle.members })],
              [t('joining'), t(circle.joining)],
              [t('interests'), circle.interests.join('、')],
              [t('totals'), t('totalsOf', { posts: totals.posts, helped: totals.helped, deeds: totals.goodDeeds })],
            ]}
          />
        </div>
      </Card>
      {circle.status === 'refused' ? <Notice tone="bad">{circle.decisionReason}</Notice> : null}
      {circle.status === 'dissolved' ? <Notice>{circle.dissolutionReason}</Notice> : null}
      <Membership circle={circle} />
      {circle.role === null ? null : <Announcements circle={circle.id} />}
      {circle.status === 'open' ? <Projects circle={circle.id} /> : null}
      {circle.status === 'open' ? <Posts circle={circle} /> : null}
      <OwnSettings circle={circle} />
    </div>
  );
}

/** One circle: what it is, joining it, and what its members tell each other. */
export function CirclePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(circleTexts);
  const id = values['id'] ?? '';
  const loaded = useLoad<CircleInFull>(`circle/${id}`, (signal) => api.get(`/circles/${id}`, { signal }));
  return (
    <Page title={loaded.data?.name ?? t('title')}>
      <Await of={loaded}>{(circle) => <Circle circle={circle} />}</Await>
    </Page>
  );
}
