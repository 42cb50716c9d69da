import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ORGANISATION_KINDS } from '@zhongzhi/directory/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import type { Organisation } from './api.ts';
import { OrganisationSelect, PersonSelect, RegionSelect } from './choices.tsx';
import { useDirectoryText } from './texts.ts';

type Values = Pick<Organisation, 'kind' | 'name'> &
  Partial<Pick<Organisation, 'shortName' | 'place' | 'parent' | 'phone' | 'address'>> & {
    creditCode?: string | null;
    contactPerson?: string | null;
  };

const KEYS = ['kind', 'name', 'shortName', 'place', 'parent', 'phone', 'address'] as const;

/** What the form starts with. */
const valuesOf = (before: Organisation): Values => ({
  ...(Object.fromEntries(KEYS.map((key) => [key, before[key]])) as unknown as Values),
  creditCode: before.staff?.creditCode ?? null,
  contactPerson: before.staff?.contactPerson ?? null,
});

/** An emptied field becomes null: the interface tells "remove" from "leave as it is". */
const emptied = (values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value === undefined || value === '' ? null : typeof value === 'string' ? value.trim() : value,
    ]),
  );

/** Adds or edits an organisation beside the list. */
export function OrganisationDrawer({
  editing,
  onClose,
}: {
  editing: Organisation | 'new' | null;
  onClose: () => void;
}) {
  const text = useDirectoryText();
  const kit = useKitText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const before = editing === 'new' || editing === null ? undefined : editing;
  const saving = useMutation({
    mutationFn: (values: Values) =>
      before === undefined
        ? api.post(
            '/directory/organisations',
            Object.fromEntries(Object.entries(emptied(values)).filter(([, value]) => value !== null)),
          )
        : api.patch(`/directory/organisations/${before.id}`, { version: before.staff?.version, ...emptied(values) }),
    onSuccess: async () => {
      void message.success(text('saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['directory', 'organisations'] });
    },
  });
  const needed = (label: string) => [{ required: true, whitespace: true, message: text('needed', { label }) }];
  return (
    <Drawer
      open={editing !== null}
      onClose={onClose}
      size={460}
      title={text(before === undefined ? 'organisations.add' : 'organisations.edit')}
      footer={
        <div className="desk-drawer-foot">
          {before?.active === true ? <EndButton organisation={before} onEnded={onClose} /> : null}
          <Button onClick={onClose}>{kit('cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {kit('save')}
          </Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={before === undefined ? {} : valuesOf(before)}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item
          name="kind"
          label={text('kind')}
          rules={[{ required: true, message: text('needed', { label: text('kind') }) }]}
        >
          <Select options={ORGANISATION_KINDS.map((one) => ({ value: one.kind, label: say(one.label) }))} />
        </Form.Item>
        <Form.Item name="name" label={text('name')} rules={needed(text('name'))}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="shortName" label={text('short-name')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="creditCode"
          label={text('credit-code')}
          rules={[{ pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/, message: text('credit-code.wrong') }]}
          normalize={(value: string) => value.trim().toUpperCase()}
        >
          <Input maxLength={18} className="desk-number" />
        </Form.Item>
        <Form.Item name="place" label={text('place')}>
          <RegionSelect allowClear />
        </Form.Item>
        <Form.Item name="parent" label={text('parent')}>
          <OrganisationSelect allowClear />
        </Form.Item>
        <Form.Item name="phone" label={text('phone')}>
          <Input maxLength={30} inputMode="tel" />
        </Form.Item>
        <Form.Item name="address" label={text('address')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="contactPerson" label={text('contact')}>
          <PersonSelect allowClear />
        </Form.Item>
        <ProblemAlert error={saving.error} />
      </Form>
    </Drawer>
  );
}

/** Ends an organisation after asking; its history stays. */
function EndButton({ organisation, onEnded }: { organisation: Organisation; onEnded: () => void }) {
  const text = useDirectoryText();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => api.post(`/directory/organisations/${organisation.id}/end`),
    onSuccess: async () => {
      onEnded();
      await client.invalidateQueries({ queryKey: ['directory', 'organisations'] });
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  const ask = () =>
    void modal.confirm({
      title: text('organisations.end.title', { name: organisation.name }),
      content: text('organisations.end.about'),
      okText: text('organisations.end'),
      okButtonProps: { danger: true },
      onOk: () => ending.mutateAsync().catch(() => undefined),
    });
  return (
    <Button danger style={{ marginRight: 'auto' }} onClick={ask}>
      {text('organisations.end')}
    </Button>
  );
}
