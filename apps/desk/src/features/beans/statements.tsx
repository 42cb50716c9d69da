import { App, Button, Input, Modal, Space, Tag } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { useGrowing } from './growing.ts';
import { useBeansText } from './texts.ts';

interface Statement {
  readonly id: string;
  readonly number: string;
  readonly merchantName: string;
  readonly from: string;
  readonly to: string;
  readonly beans: number;
  readonly redemptions: number;
  readonly paidAt: string | null;
  readonly paymentNote: string | null;
}

type Format = 'xlsx' | 'pdf';

async function download({ id }: Statement, format: Format): Promise<void> {
  const file = await api.get<{ fileName: string; mediaType: string; content: string }>(`/beans/statements/${id}/file`, {
    format,
  });
  saveFile(file.fileName, file.mediaType, file.content);
}

function Pay({ statement, onClose }: { statement: Statement | null; onClose: () => void }) {
  const text = useBeansText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const paying = useMutation({
    mutationFn: () => api.post(`/beans/statements/${statement?.id ?? ''}/payment`, { note: note.trim() }),
    onSuccess: async () => {
      void message.success(text('done'));
      onClose();
      await client.invalidateQueries({ queryKey: ['beans'] });
    },
  });
  return (
    <Modal
      open={statement !== null}
      title={`${text('pay')} ${statement?.number ?? ''}`}
      okText={text('pay')}
      okButtonProps={{ disabled: note.trim().length < 2 }}
      confirmLoading={paying.isPending}
      onOk={() => paying.mutate()}
      onCancel={onClose}
    >
      <label htmlFor="payment-note">{text('note')}</label>
      <Input id="payment-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      <ProblemAlert error={paying.error} />
    </Modal>
  );
}

function useColumns(
  save: (statement: Statement, format: Format) => void,
  pay: (statement: Statement) => void,
): Column<Statement>[] {
  const text = useBeansText();
  return [
    { key: 'number', title: text('number'), isHead: true, show: ({ number }) => <strong>{number}</strong> },
    { key: 'merchant', title: text('merchant'), show: ({ merchantName }) => merchantName },
    { key: 'period', title: text('period'), show: ({ from, to }) => `${from} – ${to}` },
    { key: 'redemptions', title: text('redemptions'), show: ({ redemptions }) => redemptions },
    { key: 'beans', title: text('beans'), show: ({ beans }) => beans },
    {
      key: 'state',
      title: text('state'),
      show: ({ paidAt, paymentNote }) => (
        <>
          <Tag variant="outlined">{text(paidAt === null ? 'unpaid' : 'paid')}</Tag> {paymentNote}
        </>
      ),
    },
    {
      key: 'steps',
      title: text('steps'),
      show: (statement) => (
        <Space wrap>
          {(['xlsx', 'pdf'] as const).map((format) => (
            <Button key={format} size="small" onClick={() => save(statement, format)}>
              {format.toUpperCase()}
            </Button>
          ))}
          {statement.paidAt === null ? (
            <Button size="small" type="primary" onClick={() => pay(statement)}>
              {text('pay')}
            </Button>
          ) : null}
        </Space>
      ),
    },
  ];
}

/** What the district owes its merchants, statement by statement. */
export function Statements() {
  const text = useBeansText();
  const { list, rows } = useGrowing<Statement>('/beans/statements');
  const [toPay, setToPay] = useState<Statement | null>(null);
  const saving = useMutation({
    mutationFn: ({ statement, format }: { statement: Statement; format: Format }) => download(statement, format),
  });
  const columns = useColumns((statement, format) => saving.mutate({ statement, format }), setToPay);
  return (
    <>
      <ProblemAlert error={list.error ?? saving.error} onRetry={() => void list.refetch()} />
      <Rows<Statement>
        label={text('tab.statements')}
        rows={rows}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none.statements')}
      />
      <LoadMore list={list} />
      <Pay key={toPay?.id} statement={toPay} onClose={() => setToPay(null)} />
    </>
  );
}
