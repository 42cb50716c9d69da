import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { BoardFilter } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { addressOf, api } from '../../../api.ts';
import { messageOf } from '../../../kit/problem.tsx';
import { useBoardText } from './texts.ts';

interface Export {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly rowsDone: number;
  readonly fileName: string | null;
}

const POLL_MS = 1_000;

/** Asks for a spreadsheet of what the board shows, tells how far it is, and offers it when it is ready. */
export function ExportCases({ filter }: { filter: BoardFilter }) {
  const text = useBoardText();
  const { message } = App.useApp();
  const [id, setId] = useState<string | null>(null);
  const asking = useMutation({
    mutationFn: () => api.post<Export>('/case-exports', { filter }),
    onSuccess: (asked) => setId(asked.id),
    onError: (error) => void message.error(messageOf(error)),
  });
  const { data } = useQuery({
    queryKey: ['case-exports', id],
    queryFn: () => api.get<Export>(`/case-exports/${id ?? ''}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'done' || state.data?.state === 'failed' ? false : POLL_MS),
  });
  if (data?.state === 'done') {
    return (
      <Button icon={<DownloadOutlined />} href={addressOf(`/case-exports/${data.id}/file`)} onClick={() => setId(null)}>
        {text('export.ready', { name: data.fileName ?? '' })}
      </Button>
    );
  }
  const isRunning = asking.isPending || (id !== null && data?.state !== 'failed');
  return (
    <span aria-live="polite">
      {data?.state === 'failed' ? <span className="due-over">{text('export.failed')} </span> : null}
      <Button loading={isRunning} onClick={() => asking.mutate()}>
        {isRunning && data !== undefined ? text('export.running', { count: data.rowsDone }) : text('export')}
      </Button>
    </span>
  );
}
