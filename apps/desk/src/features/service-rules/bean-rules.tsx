import { App, Button, Card, DatePicker, Flex, Form, InputNumber } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { SERVICE_KIND_LABELS, SERVICE_KINDS } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useRulesText } from './texts.ts';

interface Rule {
  readonly version: number;
  readonly validFrom: string;
  readonly beansPerHour: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly mostPerDay: number;
  readonly months: number;
}

interface Fields {
  validFrom: Dayjs;
  beansPerHour: number;
  mostPerDay: number;
  months: number;
  byKind: Record<string, number | null>;
}

const USUAL = { beansPerHour: 1, mostPerDay: 8, months: 24, byKind: {} };

function useColumns(): Column<Rule>[] {
  const text = useRulesText();
  const { say } = useLanguage();
  const factorsOf = ({ byKind }: Rule): string =>
    SERVICE_KINDS.filter((kind) => (byKind[kind] ?? 1) !== 1)
      .map((kind) => `${say(SERVICE_KIND_LABELS[kind])} ×${byKind[kind]}`)
      .join('、');
  return [
    { key: 'from', title: text('valid-from'), isHead: true, show: ({ validFrom }) => <strong>{validFrom}</strong> },
    { key: 'version', title: text('version'), show: ({ version }) => version },
    { key: 'per-hour', title: text('per-hour'), show: ({ beansPerHour }) => beansPerHour },
    { key: 'most', title: text('most-per-day'), show: ({ mostPerDay }) => mostPerDay },
    { key: 'months', title: text('months'), show: ({ months }) => months },
    { key: 'factors', title: text('factors'), show: factorsOf },
  ];
}

/** Every version of the bean rule, and the way to publish another. */
export function BeanRules() {
  const text = useRulesText();
  const rules = useQuery({
    queryKey: ['bean-rules'],
    queryFn: () => api.get<{ items: Rule[] }>('/beans/rules'),
  });
  const columns = useColumns();
  const latest = rules.data?.items[0];
  return (
    <Flex vertical gap="middle">
      <ProblemAlert error={rules.error} onRetry={() => void rules.refetch()} />
      {rules.data === undefined ? null : <NewRule key={latest?.version} latest={latest ?? USUAL} />}
      <Rows<Rule>
        label={text('tab.beans')}
        rows={rules.data?.items}
        isLoading={rules.isPending}
        keyOf={({ version }) => String(version)}
        empty={text('none')}
        columns={columns}
      />
    </Flex>
  );
}

function NewRule({ latest }: { latest: Omit<Rule, 'version' | 'validFrom'> }) {
  const text = useRulesText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const publishing = useMutation({
    mutationFn: ({ validFrom, byKind, ...rule }: Fields) =>
      api.post('/beans/rules', {
        ...rule,
        validFrom: validFrom.format('YYYY-MM-DD'),
        byKind: Object.fromEntries(Object.entries(byKind).filter(([, factor]) => factor !== null && factor !== 1)),
      }),
    onSuccess: async () => {
      void message.success(text('published'));
      await client.invalidateQueries({ queryKey: ['bean-rules'] });
    },
  });
  const needed = [{ required: true, message: text('required') }];
  const initial = {
    ...latest,
    validFrom: dayjs().add(1, 'day'),
    byKind: Object.fromEntries(SERVICE_KINDS.map((kind) => [kind, latest.byKind[kind] ?? 1])),
  };
  return (
    <Card title={text('beans.new')} className="service-rules">
      <p className="desk-muted">{text('beans.about')}</p>
      <Form<Fields> layout="vertical" initialValues={initial} onFinish={(fields) => publishing.mutate(fields)}>
        <div className="service-rules-level">
          <Form.Item name="validFrom" label={text('valid-from')} rules={needed}>
            <DatePicker allowClear={false} minDate={dayjs().add(1, 'day')} />
          </Form.Item>
          <Form.Item name="beansPerHour" label={text('per-hour')} rules={needed}>
            <InputNumber min={0} max={1_000} precision={0} />
          </Form.Item>
          <Form.Item name="mostPerDay" label={text('most-per-day')} rules={needed}>
            <InputNumber min={0} max={10_000} precision={0} />
          </Form.Item>
          <Form.Item name="months" label={text('months')} rules={needed}>
            <InputNumber min={2} max={120} precision={0} />
          </Form.Item>
        </div>
        <h2 className="desk-subtitle">{text('by-kind')}</h2>
        <div className="service-rules-kinds">
          {SERVICE_KINDS.map((kind) => (
            <Form.Item key={kind} name={['byKind', kind]} label={say(SERVICE_KIND_LABELS[kind])}>
              <InputNumber min={0} max={10} step={0.1} />
            </Form.Item>
          ))}
        </div>
        <ProblemAlert error={publishing.error} />
        <Button type="primary" htmlType="submit" loading={publishing.isPending}>
          {text('publish')}
        </Button>
      </Form>
    </Card>
  );
}
