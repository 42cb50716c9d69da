import type { PublicCase } from '@zhongzhi/casework/contract';
import { Button, Card, LinkButton, Photos, useToast } from '@zhongzhi/ui';
import { newKey, problemOf, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Await, Page, useSignInAddress } from '../../app/page.tsx';
import { navigate } from '../../app/router.ts';
import { useSession } from '../../app/session.ts';
import { Facts } from '../cases/facts.tsx';
import { photoOf } from '../cases/photos.ts';
import { CaseTags } from '../cases/tags.tsx';
import { caseTexts } from '../cases/texts.ts';
import { publicTexts } from './texts.ts';

/** Joining: the same matter need not be reported twice. */
function Join({ id }: { id: string }) {
  const t = useTexts(publicTexts);
  const tell = useToast();
  const { session } = useSession();
  const signIn = useSignInAddress();
  const [isBusy, setIsBusy] = useState(false);
  const join = async () => {
    setIsBusy(true);
    try {
      await api.post(`/cases/${id}/join`, { idempotencyKey: newKey() });
      tell(t('joined'));
      navigate(`/matters/${id}`);
    } catch (thrown) {
      tell(problemOf(thrown, String(thrown)).detail, 'bad');
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Card>
      <div className="zz-stack is-tight">
        <p>{t('joinWhy')}</p>
        {session?.person ? (
          <Button tone="main" icon="people" busy={isBusy} onClick={() => void join()}>
            {t('join')}
          </Button>
        ) : (
          <LinkButton tone="main" icon="people" href={signIn}>
            {t('signInToJoin')}
          </LinkButton>
        )}
      </div>
    </Card>
  );
}

function Detail({ of }: { of: PublicCase }) {
  const t = useTexts(publicTexts);
  const c = useTexts(caseTexts);
  const say = useSay();
  const dates = useDates();
  return (
    <div className="zz-stack">
      <Card>
        <div className="zz-stack">
          <CaseTags of={of} label={say(of.statusLabel)} />
          <p className="words">{of.description}</p>
          {of.photos.length === 0 ? null : <Photos photos={of.photos.map(photoOf)} />}
          <Facts
            items={[
              [c('place'), of.placePath.join(' ')],
              [c('category'), of.categoryLabel],
              [t('unit'), of.unit],
              [t('openedAt'), dates.time(of.openedAt)],
              [t('closedAt'), of.closedAt === null ? null : dates.time(of.closedAt)],
            ]}
          />
          {of.followers > 0 ? <p className="zz-quiet">{c('followers', { count: of.followers })}</p> : null}
        </div>
      </Card>
      {of.answer === null ? null : (
        <Card title={c('answer')}>
          <p className="words">{of.answer}</p>
        </Card>
      )}
      {of.phase === 'done' ? null : <Join id={of.id} />}
    </div>
  );
}

/** One public report. */
export function PublicCasePage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(publicTexts);
  const c = useTexts(caseTexts);
  const id = values['id'] ?? '';
  const loaded = useLoad<PublicCase>(`public/case/${id}`, (signal) => api.get(`/public/cases/${id}`, { signal }));
  return (
    <Page
      title={loaded.data?.title ?? t('matter')}
      about={loaded.data === undefined ? undefined : c('number', { number: loaded.data.number })}
    >
      <Await of={loaded}>{(of) => <Detail of={of} />}</Await>
    </Page>
  );
}
