import { Button, Form, Input, Typography } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useSignInText } from './texts.ts';

type FirstAnswer = { readonly challenge: string } | { readonly person: { readonly id: string } };

/** Password first, then the second factor; nothing of the first is kept once the second is asked for. */
export function PasswordForm({ onEntered }: { onEntered: () => Promise<void> }) {
  const [challenge, setChallenge] = useState<string | null>(null);
  const go = async (answer: FirstAnswer) => ('challenge' in answer ? setChallenge(answer.challenge) : onEntered());
  return challenge === null ? (
    <First onDone={go} />
  ) : (
    <Second challenge={challenge} onEntered={onEntered} onBack={() => setChallenge(null)} />
  );
}

function First({ onDone }: { onDone: (answer: FirstAnswer) => Promise<void> }) {
  const text = useSignInText();
  const sending = useMutation({
    mutationFn: (input: { login: string; password: string }) => api.post<FirstAnswer>('/sign-in/password', input),
    onSuccess: onDone,
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(input: { login: string; password: string }) => sending.mutate(input)}
    >
      <Form.Item name="login" label={text('account')} rules={[{ required: true, message: text('account.needed') }]}>
        <Input size="large" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={text('password')}
        rules={[{ required: true, message: text('password.needed') }]}
      >
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      <ProblemAlert error={sending.error} />
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={sending.isPending}
        style={{ margin: '12px 0' }}
      >
        {text('next')}
      </Button>
      <Typography.Text type="secondary">{text('forgotten')}</Typography.Text>
    </Form>
  );
}

function Second({
  challenge,
  onEntered,
  onBack,
}: {
  challenge: string;
  onEntered: () => Promise<void>;
  onBack: () => void;
}) {
  const text = useSignInText();
  const sending = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      await api.post('/sign-in/second-factor', { challenge, code });
      await onEntered();
    },
  });
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(input: { code: string }) => sending.mutate(input)}>
      <p>{text('code.about')}</p>
      <Form.Item name="code" label={text('code')} rules={[{ required: true, min: 6, message: text('code.needed') }]}>
        <Input size="large" autoComplete="one-time-code" maxLength={20} autoFocus />
      </Form.Item>
      <ProblemAlert error={sending.error} />
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={sending.isPending}
        style={{ margin: '12px 0' }}
      >
        {text('enter')}
      </Button>
      <Button type="link" style={{ padding: 0 }} onClick={onBack}>
        {text('code.back')}
      </Button>
    </Form>
  );
}
