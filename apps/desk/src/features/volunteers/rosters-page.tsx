import { App, Button, Flex, Space, Tag } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { minuteOf } from '../../kit/when.ts';
import { NewRoster } from './new-roster.tsx';
import { RosterRun, type Roster } from './roster-run.tsx';
import { useRosterText } from './texts.ts';

interface Page {
  readonly items: Roster[];
  readonly next: string | null;
}

/** Rosters of volunteers: bring one in, see how far one is, what came of each. */
export function RostersPage() {
  const text = useRosterText();
  const { message } = App.useApp();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const open = (id?: string) =>
    void navigate({ to: '/volunteers/import', search: id === undefined ? {} : { run: id } });
  const template = async () => {
    try {
      const { fileName, mediaType, content } = await api.get<{ fileName: string; mediaType: string; content: string }>(
        '/volunteer-imports/template',
      );
      saveFile(fileName, mediaType, content);
    } catch (error) {
      void message.error(messageOf(error));
    }
  };
  const run = search['run'];
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        <Button onClick={() => void template()}>{text('template')}</Button>
      </PageHead>
      {run === undefined ? (
        <Flex vertical gap="middle">
          <NewRoster onStarted={open} />
          <Rosters onOpen={open} />
        </Flex>
      ) : (
        <RosterRun id={run} onBack={() => open()} />
      )}
    </>
  );
}

function Rosters({ onOpen }: { onOpen: (id: string) => void }) {
  const text = useRosterText();
  const list = useInfiniteQuery({
    queryKey: ['rosters', 'list'],
    queryFn: ({ pageParam }) =>
      api.get<Page>('/volunteer-imports', { after: pageParam === '' ? undefined : pageParam }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const columns = useColumns(onOpen);
  return (
    <section className="desk-panel">
      <h2>{text('list.title')}</h2>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Roster>
        label={text('list.title')}
        rows={list.data?.pages.flatMap(({ items }) => items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('list.none')}
      />
      <LoadMore list={list} />
    </section>
  );
}

function useColumns(onOpen: (id: string) => void): Column<Roster>[] {
  const text = useRosterText();
  const { language } = useLanguage();
  return [
    {
      key: 'name',
      title: text('name'),
      isHead: true,
      show: ({ fileName }) => <strong className="desk-wrap">{fileName}</strong>,
    },
    { key: 'from', title: text('from'), show: ({ organisation }) => organisation },
    { key: 'at', title: text('at'), show: ({ madeAt }) => minuteOf(madeAt, language) },
    {
      key: 'state',
      title: text('state'),
      show: ({ state }) => (
        <Tag variant="outlined" color={state === 'failed' ? 'error' : state === 'done' ? 'success' : 'processing'}>
          {text(`state.${state}`)}
        </Tag>
      ),
    },
    {
      key: 'result',
      title: text('result'),
      show: (roster) => (
        <Space>
          {text('rows', { done: roster.rowsDone, read: roster.rowsRead })}
          <Button type="link" size="small" onClick={() => onOpen(roster.id)}>
            {text('open')}
          </Button>
        </Space>
      ),
    },
  ];
}
