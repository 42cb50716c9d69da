import type { ActivityCard, ServiceRecordLine } from '@zhongzhi/volunteering/contract';
import type { MyVolunteering } from '@zhongzhi/volunteers/contract';
import { Card, LinkButton, Notice, StatusTag, useNow } from '@zhongzhi/ui';
import { useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { ForMe } from '../activity-search/for-me.tsx';
import { Facts } from '../cases/facts.tsx';
import { RegisterForm } from '../volunteering-profile/register-form.tsx';
import { profileTexts } from '../volunteering-profile/texts.ts';
import { WaitingForGuardian, Wards } from '../volunteering-profile/wards.tsx';
import { ActivityCards } from './activity-cards.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { MyShifts } from './my-shifts.tsx';
import { volunteerTexts } from './texts.ts';
import './volunteer.css';

interface Service {
  totals: { timedMinutes: number; enteredMinutes: number; records: number; stars: number; beans: number };
  items: readonly ServiceRecordLine[];
}

const hoursOf = (minutes: number): string => String(Math.floor(minutes / 6) / 10);

function RecordLine({ record }: { record: ServiceRecordLine }) {
  const t = useTexts(volunteerTexts);
  return (
    <li>
      <div>
        <strong>{record.activityName}</strong>
        <div className="zz-quiet">
          {record.servedOn} · {record.unitName}
        </div>
      </div>
      <div className="record-minutes">
        <strong>{t('minutes', { minutes: record.minutes })}</strong>
        {record.stands === 'counts' ? (
          <StatusTag tone={record.class === 'timed' ? 'good' : 'plain'}>{t(record.class)}</StatusTag>
        ) : (
          <StatusTag tone="warn">{t(record.stands === 'annulled' ? 'annulled' : 'waitsSuperior')}</StatusTag>
        )}
      </div>
    </li>
  );
}

function MyService() {
  const t = useTexts(volunteerTexts);
  const loaded = useLoad<Service>('my/service', (signal) => api.get('/my/service', { signal }));
  return (
    <Await of={loaded}>
      {({ totals, items }) => (
        <>
          <Card>
            <div className="zz-stack">
              <Facts
                items={[
                  [t('hours'), t('hoursOf', { hours: hoursOf(totals.timedMinutes + totals.enteredMinutes) })],
                  [t('records'), t('recordCount', { count: totals.records })],
                  [t('stars'), totals.stars === 0 ? t('noStars') : t('starsOf', { level: totals.stars })],
                  [t('beans'), t('beansOf', { count: totals.beans })],
                ]}
              />
              <div className="zz-row">
                <LinkButton href="/volunteer/records">{t('allRecords')}</LinkButton>
                <LinkButton href="/certificates">{t('certificates')}</LinkButton>
              </div>
            </div>
          </Card>
          <section className="zz-stack">
            <h2>{t('records')}</h2>
            {items.length === 0 ? (
              <p className="zz-quiet">{t('noRecords')}</p>
            ) : (
              <ul className="volunteer-lines">
                {items.map((record) => (
                  <RecordLine key={record.record} record={record} />
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </Await>
  );
}

function Organised() {
  const t = useTexts(volunteerTexts);
  const dates = useDates();
  const now = useNow();
  const { data } = useLoad<{ items: readonly ActivityCard[] }>('activities/organised', (signal) =>
    api.get('/activities/organised', { signal }),
  );
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const waiting = items.filter(({ status, endsAt }) => status === 'open' && new Date(endsAt) < now);
  return (
    <section className="zz-stack">
      <h2>{t('organised')}</h2>
      {waiting.map((one) => (
        <Notice key={one.id} tone="warn">
          <div className="zz-row is-apart">
            <span>
              {one.title} · {dates.time(one.startsAt)}
            </span>
            <LinkButton href={`/organise/${one.id}`}>{t('toConfirm')}</LinkButton>
          </div>
        </Notice>
      ))}
      <ActivityCards items={items.filter((one) => !waiting.includes(one))} base="/organise" />
    </section>
  );
}

function Mine() {
  const loaded = useLoad<MyVolunteering>('volunteer', (signal) => api.get('/volunteer', { signal }));
  return (
    <Await of={loaded}>
      {(mine) =>
        mine.volunteer === null || mine.volunteer.status === 'left' ? (
          <div className="zz-stack is-loose">
            <Wards wards={mine.wards} />
            <Organised />
            <RegisterForm of={mine} />
          </div>
        ) : (
          <div className="zz-stack is-loose">
            <Wards wards={mine.wards} />
            {mine.volunteer.status === 'waiting-for-guardian' ? (
              <WaitingForGuardian guardians={mine.guardians} />
            ) : null}
            <MyShifts />
            <Organised />
            <ForMe />
            <MyService />
            <CalendarCard />
          </div>
        )
      }
    </Await>
  );
}

/** A volunteer's own page: shifts, hours, stars, beans, records. */
export function HubPage() {
  const t = useTexts(volunteerTexts);
  const p = useTexts(profileTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        <nav className="zz-row" aria-label={t('title')}>
          <LinkButton tone="main" icon="search" href="/activities">
            {t('find')}
          </LinkButton>
          <LinkButton icon="person" href="/volunteer/profile">
            {p('title')}
          </LinkButton>
          <LinkButton icon="bulb" href="/beans">
            {t('beans')}
          </LinkButton>
          <LinkButton icon="plus" href="/plan">
            {t('toPlan')}
          </LinkButton>
          <LinkButton icon="file" href="/service-rules">
            {t('rules')}
          </LinkButton>
        </nav>
        <SignedIn>{() => <Mine />}</SignedIn>
      </div>
    </Page>
  );
}
