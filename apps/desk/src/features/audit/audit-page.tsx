import { DatePicker, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { AuditLine } from '@zhongzhi/directory/contract';
import type { Static } from 'typebox';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { minuteOf } from '../../kit/when.ts';
import { PersonSelect } from '../directory/choices.tsx';
import { useAuditText } from './texts.ts';

type Line = Static<typeof AuditLine>;

/** The audit log, newest first, by person, act, subject and time. */
export function AuditPage() {
  const text = useAuditText();
  const [actor, setActor] = useState<string | undefined>();
  const [action, setAction] = useState('');
  const [subject, setSubject] = useState('');
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const query = {
    actor,
    action: useDeferredValue(action.trim()),
    subject: useDeferredValue(subject.trim()),
    from: days?.[0]?.format('YYYY-MM-DD'),
    to: days?.[1]?.format('YYYY-MM-DD'),
  };
  const list = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) =>
      api.get<{ items: Line[]; next: string | null }>('/audit', { ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      <div className="desk-filters">
        <div style={{ width: 200 }}>
          <PersonSelect
            allowClear
            aria-label={text('actor')}
            placeholder={text('actor')}
            value={actor}
            onChange={(value) => setActor(value as string | undefined)}
          />
        </div>
        <Input
          allowClear
          aria-label={text('action.find')}
          placeholder={text('action.find')}
          style={{ width: 280 }}
          maxLength={80}
          value={action}
          onChange={(event) => setAction(event.target.value)}
        />
        <Input
          allowClear
          aria-label={text('subject.find')}
          placeholder={text('subject.find')}
          style={{ width: 200 }}
          maxLength={100}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
        <DatePicker.RangePicker aria-label={text('period')} allowEmpty={[true, true]} value={days} onChange={setDays} />
      </div>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Line>
        label={text('title')}
        rows={list.data?.pages.flatMap((page) => page.items)}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={useColumns()}
      />
      <LoadMore list={list} />
    </>
  );
}

function useColumns(): Column<Line>[] {
  const text = useAuditText();
  const { language } = useLanguage();
  const who = ({ actorKind, actorName }: Line): string =>
    actorName ??
    (actorKind === 'system'
      ? text('actor.system')
      : actorKind === 'client'
        ? text('actor.client')
        : text('actor.anonymous'));
  return [
    {
      key: 'at',
      title: text('at'),
      width: 150,
      show: ({ at }) => <span className="desk-number">{minuteOf(at, language)}</span>,
    },
    { key: 'actor', title: text('actor'), show: who },
    { key: 'action', title: text('action'), show: ({ action }) => <code>{action}</code> },
    {
      key: 'subject',
      title: text('subject'),
      show: ({ subject }) => (subject === null ? null : <span className="desk-number audit-subject">{subject}</span>),
    },
    {
      key: 'detail',
      title: text('detail'),
      show: ({ detail, reason }) => {
        const words = Object.keys(detail).length === 0 ? '' : JSON.stringify(detail);
        return reason === null && words === '' ? null : (
          <span className="audit-detail">
            {reason === null ? null : <span>{text('reason', { reason })} </span>}
            {words}
          </span>
        );
      },
    },
    {
      key: 'address',
      title: text('address'),
      show: ({ address }) => (address === null ? null : <span className="desk-number">{address}</span>),
    },
  ];
}
