import { App, Button, Form, Input } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionsOfMine } from '@zhongzhi/identity/contract';
import type { Static } from 'typebox';
import { api } from '../../api.ts';
import { sessionQuery, useSession } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useKitText } from '../../kit/texts.ts';
import { minuteOf } from '../../kit/when.ts';
import { SecondFactor } from './second-factor.tsx';
import { useSecurityText } from './texts.ts';

type Device = Static<typeof SessionsOfMine>['items'][number];

/** The person's own password, second factor and devices. */
export function SecurityPage() {
  const text = useSecurityText();
  const session = useSession();
  const hasAccount = session?.staff !== null && session?.staff !== undefined;
  return (
    <>
      <PageHead title={text('title')} />
      <div className="security">
        {hasAccount ? <PasswordPanel /> : null}
        {hasAccount ? <SecondFactor isEnrolled={session.staff?.isEnrolled === true} /> : null}
      </div>
      <Devices />
    </>
  );
}

interface Values {
  readonly current: string;
  readonly next: string;
}

function PasswordPanel() {
  const text = useSecurityText();
  const kit = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values & { again: string }>();
  const changing = useMutation({
    mutationFn: ({ current, next }: Values) => api.post('/me/password', { current, next }),
    onSuccess: async () => {
      form.resetFields();
      void message.success(text('password.done'));
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const needed = { required: true, message: text('password.needed') };
  return (
    <section className="desk-panel">
      <h2>{text('password')}</h2>
      <p className="desk-muted">{text('password.about')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => changing.mutate(values)}>
        <Form.Item name="current" label={text('password.current')} rules={[needed]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={text('password.next')}
          rules={[needed, { min: 8, message: text('password.about') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={text('password.again')}
          dependencies={['next']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(text('password.differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <ProblemAlert error={changing.error} />
        <Button type="primary" htmlType="submit" loading={changing.isPending}>
          {kit('save')}
        </Button>
      </Form>
    </section>
  );
}

function Devices() {
  const text = useSecurityText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const devices = useQuery({ queryKey: ['sessions'], queryFn: () => api.get<{ items: Device[] }>('/sessions') });
  const ending = useMutation({
    mutationFn: (id: string) => api.remove(`/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (error) => void message.error(messageOf(error)),
  });
  const columns = useColumns((id) => ending.mutate(id));
  return (
    <section className="desk-panel">
      <h2>{text('devices')}</h2>
      <ProblemAlert error={devices.error} onRetry={() => void devices.refetch()} />
      <Rows<Device>
        label={text('devices')}
        rows={devices.data?.items}
        isLoading={devices.isPending}
        keyOf={({ id }) => id}
        columns={columns}
      />
    </section>
  );
}

function useColumns(onEnd: (id: string) => void): Column<Device>[] {
  const text = useSecurityText();
  const { language } = useLanguage();
  return [
    {
      key: 'device',
      title: text('devices.device'),
      isHead: true,
      show: ({ device, isCurrent }) => <strong>{isCurrent ? `${device} (${text('devices.current')})` : device}</strong>,
    },
    { key: 'address', title: text('devices.address'), show: ({ address }) => address },
    { key: 'since', title: text('devices.since'), show: ({ createdAt }) => minuteOf(createdAt, language) },
    { key: 'seen', title: text('devices.seen'), show: ({ lastSeenAt }) => minuteOf(lastSeenAt, language) },
    {
      key: 'end',
      title: text('column.steps'),
      show: ({ id, device, isCurrent }) =>
        isCurrent ? null : (
          <Button size="small" aria-label={`${text('devices.end')} ${device}`} onClick={() => onEnd(id)}>
            {text('devices.end')}
          </Button>
        ),
    },
  ];
}
