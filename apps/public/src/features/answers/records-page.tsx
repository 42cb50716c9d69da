import type { FigureShape } from '@zhongzhi/answers/contract';
import { Card, EmptyState, Pager } from '@zhongzhi/ui';
import { defineTexts, useDates, useLoad, usePages, useSay, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page } from '../../app/page.tsx';
import { valueOf } from './answers-page.tsx';

const texts = defineTexts({
  title: ['数字背后的记录', 'The records behind a figure'],
  none: ['没有可以公开的记录', 'No records can be shown to you'],
  partly: [
    '按规定不能公开的记录计入总数，但不在这里列出。',
    'Records that may not be shown count, but are not listed.',
  ],
  back: ['回到答卷', 'Back to the answer sheet'],
});

interface RecordLine {
  id: string;
  title: string;
  at: string;
  link: string | null;
}

/** The records behind one figure. */
export function RecordsPage({ values }: { values: Readonly<Record<string, string>> }) {
  const t = useTexts(texts);
  const say = useSay();
  const dates = useDates();
  const name = values['name'] ?? '';
  const sheet = useLoad<{ figures: readonly FigureShape[] }>('answers', (signal) => api.get('/answers', { signal }));
  const figure = sheet.data?.figures.find((one) => one.name === name);
  const pages = usePages(`answers/${name}`, (cursor, signal) =>
    api.get<{ items: readonly RecordLine[]; next: string | null }>(`/answers/${encodeURIComponent(name)}/records`, {
      query: { cursor },
      signal,
    }),
  );
  return (
    <Page
      title={figure === undefined ? t('title') : say(figure.label)}
      about={figure === undefined ? undefined : say(figure.definition)}
    >
      <div className="zz-stack">
        {figure === undefined ? null : (
          <p className="figure-value">
            {valueOf(figure)}
            {figure.numerator === undefined ? <small>{say(figure.unit)}</small> : null}
          </p>
        )}
        <p className="zz-quiet">{t('partly')}</p>
        <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={t('none')} />
            ) : (
              <Card>
                <ul className="records">
                  {items.map((item) => (
                    <li key={item.id}>
                      {item.link === null ? <span>{item.title}</span> : <a href={item.link}>{item.title}</a>}
                      <span className="zz-quiet">{dates.day(item.at)}</span>
                    </li>
                  ))}
                </ul>
              </Card>
            )
          }
        </Await>
        <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
        <p>
          <a className="line-link" href="/answers">
            {t('back')}
          </a>
        </p>
      </div>
    </Page>
  );
}
