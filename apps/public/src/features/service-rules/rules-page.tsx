import { Card, StatusTag, useNow } from '@zhongzhi/ui';
import { useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { dayOf, SERVICE_KIND_LABELS, type ServiceRules, type StarScheme } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { rulesTexts } from './texts.ts';
import './service-rules.css';

interface BeanRule {
  version: number;
  beansPerHour: number;
  byKind: Readonly<Record<string, number>>;
  mostPerDay: number;
  months: number;
}
interface BeanVersion extends BeanRule {
  validFrom: string;
}

function BeanRuleText({ rule }: { rule: BeanRule }) {
  const t = useTexts(rulesTexts);
  const say = useSay();
  const factors = Object.entries(rule.byKind).filter(([, factor]) => factor !== 1);
  const labels: Readonly<Record<string, { zh: string; en: string } | undefined>> = SERVICE_KIND_LABELS;
  return (
    <ul className="rules-list">
      <li>{t('perHour', { count: rule.beansPerHour })}</li>
      {factors.length === 0 ? null : (
        <li>
          {t('byKind')}
          {factors
            .map(([kind, factor]) =>
              t('factor', { kind: labels[kind] === undefined ? kind : say(labels[kind]), factor }),
            )
            .join('、')}
        </li>
      )}
      <li>{t('mostPerDay', { count: rule.mostPerDay })}</li>
      <li>{t('months', { count: rule.months })}</li>
    </ul>
  );
}

function Beans() {
  const t = useTexts(rulesTexts);
  const dates = useDates();
  const now = useLoad<BeanRule>('beans/rule', (signal) => api.get('/beans/rule', { signal }));
  const { data: all } = useLoad<{ items: readonly BeanVersion[] }>('beans/rules', (signal) =>
    api.get('/beans/rules', { signal }),
  );
  const today = dayOf(useNow());
  return (
    <Await of={now}>
      {(rule) => {
        const others = (all?.items ?? []).filter(({ version }) => version !== rule.version);
        return (
          <Card title={t('beans')}>
            <BeanRuleText rule={rule} />
            <p>{t('noCash')}</p>
            <p className="zz-quiet">{t('notJudgedAgain')}</p>
            {others.map((one) => (
              <details key={one.version} open={one.validFrom > today}>
                <summary>
                  {t('beansFrom', { day: dates.day(one.validFrom) })}{' '}
                  <StatusTag tone={one.validFrom > today ? 'info' : 'plain'}>
                    {t(one.validFrom > today ? 'coming' : 'over')}
                  </StatusTag>
                </summary>
                <BeanRuleText rule={one} />
              </details>
            ))}
          </Card>
        );
      }}
    </Await>
  );
}

const STATES = { 'in-force': 'inForce', coming: 'coming', over: 'over' } as const;

function Scheme({ scheme: { validFrom, state, levels } }: { scheme: StarScheme }) {
  const t = useTexts(rulesTexts);
  const dates = useDates();
  return (
    <details open={state !== 'over'}>
      <summary>
        {validFrom === null ? t('starsUsual') : t('starsFrom', { day: dates.day(validFrom) })}{' '}
        <StatusTag tone={state === 'in-force' ? 'good' : state === 'coming' ? 'info' : 'plain'}>
          {t(STATES[state])}
        </StatusTag>
      </summary>
      <ul className="rules-list">
        {levels.map(({ level, hours, grantingBody, validYears }) => (
          <li key={level}>
            <strong>{t('star', { level })}</strong> {t('hours', { hours })}，{t('by', { body: grantingBody })}，
            {validYears === null ? t('forGood') : t('years', { count: validYears })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Service() {
  const t = useTexts(rulesTexts);
  const dates = useDates();
  const loaded = useLoad<ServiceRules>('service-rules', (signal) => api.get('/service-rules', { signal }));
  return (
    <Await of={loaded}>
      {({ load, promises, changedAt, stars }) => (
        <>
          <Card title={t('stars')}>
            {stars.map((scheme) => (
              <Scheme key={scheme.validFrom ?? ''} scheme={scheme} />
            ))}
            <p className="zz-quiet">{t('starsKept')}</p>
          </Card>
          <Card title={t('load')}>
            <ul className="rules-list">
              <li>{t('overlap')}</li>
              <li>{t('daily', { hours: load.dailyMinutes / 60, mode: t(`mode.${load.dailyMode}`) })}</li>
              <li>{t('rest', { minutes: load.restMinutes, mode: t(`mode.${load.restMode}`) })}</li>
            </ul>
          </Card>
          <Card title={t('promises')}>
            <ul className="rules-list">
              <li>{t('confirm')}</li>
              <li>{t('answer', { days: promises.answerWorkingDays })}</li>
              <li>{t('offer', { hours: promises.offerHours })}</li>
              <li>{t('noRanking')}</li>
            </ul>
            {changedAt === null ? null : <p className="zz-quiet">{t('changed', { time: dates.day(changedAt) })}</p>}
          </Card>
        </>
      )}
    </Await>
  );
}

/** The rules of beans, stars and service in words, for everyone to read. */
export function RulesPage() {
  const t = useTexts(rulesTexts);
  return (
    <Page title={t('title')} about={t('about')}>
      <div className="zz-stack is-loose">
        <Beans />
        <Service />
      </div>
    </Page>
  );
}
