import type { CaseDetail } from '@zhongzhi/casework/contract';
import { Card, Photos, useWords } from '@zhongzhi/ui';
import { invalidate, useLive, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Facts } from './facts.tsx';
import { photosOf } from './photos.ts';
import { Standing } from './standing.tsx';
import { StepsOf } from './steps.tsx';
import { caseTexts } from './texts.ts';

function Answer({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const answer = [...of.timeline].reverse().find(({ action, note }) => action === 'answer' && note !== null);
  const photos = photosOf(of.photos, (stage) => stage === 'result');
  if (answer === undefined && photos.length === 0) return null;
  return (
    <Card title={answer === undefined ? t('photosResult') : t('answer')}>
      <div className="zz-stack">
        {answer === undefined ? null : <p className="words">{answer.note}</p>}
        {photos.length === 0 ? null : <Photos photos={photos} />}
      </div>
    </Card>
  );
}

function Rating({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const { grades } = useWords();
  if (of.rating === null) return null;
  const { grade, solved, words } = of.rating;
  return (
    <Card title={t('rating')}>
      <div className="zz-stack is-tight">
        <p>
          {[solved === null ? '' : t(solved ? 'solved' : 'unsolved'), grade === null ? '' : grades[grade]]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {words === null ? null : <p className="words">{words}</p>}
        <p className="zz-quiet">{t('confidential')}</p>
      </div>
    </Card>
  );
}

function Reported({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const reported = photosOf(of.photos, (stage) => stage !== 'result' && stage !== 'more');
  const more = photosOf(of.photos, (stage) => stage === 'more');
  const shown = new Set(['description', 'title', 'mayBePublic', 'place', 'category']);
  const visibility =
    of.visibility === 'public' ? t('isPublic') : of.visibility === 'offered' ? t('offered') : t('private');
  return (
    <Card title={t('described')}>
      <div className="zz-stack">
        <p className="words">{of.description}</p>
        {reported.length === 0 ? null : <Photos photos={reported} />}
        {more.length === 0 ? null : (
          <>
            <h3>{t('photosMore')}</h3>
            <Photos photos={more} />
          </>
        )}
        <Facts
          items={[
            [t('place'), of.placePath.join(' ')],
            [t('category'), of.categoryLabel],
            ...of.facts.filter(({ key }) => !shown.has(key)).map((fact) => [say(fact.label), fact.value] as const),
            [t('visibility'), visibility],
          ]}
        />
      </div>
    </Card>
  );
}

function Links({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  if (of.links.length === 0) return null;
  return (
    <Card title={t('links')}>
      <ul className="zz-stack is-tight">
        {of.links.map((link) => (
          <li key={link.id}>
            <a className="line-link" href={`/matters/${link.id}`}>
              {link.title}
            </a>
            <p className="zz-quiet">
              {link.number} · {say(link.statusLabel)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Detail({ of, set, reload }: { of: CaseDetail; set: (detail: CaseDetail) => void; reload: () => void }) {
  const t = useTexts(caseTexts);
  const done = (detail: CaseDetail) => {
    set(detail);
    invalidate('my/');
  };
  const isMine = of.isOpener || of.isFollower;
  return (
    <div className="zz-with-side">
      <div className="zz-stack">
        <div className="only-narrow">
          <Standing of={of} />
        </div>
        <Answer of={of} />
        <StepsOf of={of} onDone={done} onStale={reload} />
        {isMine ? <Rating of={of} /> : null}
        <Reported of={of} />
        <Links of={of} />
      </div>
      <div className="zz-stack">
        <div className="only-side">
          <Standing of={of} />
        </div>
        <Card title={t('timeline')}>
          <CaseTimeline of={of} />
        </Card>
      </div>
    </div>
  );
}

/** One matter: where it stands, what happened, and what this person may do now. */
function CaseOf({ id }: { id: string }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const loaded = useLoad<CaseDetail>(`case/${id}`, (signal) => api.get(`/cases/${id}`, { signal }));
  useLive(['case', 'again'], (topic, data) => {
    if (topic === 'again' || (data as { caseId?: string } | null)?.caseId === id) loaded.reload();
  });
  const { data } = loaded;
  return (
    <Page
      wide
      title={data?.title ?? t('matter')}
      about={data === undefined ? undefined : `${say(data.typeLabel)} · ${t('number', { number: data.number })}`}
    >
      <Await of={loaded}>{(of) => <Detail of={of} set={loaded.set} reload={loaded.reload} />}</Await>
    </Page>
  );
}

export function CasePage({ values }: { values: Readonly<Record<string, string>> }) {
  return <SignedIn>{() => <CaseOf id={values['id'] ?? ''} />}</SignedIn>;
}
