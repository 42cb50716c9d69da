import { Alert, Button, Form, Input, Typography } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { sessionQuery } from '../../app/session.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useSecurityText } from './texts.ts';

/** Sets up the authenticator: the key is shown once, proved by a code, and answered with recovery codes. */
export function SecondFactor({ isEnrolled }: { isEnrolled: boolean }) {
  const text = useSecurityText();
  const client = useQueryClient();
  const beginning = useMutation({
    mutationFn: () => api.post<{ secret: string; uri: string }>('/me/second-factor'),
    gcTime: 0,
  });
  const confirming = useMutation({
    mutationFn: ({ code }: { code: string }) =>
      api.post<{ recoveryCodes: string[] }>('/me/second-factor/confirm', { code }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    gcTime: 0,
  });
  const codes = confirming.data?.recoveryCodes;
  const secret = beginning.data?.secret;
  return (
    <section className="desk-panel">
      <h2>{text('factor')}</h2>
      {codes === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={text('factor.recovery')}
          description={
            <Typography.Text copyable className="desk-number recovery-codes">
              {codes.join('\n')}
            </Typography.Text>
          }
        />
      )}
      {codes !== undefined || secret !== undefined ? null : (
        <>
          <p>{text(isEnrolled ? 'factor.on' : 'factor.off')}</p>
          <Button
            type={isEnrolled ? 'default' : 'primary'}
            loading={beginning.isPending}
            onClick={() => beginning.mutate()}
          >
            {text(isEnrolled ? 'factor.renew' : 'factor.begin')}
          </Button>
        </>
      )}
      {codes !== undefined || secret === undefined ? null : (
        <Form layout="vertical" requiredMark={false} onFinish={(input: { code: string }) => confirming.mutate(input)}>
          <p>{text('factor.secret')}</p>
          <p>
            <Typography.Text copyable code>
              {secret}
            </Typography.Text>
          </p>
          <Form.Item
            name="code"
            label={text('factor.code')}
            rules={[{ required: true, pattern: /^\d{6}$/, message: text('factor.code') }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ maxWidth: 160 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={confirming.isPending}>
            {text('factor.confirm')}
          </Button>
        </Form>
      )}
      <ProblemAlert error={beginning.error ?? confirming.error} />
    </section>
  );
}
