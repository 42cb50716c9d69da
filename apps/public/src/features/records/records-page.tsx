import type { MyRecord } from '@zhongzhi/volunteering/contract';
import { Card, LinkButton } from '@zhongzhi/ui';
import { useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { Facts } from '../cases/facts.tsx';
import {
  Basics,
  Commendations,
  Evaluations,
  hoursOf,
  NoShows,
  Objections,
  Service,
  Trainings,
  Unrecorded,
} from './groups.tsx';
import { MY_RECORD } from './objecting.tsx';
import { recordTexts } from './texts.ts';
import './records.css';

function Mine() {
  const t = useTexts(recordTexts);
  const loaded = useLoad<MyRecord>(MY_RECORD, (signal) => api.get('/my/record', { signal }));
  return (
    <Await of={loaded}>
      {(record) => (
        <div className="zz-stack is-loose">
          <Card title={t('totals')}>
            <div className="zz-stack">
              <Facts
                items={[
                  [t('timed'), t('hours', { hours: hoursOf(record.totals.timedMinutes) })],
                  [t('entered'), t('hours', { hours: hoursOf(record.totals.enteredMinutes) })],
                  [t('count'), t('countOf', { count: record.totals.records })],
                ]}
              />
              <div className="zz-row">
                <LinkButton icon="file" href={api.address('/my/record.csv')} download="my-service-record.csv">
                  {t('save')}
                </LinkButton>
                <LinkButton href="/certificates">{t('certificates')}</LinkButton>
              </div>
            </div>
          </Card>
          <Unrecorded items={record.unrecorded} />
          <Objections items={record.objections} />
          <NoShows items={record.noShows} />
          <Service record={record} />
          <Trainings record={record} />
          <Commendations record={record} />
          <Evaluations record={record} />
          <Basics basics={record.basics} />
        </div>
      )}
    </Await>
  );
}

/** A volunteer's own record: the five groups, what is missing, what was objected to. */
export function RecordsPage() {
  const t = useTexts(recordTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <SignedIn>{() => <Mine />}</SignedIn>
    </Page>
  );
}
