import { App, Button, Card, DatePicker, Flex, Form, Input, InputNumber, Space, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StarScheme } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useRulesText } from './texts.ts';
import { useServiceRules } from './use-rules.ts';

type Level = StarScheme['levels'][number];
const COLOURS = { 'in-force': 'success', coming: 'processing', over: 'default' } as const;
const MOST_LEVELS = 10;

function useColumns(): Column<Level>[] {
  const text = useRulesText();
  return [
    { key: 'level', title: text('level'), isHead: true, show: ({ level }) => <strong>{level}</strong> },
    { key: 'hours', title: text('hours'), show: ({ hours }) => hours },
    { key: 'body', title: text('body'), show: ({ grantingBody }) => grantingBody },
    { key: 'years', title: text('years'), show: ({ validYears }) => validYears ?? text('years.none') },
  ];
}

function Scheme({ scheme: { validFrom, state, levels } }: { scheme: StarScheme }) {
  const text = useRulesText();
  const columns = useColumns();
  const title = validFrom === null ? text('stars.usual') : text('stars.of', { day: validFrom });
  return (
    <section className="desk-panel">
      <h2>
        {title} <Tag color={COLOURS[state]}>{text(`state.${state}`)}</Tag>
      </h2>
      <Rows<Level> label={title} rows={levels} keyOf={({ level }) => String(level)} columns={columns} />
    </section>
  );
}

/** Every version of the star scheme, and the way to publish another. */
export function StarSchemes() {
  const rules = useServiceRules();
  const schemes = rules.data?.stars ?? [];
  const latest = schemes[0];
  return (
    <Flex vertical gap="middle">
      <ProblemAlert error={rules.error} onRetry={() => void rules.refetch()} />
      {latest === undefined ? null : <NewScheme key={latest.validFrom} levels={latest.levels} />}
      <div>
        {schemes.map((scheme) => (
          <Scheme key={scheme.validFrom ?? ''} scheme={scheme} />
        ))}
      </div>
    </Flex>
  );
}

interface Fields {
  validFrom: Dayjs;
  levels: { hours: number; grantingBody: string; validYears?: number | null }[];
}

function NewScheme({ levels }: { levels: readonly Level[] }) {
  const text = useRulesText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const publishing = useMutation({
    mutationFn: ({ validFrom, levels: set }: Fields) =>
      api.post('/service-rules/stars', {
        validFrom: validFrom.format('YYYY-MM-DD'),
        levels: set.map(({ hours, grantingBody, validYears }, index) => ({
          level: index + 1,
          hours,
          grantingBody: grantingBody.trim(),
          validYears: validYears ?? null,
        })),
      }),
    onSuccess: async () => {
      void message.success(text('published'));
      await client.invalidateQueries({ queryKey: ['service-rules'] });
    },
  });
  const needed = [{ required: true, message: text('required') }];
  return (
    <Card title={text('stars.new')} className="service-rules">
      <p className="desk-muted">{text('stars.about')}</p>
      <Form<Fields>
        layout="vertical"
        initialValues={{ validFrom: dayjs().add(1, 'day'), levels: [...levels] }}
        onFinish={(fields) => publishing.mutate(fields)}
      >
        <Form.Item name="validFrom" label={text('valid-from')} rules={needed}>
          <DatePicker allowClear={false} minDate={dayjs().add(1, 'day')} />
        </Form.Item>
        <Form.List name="levels">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <LevelFields key={key} name={name} />
              ))}
              <Space wrap className="service-rules-steps">
                <Button disabled={fields.length >= MOST_LEVELS} onClick={() => add({ grantingBody: '' })}>
                  {text('add')}
                </Button>
                <Button disabled={fields.length <= 1} onClick={() => remove(fields.length - 1)}>
                  {text('drop')}
                </Button>
              </Space>
            </>
          )}
        </Form.List>
        <ProblemAlert error={publishing.error} />
        <Button type="primary" htmlType="submit" loading={publishing.isPending}>
          {text('publish')}
        </Button>
      </Form>
    </Card>
  );
}

function LevelFields({ name }: { name: number }) {
  const text = useRulesText();
  const needed = [{ required: true, message: text('required') }];
  const of = (label: string): string => `${text('level')} ${name + 1} · ${label}`;
  return (
    <div className="service-rules-level">
      <Form.Item name={[name, 'hours']} label={of(text('hours'))} rules={needed}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
      <Form.Item name={[name, 'grantingBody']} label={text('body')} rules={[...needed, { min: 2 }]}>
        <Input maxLength={60} aria-label={of(text('body'))} />
      </Form.Item>
      <Form.Item name={[name, 'validYears']} label={`${text('years')}（${text('years.about')}）`}>
        <InputNumber min={1} max={50} precision={0} aria-label={of(text('years'))} />
      </Form.Item>
    </div>
  );
}
