import type { CircleCard, PostCard } from '@zhongzhi/circles/contract';
import { Button, EmptyState, Field, LinkButton, Pager, Select, TextInput } from '@zhongzhi/ui';
import { useLoad, usePages, useTexts } from '@zhongzhi/web-kit';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { useRegions } from '../../app/district.ts';
import { Await, Page } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { CircleCards } from './circle-cards.tsx';
import { PostCards } from './post-cards.tsx';
import { circleTexts } from './texts.ts';
import './circles.css';

interface PageOf<T> {
  items: readonly T[];
  next: string | null;
}

function Mine() {
  const t = useTexts(circleTexts);
  const { data } = useLoad<{ items: readonly CircleCard[] }>('circles/mine', (signal) =>
    api.get('/circles/mine', { signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('mine')}</h2>
      <CircleCards items={data.items} />
    </section>
  );
}

function Discover() {
  const t = useTexts(circleTexts);
  const { streets } = useRegions();
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  const [place, setPlace] = useState('');
  const pages = usePages(`circles found ${place} ${sought}`, (after, signal) =>
    api.get<PageOf<CircleCard>>('/circles', { query: { after, place, text: sought }, signal }),
  );
  const search = (event: FormEvent) => {
    event.preventDefault();
    setSought(typed.trim().slice(0, 30));
  };
  return (
    <section className="zz-stack">
      <form role="search" className="zz-stack" onSubmit={search}>
        <Field label={t('search')} hint={t('searchHint')}>
          <TextInput type="search" value={typed} onChange={setTyped} most={30} />
        </Field>
        <Field label={t('where')} required>
          <Select
            value={place}
            onChange={setPlace}
            options={[
              { value: '', label: t('everywhere') },
              ...streets.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </Field>
        <Button type="submit" icon="search" block>
          {t('find')}
        </Button>
      </form>
      <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon="people" title={t('none')} />
          ) : (
            <>
              <CircleCards items={items} />
              <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
            </>
          )
        }
      </Await>
    </section>
  );
}

/** What circles wrote for everyone. */
function ForEveryone() {
  const t = useTexts(circleTexts);
  const pages = usePages('circle-posts', (after, signal) =>
    api.get<PageOf<PostCard>>('/circle-posts', { query: { after }, signal }),
  );
  if (pages.items === undefined || pages.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('everyone')}</h2>
      <PostCards items={pages.items} withCircle />
      <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
    </section>
  );
}

/** Circles: one's own, those to be found, and what they wrote for everyone. */
export function CirclesPage() {
  const t = useTexts(circleTexts);
  const { session } = useSession();
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        <nav className="zz-row" aria-label={t('title')}>
          <LinkButton icon="plus" href="/circles/new">
            {t('found')}
          </LinkButton>
          <LinkButton href="/circles/join">{t('byCode')}</LinkButton>
        </nav>
        {session?.person ? <Mine /> : null}
        <Discover />
        <ForEveryone />
      </div>
    </Page>
  );
}
