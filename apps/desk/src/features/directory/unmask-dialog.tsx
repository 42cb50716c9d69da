import { Form, Input, Modal, Typography } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import type { Person } from './api.ts';
import { useDirectoryText } from './texts.ts';

export interface Unmasking {
  readonly person: Person;
  readonly field: 'phone' | 'idNumber';
}

/** Asks why, then shows the whole number until it is closed; the answer is kept nowhere. */
export function UnmaskDialog({ unmasking, onClose }: { unmasking: Unmasking | null; onClose: () => void }) {
  const text = useDirectoryText();
  const kit = useKitText();
  const [form] = Form.useForm<{ reason: string }>();
  const opening = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      api.post<{ value: string }>(`/directory/people/${unmasking?.person.id ?? ''}/unmask`, {
        field: unmasking?.field,
        reason: reason.trim(),
      }),
    gcTime: 0,
  });
  const what = text(unmasking?.field === 'idNumber' ? 'person.id-number' : 'person.phone');
  const shown = opening.data?.value;
  return (
    <Modal
      open={unmasking !== null}
      title={shown === undefined ? text('unmask') : text('unmask.shown', { name: unmasking?.person.name ?? '', what })}
      onCancel={onClose}
      onOk={shown === undefined ? () => form.submit() : onClose}
      okText={shown === undefined ? text('unmask') : kit('close')}
      cancelButtonProps={{ style: shown === undefined ? {} : { display: 'none' } }}
      confirmLoading={opening.isPending}
      destroyOnHidden
    >
      {shown === undefined ? (
        <Form form={form} layout="vertical" onFinish={(values) => opening.mutate(values)}>
          <p>{text('unmask.about')}</p>
          <Form.Item
            name="reason"
            label={text('unmask.reason')}
            rules={[{ required: true, whitespace: true, min: 4, message: text('unmask.reason.needed') }]}
          >
            <Input.TextArea rows={2} maxLength={200} placeholder={text('unmask.reason.example')} autoFocus />
          </Form.Item>
          <ProblemAlert error={opening.error} />
        </Form>
      ) : (
        <>
          <Typography.Text className="desk-number people-number" copyable>
            {shown}
          </Typography.Text>
          <p className="desk-muted">{text('unmask.hides')}</p>
        </>
      )}
    </Modal>
  );
}
