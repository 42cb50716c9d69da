import { App, Button, Card, Form, InputNumber, Segmented, Spin } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ServiceRules } from '@zhongzhi/volunteering/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { minuteOf } from '../../kit/when.ts';
import { useRulesText } from './texts.ts';
import { useServiceRules } from './use-rules.ts';

interface Fields {
  dailyHours: number;
  dailyMode: 'block' | 'warn' | 'allow';
  restMinutes: number;
  restMode: 'block' | 'warn' | 'allow';
  answerWorkingDays: number;
  offerHours: number;
}

/** How much one person takes on, and what volunteers are promised. */
export function LoadRules() {
  const rules = useServiceRules();
  if (rules.data === undefined)
    return rules.isPending ? (
      <Spin className="desk-waiting" />
    ) : (
      <ProblemAlert error={rules.error} onRetry={() => void rules.refetch()} />
    );
  // Rules that someone has changed meanwhile are shown anew, not written over.
  return <LoadForm key={rules.data.changedAt} rules={rules.data} />;
}

function LoadForm({ rules: { load, promises, changedAt } }: { rules: ServiceRules }) {
  const text = useRulesText();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: ({ dailyHours, dailyMode, restMinutes, restMode, ...promised }: Fields) =>
      api.put('/service-rules', {
        load: { dailyMinutes: Math.round(dailyHours * 60), dailyMode, restMinutes, restMode },
        promises: promised,
        seen: changedAt,
      }),
    onSuccess: async () => {
      void message.success(text('saved'));
      await client.invalidateQueries({ queryKey: ['service-rules'] });
    },
  });
  const needed = [{ required: true, message: text('required') }];
  const modes = (['block', 'warn', 'allow'] as const).map((value) => ({ value, label: text(`mode.${value}`) }));
  const initial: Fields = { ...load, ...promises, dailyHours: load.dailyMinutes / 60 };
  return (
    <Card className="service-rules">
      <Form<Fields> layout="vertical" initialValues={initial} onFinish={(fields) => saving.mutate(fields)}>
        <Form.Item name="dailyHours" label={text('daily')} rules={needed}>
          <InputNumber min={0.5} max={24} step={0.5} />
        </Form.Item>
        <Form.Item name="dailyMode" label={text('daily.mode')}>
          <Segmented options={modes} />
        </Form.Item>
        <Form.Item name="restMinutes" label={text('rest')} rules={needed}>
          <InputNumber min={0} max={720} precision={0} />
        </Form.Item>
        <Form.Item name="restMode" label={text('rest.mode')}>
          <Segmented options={modes} />
        </Form.Item>
        <Form.Item name="answerWorkingDays" label={text('answer')} extra={text('answer.about')} rules={needed}>
          <InputNumber min={1} max={30} precision={0} />
        </Form.Item>
        <Form.Item name="offerHours" label={text('offer')} rules={needed}>
          <InputNumber min={1} max={72} precision={0} />
        </Form.Item>
        <ProblemAlert error={saving.error} />
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {text('save')}
        </Button>
        <p className="desk-muted">
          {changedAt === null ? text('never') : text('changed', { time: minuteOf(changedAt, language) })}
        </p>
      </Form>
    </Card>
  );
}
