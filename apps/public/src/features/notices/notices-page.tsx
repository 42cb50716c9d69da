import type { Notice as NoticeOf, NoticePage } from '@zhongzhi/notices/contract';
import { Button, Card, EmptyState, Pager, StatusTag } from '@zhongzhi/ui';
import { defineTexts, invalidate, useDates, useLive, usePages, useTexts } from '@zhongzhi/web-kit';
import { api } from '../../api.ts';
import { Await, Page, SignedIn } from '../../app/page.tsx';

const texts = defineTexts({
  title: ['通知', 'Notices'],
  none: ['还没有通知', 'No notices yet'],
  unread: ['未读', 'Unread'],
  readAll: ['全部标为已读', 'Mark all as read'],
});

/** Opening a notice is reading it; the page does not wait for the server to know. */
const markRead = (notice: NoticeOf) => {
  if (notice.readAt !== null) return;
  void api
    .post(`/notices/${notice.id}/read`)
    .then(() => invalidate('notices'))
    .catch(() => undefined);
};

function Line({ notice }: { notice: NoticeOf }) {
  const t = useTexts(texts);
  const dates = useDates();
  const inside = (
    <div className="zz-stack is-tight">
      <div className="zz-row">
        <h2 className="notice-title">{notice.title}</h2>
        {notice.readAt === null ? <StatusTag tone="info">{t('unread')}</StatusTag> : null}
      </div>
      {notice.body === '' ? null : <p>{notice.body}</p>}
      <p className="zz-quiet">{dates.ago(notice.createdAt)}</p>
    </div>
  );
  return (
    <li onClickCapture={() => markRead(notice)}>
      {notice.link === null ? <Card>{inside}</Card> : <Card href={notice.link}>{inside}</Card>}
    </li>
  );
}

function Inbox() {
  const t = useTexts(texts);
  const pages = usePages('notices/list', (cursor, signal) =>
    api.get<NoticePage>('/notices', { query: { cursor }, signal }),
  );
  useLive(['case', 'again'], () => invalidate('notices'));
  const readAll = () => {
    void api
      .post('/notices/read-all')
      .then(() => invalidate('notices'))
      .catch(() => undefined);
  };
  return (
    <Await of={{ data: pages.items, problem: pages.problem, reload: pages.reload }}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState icon="bell" title={t('none')} />
        ) : (
          <div className="zz-stack">
            {items.some(({ readAt }) => readAt === null) ? (
              <div>
                <Button icon="check" onClick={readAll}>
                  {t('readAll')}
                </Button>
              </div>
            ) : null}
            <ul className="zz-stack">
              {items.map((notice) => (
                <Line key={notice.id} notice={notice} />
              ))}
            </ul>
            <Pager hasMore={pages.hasMore} busy={pages.isLoading} onMore={pages.more} />
          </div>
        )
      }
    </Await>
  );
}

/** What the platform told this person. */
export function NoticesPage() {
  const t = useTexts(texts);
  return (
    <Page title={t('title')}>
      <SignedIn>{() => <Inbox />}</SignedIn>
    </Page>
  );
}
