import type { MyRecord, NoShowLine, ServiceRecordLine, MyObjection } from '@zhongzhi/volunteering/contract';
import { Card, LinkButton, Pager, StatusTag, useNow, type Tone } from '@zhongzhi/ui';
import { useDates, useTexts } from '@zhongzhi/web-kit';
import { useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { Facts } from '../cases/facts.tsx';
import { useAttempt } from '../settings/attempt.ts';
import { Objecting } from './objecting.tsx';
import { recordTexts } from './texts.ts';

const PAGED = ['service', 'training', 'commendation', 'evaluation'] as const;
type Paged = (typeof PAGED)[number];
type Item<G extends Paged> = MyRecord[G]['items'][number];

export const hoursOf = (minutes: number): string => String(Math.floor(minutes / 6) / 10);

/** A group of the record with its further pages. */
function usePaged<G extends Paged>(group: G, record: MyRecord) {
  const [more, setMore] = useState<{ items: readonly Item<G>[]; next: string | null }>();
  const { isBusy, attempt } = useAttempt();
  const next = more === undefined ? record[group].next : more.next;
  const onMore = () =>
    attempt(async () => {
      const page = await api.get<MyRecord>('/my/record', { query: { group, after: next ?? '' } });
      setMore({ items: [...(more?.items ?? []), ...(page[group].items as Item<G>[])], next: page[group].next });
    });
  return {
    items: [...(record[group].items as Item<G>[]), ...(more?.items ?? [])],
    pager: <Pager hasMore={next !== null} busy={isBusy} onMore={onMore} />,
  };
}

function Group({
  title,
  about,
  empty,
  isEmpty,
  children,
}: {
  title: string;
  about?: string;
  empty: string;
  isEmpty: boolean;
  children: ReactNode;
}) {
  return (
    <section className="zz-stack">
      <h2>{title}</h2>
      {about === undefined || isEmpty ? null : <p className="zz-quiet">{about}</p>}
      {isEmpty ? <p className="zz-quiet">{empty}</p> : children}
    </section>
  );
}

export const STAND_TONES: Readonly<Record<string, Tone>> = {
  counts: 'good',
  'needs-superior': 'warn',
  'needs-district': 'warn',
  annulled: 'bad',
};
type Stands = 'counts' | 'needs-superior' | 'needs-district' | 'annulled';

export function StandTags({ record }: { record: Pick<ServiceRecordLine, 'class' | 'stands'> }) {
  const t = useTexts(recordTexts);
  return (
    <span className="zz-row">
      <StatusTag>{t(record.class)}</StatusTag>
      <StatusTag tone={STAND_TONES[record.stands] ?? 'plain'}>{t(record.stands as Stands)}</StatusTag>
    </span>
  );
}

export function Basics({ basics }: { basics: MyRecord['basics'] }) {
  const t = useTexts(recordTexts);
  const orNot = (value: string | null) => (value === null || value === '' ? t('notGiven') : value);
  return (
    <Card title={t('basics')}>
      <div className="zz-stack">
        <Facts
          items={[
            [t('name'), basics.name],
            [t('number'), basics.number],
            [t('gender'), orNot(basics.gender === null ? null : t(basics.gender))],
            [t('bornOn'), orNot(basics.bornOn)],
            [t('idNumber'), orNot(basics.idNumber)],
            [t('place'), orNot(basics.placeName)],
            [t('phone'), orNot(basics.phone)],
            [t('skills'), orNot(basics.skills.join('、'))],
            [t('interests'), orNot(basics.interests.join('、'))],
          ]}
        />
        <p className="zz-quiet">{t('basicsAbout')}</p>
      </div>
    </Card>
  );
}

export function Service({ record }: { record: MyRecord }) {
  const t = useTexts(recordTexts);
  const { items, pager } = usePaged('service', record);
  return (
    <Group title={t('service')} empty={t('noService')} isEmpty={items.length === 0}>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.record}>
            <a className="record-line" href={`/volunteer/records/${one.record}`}>
              <span>
                <strong>{one.activityName}</strong>
                <br />
                <span className="zz-quiet">
                  {one.servedOn} · {one.unitName}
                </span>
              </span>
              <strong>{t('minutes', { minutes: one.minutes })}</strong>
            </a>
            <StandTags record={one} />
          </li>
        ))}
      </ul>
      {pager}
    </Group>
  );
}

export function Trainings({ record }: { record: MyRecord }) {
  const t = useTexts(recordTexts);
  const { items, pager } = usePaged('training', record);
  return (
    <Group title={t('training')} empty={t('noTraining')} isEmpty={items.length === 0}>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div className="record-line">
              <strong>{one.name}</strong>
              <span>{t('minutes', { minutes: one.minutes })}</span>
            </div>
            <div>{one.content}</div>
            <div className="zz-quiet">
              {one.trainedOn} · {t('byProvider', { provider: one.provider })} ·{' '}
              {t('recordedBy', { unit: one.unitName })}
            </div>
            {one.withdrawnWhy === null ? null : (
              <StatusTag tone="bad">{t('withdrawn', { reason: one.withdrawnWhy })}</StatusTag>
            )}
          </li>
        ))}
      </ul>
      {pager}
    </Group>
  );
}

export function Commendations({ record }: { record: MyRecord }) {
  const t = useTexts(recordTexts);
  const { items, pager } = usePaged('commendation', record);
  return (
    <Group title={t('commendation')} empty={t('noCommendation')} isEmpty={items.length === 0}>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div className="record-line">
              <strong>{one.name}</strong>
              {one.isHigh ? <StatusTag tone="info">{t('high')}</StatusTag> : null}
            </div>
            <div className="zz-quiet">
              {one.grantedOn} · {one.grantedBy} · {t('recordedBy', { unit: one.unitName })}
            </div>
            {one.paper === null ? null : (
              <div>
                <LinkButton icon="file" href={api.address(`/files/${one.paper}`)}>
                  {t('paper')}
                </LinkButton>
              </div>
            )}
            {one.withdrawnWhy === null ? null : (
              <StatusTag tone="bad">{t('withdrawn', { reason: one.withdrawnWhy })}</StatusTag>
            )}
          </li>
        ))}
      </ul>
      {pager}
    </Group>
  );
}

export function Evaluations({ record }: { record: MyRecord }) {
  const t = useTexts(recordTexts);
  const dates = useDates();
  const { items, pager } = usePaged('evaluation', record);
  return (
    <Group title={t('evaluation')} about={t('evaluationAbout')} empty={t('noEvaluation')} isEmpty={items.length === 0}>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div className="record-line">
              <strong>{one.activityName}</strong>
              <StatusTag tone={one.outcome === 'not-done' ? 'warn' : 'good'}>{t(one.outcome)}</StatusTag>
            </div>
            {one.words === '' ? null : <div>{one.words}</div>}
            <div className="zz-quiet">
              {dates.day(one.at)} · {one.unitName}
            </div>
          </li>
        ))}
      </ul>
      {pager}
    </Group>
  );
}

export function Unrecorded({ items }: { items: MyRecord['unrecorded'] }) {
  const t = useTexts(recordTexts);
  if (items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('unrecorded')}</h2>
      <p className="zz-quiet">{t('unrecordedAbout')}</p>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.activity}>
            <div>
              <strong>{one.activityName}</strong> <span className="zz-quiet">{one.servedOn}</span>
            </div>
            <div>
              <Objecting activity={one.activity} about="missing" name={one.activityName} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function NoShows({ items }: { items: readonly NoShowLine[] }) {
  const t = useTexts(recordTexts);
  const dates = useDates();
  if (items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('noShows')}</h2>
      <p className="zz-quiet">{t('noShowsAbout')}</p>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.shift}>
            <div className="record-line">
              <strong>{one.activityName}</strong>
              <StatusTag>{t('lapses', { day: one.lapsesOn })}</StatusTag>
            </div>
            <div>{t('reason', { reason: one.reason })}</div>
            <div className="zz-quiet">
              {t('noShowBy', { unit: one.unitName, name: one.authorName ?? '', time: dates.time(one.at) })}
            </div>
            {one.withdrawnWhy === null ? (
              <div>
                <Objecting activity={one.activity} about="no-show" name={one.activityName} />
              </div>
            ) : (
              <StatusTag tone="good">{t('noShowWithdrawn', { reason: one.withdrawnWhy })}</StatusTag>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Objections({ items }: { items: readonly MyObjection[] }) {
  const t = useTexts(recordTexts);
  const dates = useDates();
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <section className="zz-stack">
      <h2>{t('objections')}</h2>
      <ul className="record-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div className="record-line">
              <strong>
                {one.activityName} · {t(`about.${one.about}`)}
              </strong>
              {one.answeredAt === null ? (
                <StatusTag tone={new Date(one.dueAt) < now ? 'bad' : 'warn'}>
                  {new Date(one.dueAt) < now ? t('late') : t('answerBy', { time: dates.day(one.dueAt) })}
                </StatusTag>
              ) : (
                <StatusTag tone={one.upheld === true ? 'good' : 'plain'}>
                  {t(one.upheld === true ? 'upheld' : 'rejected')}
                </StatusTag>
              )}
            </div>
            <div>{one.words}</div>
            {one.answer === null ? null : <div>{t('answer', { answer: one.answer })}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
