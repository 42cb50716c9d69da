import { App, Button, Drawer, Dropdown, Form, Input, Modal, Typography } from 'antd';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Account } from '@zhongzhi/identity/contract';
import type { Static } from 'typebox';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useMay } from '../../app/session.ts';
import { useLanguage } from '../../i18n.ts';
import { LoadMore } from '../../kit/load-more.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useKitText } from '../../kit/texts.ts';
import { minuteOf } from '../../kit/when.ts';
import { PersonSelect } from '../directory/choices.tsx';
import { useAccountsText } from './texts.ts';

type Line = Static<typeof Account>;

interface FirstPassword {
  readonly login: string;
  readonly oneTimePassword: string;
}

/** Accounts of staff: opened, reset, closed and reopened; passwords are shown once and never stored. */
export function AccountsPage() {
  const text = useAccountsText();
  const kit = useKitText();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<FirstPassword | null>(null);
  const [asking, setAsking] = useState<{ account: Line; act: 'close' | 'reset-factor' } | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['accounts'],
    queryFn: ({ pageParam }) => api.get<{ items: Line[]; next: string | null }>('/accounts', { after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const columns = useColumns(setShown, (account, act) => setAsking({ account, act }));
  return (
    <>
      <PageHead title={text('title')} about={text('about')}>
        {may('identity.account.manage') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {text('add')}
          </Button>
        ) : null}
      </PageHead>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Rows<Line>
        label={text('title')}
        rows={list.data?.pages.flatMap((page) => page.items)}
        isLoading={list.isPending}
        keyOf={({ person }) => person}
        columns={columns}
      />
      <LoadMore list={list} />
      <AddDrawer key={String(isAdding)} isOpen={isAdding} onClose={() => setAdding(false)} onOpened={setShown} />
      <ReasonDialog
        key={`${asking?.account.person ?? ''}${asking?.act ?? ''}`}
        asking={asking}
        onClose={() => setAsking(null)}
      />
      <Modal
        open={shown !== null}
        title={text('password.title', { login: shown?.login ?? '' })}
        footer={<Button onClick={() => setShown(null)}>{kit('close')}</Button>}
        onCancel={() => setShown(null)}
      >
        <Typography.Text copyable className="desk-number people-number">
          {shown?.oneTimePassword}
        </Typography.Text>
        <p className="desk-muted">{text('password.about')}</p>
      </Modal>
    </>
  );
}

function useColumns(
  onPassword: (password: FirstPassword) => void,
  onAsk: (account: Line, act: 'close' | 'reset-factor') => void,
): Column<Line>[] {
  const text = useAccountsText();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const onError = (error: unknown) => void message.error(messageOf(error));
  const onSettled = () => client.invalidateQueries({ queryKey: ['accounts'] });
  const resetting = useMutation({
    mutationFn: (id: string) => api.post<FirstPassword>(`/accounts/${id}/password`),
    onSuccess: onPassword,
    onError,
    onSettled,
  });
  const reopening = useMutation({ mutationFn: (id: string) => api.post(`/accounts/${id}/reopen`), onError, onSettled });
  const stepsOf = (account: Line) => [
    { key: 'password', label: text('reset-password'), onClick: () => resetting.mutate(account.person) },
    {
      key: 'factor',
      label: text('reset-factor'),
      disabled: !account.hasSecondFactor,
      onClick: () => onAsk(account, 'reset-factor'),
    },
    account.disabledAt === null
      ? { key: 'close', danger: true, label: text('close'), onClick: () => onAsk(account, 'close') }
      : { key: 'reopen', label: text('reopen'), onClick: () => reopening.mutate(account.person) },
  ];
  return [
    { key: 'name', title: text('person'), isHead: true, show: ({ name }) => <strong>{name}</strong> },
    { key: 'login', title: text('login'), show: ({ login }) => <code>{login}</code> },
    {
      key: 'factor',
      title: text('factor'),
      show: ({ hasSecondFactor }) => text(hasSecondFactor ? 'factor.on' : 'factor.off'),
    },
    {
      key: 'last',
      title: text('last'),
      show: ({ lastSignInAt }) => (lastSignInAt === null ? text('last.never') : minuteOf(lastSignInAt, language)),
    },
    {
      key: 'state',
      title: text('state'),
      show: ({ disabledAt, mustChangePassword }) =>
        text(disabledAt === null ? (mustChangePassword ? 'state.must-change' : 'state.open') : 'state.closed'),
    },
    {
      key: 'steps',
      title: text('steps'),
      show: (account) => (
        <Dropdown menu={{ items: stepsOf(account) }} trigger={['click']}>
          <Button size="small" aria-haspopup="menu" aria-label={`${text('more')} ${account.name}`}>
            {text('more')}
          </Button>
        </Dropdown>
      ),
    },
  ];
}

function AddDrawer({
  isOpen,
  onClose,
  onOpened,
}: {
  isOpen: boolean;
  onClose: () => void;
  onOpened: (password: FirstPassword) => void;
}) {
  const text = useAccountsText();
  const kit = useKitText();
  const client = useQueryClient();
  const [form] = Form.useForm<{ person: string; login: string }>();
  const opening = useMutation({
    mutationFn: (values: { person: string; login: string }) => api.post<FirstPassword>('/accounts', values),
    onSuccess: async (password) => {
      onClose();
      onOpened(password);
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={420}
      title={text('add')}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit('cancel')}</Button>
          <Button type="primary" loading={opening.isPending} onClick={() => form.submit()}>
            {text('add')}
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" onFinish={(values) => opening.mutate(values)}>
        <Form.Item name="person" label={text('person')} rules={[{ required: true, message: text('needed') }]}>
          <PersonSelect />
        </Form.Item>
        <Form.Item
          name="login"
          label={text('login')}
          extra={text('login.rule')}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,39}$/, message: text('login.rule') }]}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <ProblemAlert error={opening.error} />
      </Form>
    </Drawer>
  );
}

function ReasonDialog({
  asking,
  onClose,
}: {
  asking: { account: Line; act: 'close' | 'reset-factor' } | null;
  onClose: () => void;
}) {
  const text = useAccountsText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const acting = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      api.post(
        `/accounts/${asking?.account.person ?? ''}/${asking?.act === 'close' ? 'close' : 'second-factor/reset'}`,
        { reason: reason.trim() },
      ),
    onSuccess: async () => {
      void message.success(text('done'));
      onClose();
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  const title = text(asking?.act === 'close' ? 'close' : 'reset-factor');
  return (
    <Modal
      open={asking !== null}
      title={`${title} · ${asking?.account.name ?? ''}`}
      okText={title}
      okButtonProps={{ danger: true }}
      confirmLoading={acting.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => acting.mutate(values)}>
        <Form.Item
          name="reason"
          label={text('reason')}
          rules={[{ required: true, whitespace: true, message: text('needed') }]}
        >
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
        <ProblemAlert error={acting.error} />
      </Form>
    </Modal>
  );
}
