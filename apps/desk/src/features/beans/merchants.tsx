import { App, Button, Form, Input, Modal, Space, Tag } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useGrowing } from './growing.ts';
import { useBeansText } from './texts.ts';

interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly intro: string;
  readonly status: 'review' | 'active' | 'paused' | 'refused';
}

interface Period {
  readonly from: string;
  readonly to: string;
}

function Settle({ merchant, onClose }: { merchant: Merchant | null; onClose: () => void }) {
  const text = useBeansText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Period>();
  const settling = useMutation({
    mutationFn: (period: Period) =>
      api.post<{ beans: number; redemptions: number }>(`/merchants/${merchant?.id ?? ''}/statements`, period),
    onSuccess: async ({ beans, redemptions }) => {
      void message.success(text('settled', { count: redemptions, beans }));
      onClose();
      await client.invalidateQueries({ queryKey: ['beans'] });
    },
  });
  return (
    <Modal
      open={merchant !== null}
      title={`${text('settle')}：${merchant?.name ?? ''}`}
      okText={text('settle')}
      confirmLoading={settling.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Period> form={form} layout="vertical" onFinish={(period) => settling.mutate(period)}>
        <Form.Item name="from" label={text('from')} rules={[{ required: true }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="to" label={text('to')} rules={[{ required: true }]}>
          <Input type="date" />
        </Form.Item>
      </Form>
      <ProblemAlert error={settling.error} />
    </Modal>
  );
}

type Decision = Pick<Merchant, 'id' | 'status'>;

function useColumns(decide: (decision: Decision) => void, settle: (merchant: Merchant) => void): Column<Merchant>[] {
  const text = useBeansText();
  return [
    { key: 'merchant', title: text('merchant'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'address', title: text('address'), show: ({ address }) => address },
    { key: 'intro', title: text('intro'), show: ({ intro }) => intro },
    {
      key: 'state',
      title: text('state'),
      show: ({ status }) => <Tag variant="outlined">{text(`status.${status}`)}</Tag>,
    },
    {
      key: 'steps',
      title: text('steps'),
      show: (merchant) => (
        <Space wrap>
          {merchant.status === 'active' ? (
            <>
              <Button size="small" onClick={() => settle(merchant)}>
                {text('settle')}
              </Button>
              <Button size="small" danger onClick={() => decide({ id: merchant.id, status: 'paused' })}>
                {text('suspend')}
              </Button>
            </>
          ) : (
            <Button size="small" type="primary" onClick={() => decide({ id: merchant.id, status: 'active' })}>
              {text('accept')}
            </Button>
          )}
        </Space>
      ),
    },
  ];
}

/** Merchants of the district: taken in, suspended, settled with. */
export function Merchants() {
  const text = useBeansText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { list, rows } = useGrowing<Merchant>('/merchants');
  const [toSettle, setToSettle] = useState<Merchant | null>(null);
  const deciding = useMutation({
    mutationFn: ({ id, status }: Decision) => api.post(`/merchants/${id}/decision`, { status }),
    onSuccess: async () => {
      void message.success(text('done'));
      await client.invalidateQueries({ queryKey: ['beans'] });
    },
  });
  const columns = useColumns((decision) => deciding.mutate(decision), setToSettle);
  return (
    <>
      <ProblemAlert error={list.error ?? deciding.error} onRetry={() => void list.refetch()} />
      <Rows<Merchant>
        label={text('tab.merchants')}
        rows={rows}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none.merchants')}
      />
      <LoadMore list={list} />
      <Settle key={toSettle?.id} merchant={toSettle} onClose={() => setToSettle(null)} />
    </>
  );
}
