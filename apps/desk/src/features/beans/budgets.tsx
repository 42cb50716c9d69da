import { App, Button, Card, Flex, Form, Input, InputNumber } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useGrowing } from './growing.ts';
import { useBeansText } from './texts.ts';

interface Budget {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  readonly left: number;
  readonly source: string;
}

type Fields = Pick<Budget, 'name' | 'amount' | 'source'>;

function useColumns(): Column<Budget>[] {
  const text = useBeansText();
  return [
    { key: 'name', title: text('name'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'amount', title: text('amount'), show: ({ amount }) => amount },
    { key: 'left', title: text('left'), show: ({ left }) => left },
    { key: 'source', title: text('source'), show: ({ source }) => source },
  ];
}

/** The budgets that service is credited from. */
export function Budgets() {
  const text = useBeansText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const { list, rows } = useGrowing<Budget>('/beans/budgets');
  const opening = useMutation({
    mutationFn: (fields: Fields) => api.post('/beans/budgets', fields),
    onSuccess: async () => {
      void message.success(text('done'));
      form.resetFields();
      await client.invalidateQueries({ queryKey: ['beans'] });
    },
  });
  const columns = useColumns();
  return (
    <Flex vertical gap="middle">
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Budget>
        label={text('tab.budgets')}
        rows={rows}
        isLoading={list.isPending}
        keyOf={({ id }) => id}
        columns={columns}
        empty={text('none.budgets')}
      />
      <LoadMore list={list} />
      <Card title={text('open')}>
        <Form<Fields> form={form} layout="vertical" onFinish={(fields) => opening.mutate(fields)}>
          <Form.Item name="name" label={text('name')} rules={[{ required: true, min: 2 }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="amount" label={text('amount')} rules={[{ required: true }]}>
            <InputNumber min={1} max={1_000_000_000} precision={0} />
          </Form.Item>
          <Form.Item name="source" label={text('source')} rules={[{ required: true, min: 2 }]}>
            <Input maxLength={200} />
          </Form.Item>
          <ProblemAlert error={opening.error} />
          <Button type="primary" htmlType="submit" loading={opening.isPending}>
            {text('open')}
          </Button>
        </Form>
      </Card>
    </Flex>
  );
}
