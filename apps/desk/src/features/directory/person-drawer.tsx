import { App, Button, Drawer, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import type { Person } from './api.ts';
import { RegionSelect } from './choices.tsx';
import { useDirectoryText } from './texts.ts';

interface Values {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly place?: string | null;
}

/** Numbers left empty stay as they are: the page never holds the whole ones. */
const changesOf = ({ name, phone, idNumber, place }: Values, isNew: boolean): Record<string, unknown> => ({
  name: name.trim(),
  ...(phone ? { phone } : {}),
  ...(idNumber ? { idNumber } : {}),
  ...(place ? { place } : isNew ? {} : { place: null }),
});

/** Adds or edits a person beside the list. */
export function PersonDrawer({ editing, onClose }: { editing: Person | 'new' | null; onClose: () => void }) {
  const text = useDirectoryText();
  const kit = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const before = editing === 'new' || editing === null ? undefined : editing;
  const saving = useMutation({
    mutationFn: (values: Values) =>
      before === undefined
        ? api.post('/directory/people', changesOf(values, true))
        : api.patch(`/directory/people/${before.id}`, { version: before.version, ...changesOf(values, false) }),
    onSuccess: async () => {
      void message.success(text('saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['directory', 'people'] });
    },
  });
  const keep = before === undefined ? {} : { extra: text('person.keep') };
  return (
    <Drawer
      open={editing !== null}
      onClose={onClose}
      size={420}
      title={text(before === undefined ? 'person.add' : 'person.edit')}
      footer={
        <div className="desk-drawer-foot">
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
        initialValues={before === undefined ? {} : { name: before.name, place: before.place }}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item
          name="name"
          label={text('person.name')}
          rules={[{ required: true, whitespace: true, message: text('needed', { label: text('person.name') }) }]}
        >
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="phone" label={text('person.phone')} {...keep}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" placeholder={before?.phone ?? ''} />
        </Form.Item>
        <Form.Item name="idNumber" label={text('person.id-number')} {...keep}>
          <Input maxLength={18} autoComplete="off" placeholder={before?.idNumber ?? ''} />
        </Form.Item>
        <Form.Item name="place" label={text('person.home')}>
          <RegionSelect allowClear />
        </Form.Item>
        <ProblemAlert error={saving.error} />
      </Form>
    </Drawer>
  );
}
