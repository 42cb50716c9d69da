import { App, Button, Drawer, Form, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { findRole, ROLES } from '@zhongzhi/directory/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { OrganisationSelect, PersonSelect, RegionSelect } from './choices.tsx';
import { useDirectoryText } from './texts.ts';

interface Values {
  readonly person: string;
  readonly role: string;
  readonly place?: string;
  readonly unit?: string;
}

/** Grants a post; it asks for the scope that the post needs and for nothing else. */
export function GrantDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const text = useDirectoryText();
  const kit = useKitText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const definition = findRole(Form.useWatch('role', form) ?? '');
  const granting = useMutation({
    mutationFn: (values: Values) =>
      api.post(
        '/directory/roles',
        Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)),
      ),
    onSuccess: async () => {
      void message.success(text('saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['directory'] });
    },
  });
  const needed = (isNeeded: boolean, label: string) => [{ required: isNeeded, message: text('needed', { label }) }];
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={420}
      title={text('grants.add')}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit('cancel')}</Button>
          <Button type="primary" loading={granting.isPending} onClick={() => form.submit()}>
            {text('grants.add')}
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" onFinish={(values) => granting.mutate(values)}>
        <Form.Item name="person" label={text('grants.person')} rules={needed(true, text('grants.person'))}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="role" label={text('grants.role')} rules={needed(true, text('grants.role'))}>
          <Select
            options={ROLES.map((one) => ({ value: one.role, label: say(one.label) }))}
            onChange={() => form.resetFields(['place', 'unit'])}
          />
        </Form.Item>
        {definition === undefined || definition.place === 'none' ? null : (
          <Form.Item
            name="place"
            label={text('grants.place')}
            rules={needed(definition.place === 'required', text('grants.place'))}
          >
            <RegionSelect allowClear lengths={definition.placeLengths} />
          </Form.Item>
        )}
        {definition === undefined || definition.unit === 'none' ? null : (
          <Form.Item
            name="unit"
            label={text('grants.unit')}
            rules={needed(definition.unit === 'required', text('grants.unit'))}
          >
            <OrganisationSelect allowClear kinds={definition.unitKinds} />
          </Form.Item>
        )}
        <ProblemAlert error={granting.error} />
      </Form>
    </Drawer>
  );
}
