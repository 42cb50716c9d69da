import { Button, Empty, Spin } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Notice, NoticePage } from '@zhongzhi/notices/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { minuteOf } from '../../kit/when.ts';
import { deskPathOf } from './desk-path.ts';
import { useNoticesText } from './texts.ts';

/** The person's own notices, newest first. */
export function NoticesPage() {
  const text = useNoticesText();
  const client = useQueryClient();
  const notices = useInfiniteQuery({
    queryKey: ['notices', 'list'],
    queryFn: ({ pageParam }) => api.get<NoticePage>('/notices', { after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['notices'] });
  const readAll = useMutation({ mutationFn: () => api.post('/notices/read-all'), onSuccess: refresh });
  const read = useMutation({ mutationFn: (id: string) => api.post(`/notices/${id}/read`), onSuccess: refresh });
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={text('title')}>
        <Button
          onClick={() => readAll.mutate()}
          loading={readAll.isPending}
          disabled={items.every(({ readAt }) => readAt !== null)}
        >
          {text('read-all')}
        </Button>
      </PageHead>
      <ProblemAlert error={notices.error ?? readAll.error ?? read.error} onRetry={() => void notices.refetch()} />
      <Spin spinning={notices.isPending}>
        {notices.isSuccess && items.length === 0 ? <Empty description={text('none')} /> : null}
        <ul className="desk-cards">
          {items.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} onRead={() => read.mutate(notice.id)} />
          ))}
        </ul>
        <LoadMore list={notices} />
      </Spin>
    </>
  );
}

function NoticeCard({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const text = useNoticesText();
  const { language } = useLanguage();
  const path = deskPathOf(notice.link);
  const isUnread = notice.readAt === null;
  return (
    <li>
      <div className="desk-card-row">
        <strong>
          {isUnread ? <span className="notice-unread">{text('unread')}</span> : null}
          {notice.title}
        </strong>
        <time className="desk-muted desk-number" dateTime={notice.createdAt}>
          {minuteOf(notice.createdAt, language)}
        </time>
      </div>
      <p style={{ margin: '4px 0 0', whiteSpace: 'pre-line' }}>{notice.body}</p>
      <div style={{ display: 'flex', gap: 16, marginTop: 4 }}>
        {path === null ? null : (
          <Link to={path} onClick={isUnread ? onRead : undefined}>
            {text('open')}
          </Link>
        )}
        {isUnread ? (
          <Button type="link" size="small" style={{ padding: 0 }} onClick={onRead}>
            {text('mark')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
