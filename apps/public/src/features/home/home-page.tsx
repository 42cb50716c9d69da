import type { FigureShape } from '@zhongzhi/answers/contract';
import type { CasePage, PublicCase } from '@zhongzhi/casework/contract';
import { Icon, LinkButton, Notice, type IconName } from '@zhongzhi/ui';
import { useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { scale, useScale } from '../../app/display.ts';
import { Page } from '../../app/page.tsx';
import { useSession } from '../../app/session.ts';
import { useCaseTypes } from '../cases/case-types.ts';
import { PublicCards } from '../public/public-cards.tsx';
import { home } from './texts.ts';

/** Types with pages of their own. */
const OWN_PAGES = new Set(['appeal', 'feedback']);

function Face({ icon, title, about }: { icon: IconName; title: string; about: ReactNode }) {
  return (
    <>
      <Icon name={icon} />
      <span>
        <strong>{title}</strong>
        <span className="zz-quiet">{about}</span>
      </span>
    </>
  );
}

function Entry({ href, ...face }: { href: string; icon: IconName; title: string; about: ReactNode }) {
  return (
    <li>
      <a className="entry" href={href}>
        <Face {...face} />
      </a>
    </li>
  );
}

/** What asks for this person: answered matters to confirm, questions to answer. */
function Waiting() {
  const t = useTexts(home);
  const { data } = useLoad<CasePage>('my/cases', (signal) => api.get('/my/cases', { signal }));
  const count = data?.items.filter(({ phase }) => phase === 'waiting').length ?? 0;
  if (count === 0) return null;
  return (
    <Notice tone="warn">
      <div className="zz-row is-apart">
        <strong>{t('waiting', { count })}</strong>
        <LinkButton href="/matters">{t('see')}</LinkButton>
      </div>
    </Notice>
  );
}

function LargeTypeEntry() {
  const t = useTexts(home);
  const isStandard = useScale() === 'standard';
  return (
    <li>
      <button type="button" className="entry" onClick={() => scale.set(isStandard ? 'large' : 'standard')}>
        <Face
          icon="type"
          title={t(isStandard ? 'large' : 'standard')}
          about={t(isStandard ? 'largeAbout' : 'standardAbout')}
        />
      </button>
    </li>
  );
}

function Recent() {
  const t = useTexts(home);
  const { data } = useLoad<{ items: readonly PublicCase[] }>('public/recent', (signal) =>
    api.get('/public/cases', { query: { type: 'appeal', limit: 4 }, signal }),
  );
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="zz-stack">
      <div className="zz-row is-apart">
        <h2>{t('recent')}</h2>
        <a className="line-link" href="/public">
          {t('all')}
        </a>
      </div>
      <PublicCards items={data.items} level="h3" />
    </section>
  );
}

function Others() {
  const t = useTexts(home);
  const say = useSay();
  const types = (useCaseTypes().data ?? []).filter((type) => type.openedByResidents && !OWN_PAGES.has(type.name));
  if (types.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('others')}</h2>
      <ul className="entries">
        {types.map((type) => (
          <Entry
            key={type.name}
            href={`/matters/new/${type.name}`}
            icon="file"
            title={say(type.label)}
            about={say(type.about)}
          />
        ))}
      </ul>
    </section>
  );
}

/** The first figures of the answer sheet. */
function Figures() {
  const t = useTexts(home);
  const say = useSay();
  const { data } = useLoad<{ figures: readonly FigureShape[] }>('answers', (signal) => api.get('/answers', { signal }));
  const figures = (data?.figures ?? []).filter(({ denominator }) => denominator === undefined).slice(0, 2);
  if (figures.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('figures')}</h2>
      <ul className="entries">
        {figures.map((figure) => (
          <li key={figure.name}>
            <a className="entry is-figure" href={`/answers/${figure.name}`}>
              <span>
                <span className="figure-value">
                  {figure.value.toLocaleString('zh-CN')}
                  <small>{say(figure.unit)}</small>
                </span>
                <span className="zz-quiet">{say(figure.label)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first page: what one can do here, in large clear entries. */
export function HomePage() {
  const t = useTexts(home);
  const { session } = useSession();
  return (
    <Page wide title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        {session?.person ? <Waiting /> : null}
        <div className="home">
          <div className="zz-stack is-loose home-main">
            <LinkButton tone="main" block icon="report" href="/report">
              {t('report')}
            </LinkButton>
            <nav aria-label={t('entries')}>
              <ul className="entries">
                <Entry href="/matters" icon="person" title={t('mine')} about={t('mineAbout')} />
                <Entry href="/public" icon="map" title={t('open')} about={t('openAbout')} />
                <Entry href="/volunteer" icon="people" title={t('volunteer')} about={t('volunteerAbout')} />
                <Entry href="/circles" icon="words" title={t('circles')} about={t('circlesAbout')} />
                <Entry href="/answers" icon="chart" title={t('answers')} about={t('answersAbout')} />
                <LargeTypeEntry />
              </ul>
            </nav>
            <Others />
            <Figures />
          </div>
          <Recent />
        </div>
      </div>
    </Page>
  );
}
