import type { RecordPage as Shown } from '@zhongzhi/volunteering/contract';
import { Card, LinkButton, Photos, StatusTag, Timeline, type Moment } from '@zhongzhi/ui';
import { useDates, useLoad, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';
import { Facts } from '../cases/facts.tsx';
import { photoOf } from '../cases/photos.ts';
import { hoursOf, Objections, STAND_TONES, StandTags } from './groups.tsx';
import { Objecting } from './objecting.tsx';
import { recordTexts } from './texts.ts';
import './records.css';

type Revision = Shown['items'][number];

function Proof({ files }: { files: Revision['proof'] }) {
  const t = useTexts(recordTexts);
  if (files.length === 0) return null;
  const pictures = files.filter(({ isPicture }) => isPicture);
  return (
    <div className="zz-stack is-tight">
      <span>{t('proof')}</span>
      {pictures.length === 0 ? null : <Photos photos={pictures.map(({ id }) => photoOf(id))} />}
      {files
        .filter(({ isPicture }) => !isPicture)
        .map(({ id, name }) => (
          <LinkButton key={id} icon="file" href={api.address(`/files/${id}`)}>
            {name}
          </LinkButton>
        ))}
    </div>
  );
}

function History({ items }: { items: readonly Revision[] }) {
  const t = useTexts(recordTexts);
  const dates = useDates();
  const moments = items.map((one): Moment => {
    const title =
      one.stands === 'annulled'
        ? t('annulment')
        : one.revision === 1
          ? `${t('first')} · ${t('minutes', { minutes: one.minutes })}`
          : t('corrected', { minutes: one.minutes });
    return {
      key: String(one.revision),
      title,
      time: dates.time(one.recordedAt),
      at: one.recordedAt,
      actor: one.authorUnit,
      tone: STAND_TONES[one.stands] ?? 'plain',
      more: (
        <div className="zz-stack is-tight">
          {one.reason === null ? null : <span>{t('reason', { reason: one.reason })}</span>}
          <Proof files={one.proof} />
        </div>
      ),
    };
  });
  return (
    <section className="zz-stack">
      <h2>{t('history')}</h2>
      <Timeline label={t('history')} moments={moments} />
    </section>
  );
}

function One({ id }: { id: string }) {
  const t = useTexts(recordTexts);
  const loaded = useLoad<Shown>(`my/service/${id}`, (signal) => api.get(`/my/service/${id}`, { signal }));
  return (
    <Await of={loaded}>
      {({ items, evaluation, objections }) => {
        const [now] = items;
        if (now === undefined) return null;
        const isOpen = objections.some(({ answeredAt }) => answeredAt === null);
        return (
          <div className="zz-stack is-loose">
            <Card>
              <div className="zz-stack">
                <Facts
                  items={[
                    [t('activityName'), now.activityName],
                    [t('servedOn'), now.servedOn],
                    [t('where'), now.place],
                    [t('content'), now.content],
                    [t('time'), t('timeOf', { hours: hoursOf(now.minutes), minutes: now.minutes })],
                    [t('unit'), now.unitName],
                    [t('leader'), now.leaderName],
                    [t('class'), t(now.class === 'timed' ? 'classTimed' : 'classEntered')],
                  ]}
                />
                <StandTags record={now} />
                {evaluation === null ? null : (
                  <p>
                    {t('evaluation')}{' '}
                    <StatusTag tone={evaluation.outcome === 'not-done' ? 'warn' : 'good'}>
                      {t(evaluation.outcome)}
                    </StatusTag>{' '}
                    {evaluation.words}
                  </p>
                )}
                {isOpen ? null : (
                  <Objecting activity={now.activity} record={now.record} about="record" name={now.activityName} />
                )}
              </div>
            </Card>
            <Objections items={objections} />
            <History items={items} />
            <div>
              <LinkButton icon="left" href="/volunteer/records">
                {t('back')}
              </LinkButton>
            </div>
          </div>
        );
      }}
    </Await>
  );
}

/** One of the volunteer's records: its seven fields, every change with its reason and author, proof, and objections. */
export function RecordPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(recordTexts);
  return (
    <Page title={t('record')}>
      <SignedIn>{() => <One id={values['id'] ?? ''} />}</SignedIn>
    </Page>
  );
}
