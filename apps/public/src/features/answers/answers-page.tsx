import type { FigureShape } from '@zhongzhi/answers/contract';
import { Card, EmptyState, percent } from '@zhongzhi/ui';
import { defineTexts, useDates, useLoad, useSay, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { useDistrict } from '../../app/district.ts';
import { Await, Page } from '../../app/page.tsx';

const texts = defineTexts({
  title: ['答卷', 'Answer sheet'],
  about: [
    '办了什么，用数字回答。每个数字都由记录算出，点开就能看到记录。',
    'What has been done, in numbers. Each is counted from records and opens to them.',
  ],
  none: ['还没有数字', 'No figures yet'],
  at: ['{district}，{time}统计', '{district}, counted {time}'],
  open: ['看记录', 'See the records'],
});

/** What a figure reads: a rate as percent with both its numbers, a count as it is. */
export function valueOf(figure: FigureShape): string {
  if (figure.numerator !== undefined && figure.denominator !== undefined) {
    return percent(figure.numerator, figure.denominator) ?? '—';
  }
  return figure.value.toLocaleString('zh-CN');
}

function Figure({ figure }: { figure: FigureShape }) {
  const t = useTexts(texts);
  const say = useSay();
  const isRate = figure.numerator !== undefined && figure.denominator !== undefined;
  return (
    <li>
      <a className="figure" href={`/answers/${figure.name}`}>
        <span className="figure-label">{say(figure.label)}</span>
        <span className="figure-value">
          {valueOf(figure)}
          {isRate ? null : <small>{say(figure.unit)}</small>}
        </span>
        {isRate ? (
          <span className="zz-quiet">
            {figure.numerator?.toLocaleString('zh-CN')} ÷ {figure.denominator?.toLocaleString('zh-CN')}
          </span>
        ) : null}
        <span className="zz-quiet">{say(figure.definition)}</span>
        <span className="figure-more">{t('open')}</span>
      </a>
    </li>
  );
}

/** 答卷: every number with its definition, and the way to its records. */
export function AnswersPage() {
  const t = useTexts(texts);
  const dates = useDates();
  const { name } = useDistrict();
  const loaded = useLoad<{ figures: readonly FigureShape[] }>('answers', (signal) => api.get('/answers', { signal }));
  return (
    <Page wide title={t('title')} about={t('about')}>
      <Await of={loaded}>
        {({ figures }) =>
          figures.length === 0 ? (
            <Card>
              <EmptyState icon="chart" title={t('none')} />
            </Card>
          ) : (
            <>
              <p className="zz-quiet figures-at">
                {t('at', { district: name, time: dates.time(figures[0]?.at ?? new Date()) })}
              </p>
              <ul className="figures">
                {figures.map((figure) => (
                  <Figure key={figure.name} figure={figure} />
                ))}
              </ul>
            </>
          )
        }
      </Await>
    </Page>
  );
}
