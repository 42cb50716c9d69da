import { App, Button, Card, Form, Input, InputNumber } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { IssuerRules } from '@zhongzhi/certificates/contract';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { useCertificatesText } from './texts.ts';

type Fields = Pick<IssuerRules, 'contact' | 'postingDays' | 'validMonths'>;

/** How a unit certifies: contact, posting period, validity. */
export function IssuerForm({ unit }: { unit: string }) {
  const text = useCertificatesText();
  const kit = useKitText();
  const { message } = App.useApp();
  const rules = useQuery({
    queryKey: ['certificates', 'issuer', unit],
    queryFn: () => api.get<IssuerRules>(`/certificates/issuers/${unit}`),
  });
  const saving = useMutation({
    mutationFn: ({ contact, postingDays, validMonths }: Fields) =>
      api.put(`/certificates/issuers/${unit}`, { contact, postingDays, validMonths: validMonths ?? null }),
    onSuccess: () => void message.success(kit('saved')),
  });
  if (rules.data === undefined) return <ProblemAlert error={rules.error} onRetry={() => void rules.refetch()} />;
  return (
    <Card title={text('rules')}>
      <Form<Fields> layout="vertical" initialValues={rules.data} onFinish={(fields) => saving.mutate(fields)}>
        <Form.Item name="contact" label={text('contact')} rules={[{ required: true, min: 4 }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="postingDays" label={text('posting')} rules={[{ required: true }]}>
          <InputNumber min={0} max={60} precision={0} />
        </Form.Item>
        <Form.Item name="validMonths" label={text('valid')}>
          <InputNumber min={1} max={600} precision={0} />
        </Form.Item>
        <ProblemAlert error={saving.error} />
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {kit('save')}
        </Button>
      </Form>
    </Card>
  );
}
