import { CloseOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CalendarYear } from '@zhongzhi/calendar/contract';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { useCalendarText } from './texts.ts';

type Hours = CalendarYear['officeHours'];

/** The office hours of a working day: one to four periods. */
export function OfficeHoursDrawer({
  officeHours,
  isOpen,
  onClose,
}: {
  officeHours: Hours;
  isOpen: boolean;
  onClose: () => void;
}) {
  const text = useCalendarText();
  const kit = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ officeHours: Hours }>();
  const saving = useMutation({
    mutationFn: (input: { officeHours: Hours }) => api.put('/calendar/office-hours', input),
    onSuccess: async () => {
      void message.success(text('saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['calendar'] });
    },
  });
  const time = (label: string) => <Input type="time" aria-label={label} style={{ width: 130 }} />;
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={420}
      title={text('office-hours.edit')}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit('cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {kit('save')}
          </Button>
        </div>
      }
    >
      <p>{text('office-hours.about')}</p>
      <Form form={form} initialValues={{ officeHours }} onFinish={(values) => saving.mutate(values)}>
        <Form.List name="officeHours">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }, index) => (
                <fieldset key={key} className="office-hours">
                  <legend>{text('office-hours.period', { number: index + 1 })}</legend>
                  <Form.Item name={[name, 'from']} noStyle rules={[{ required: true }]}>
                    {time(text('office-hours.from'))}
                  </Form.Item>
                  <span aria-hidden>–</span>
                  <Form.Item name={[name, 'to']} noStyle rules={[{ required: true }]}>
                    {time(text('office-hours.to'))}
                  </Form.Item>
                  {fields.length > 1 ? (
                    <Button
                      type="text"
                      icon={<CloseOutlined />}
                      aria-label={text('office-hours.remove')}
                      onClick={() => remove(name)}
                    />
                  ) : null}
                </fieldset>
              ))}
              {fields.length < 4 ? (
                <Button onClick={() => add({ from: '', to: '' })}>{text('office-hours.add')}</Button>
              ) : null}
            </>
          )}
        </Form.List>
      </Form>
      <ProblemAlert error={saving.error} />
    </Drawer>
  );
}
