import { App, Input, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useCirclesText } from './texts.ts';

/** A decision that is about to be taken: where it goes, what is sent with the reason, and what the button says. */
export interface Decision {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly isHard?: boolean;
}

const LEAST = 4;

/** Asks for the reason of a decision, and takes it. */
export function ReasonDialog({ decision, onClose }: { decision: Decision | null; onClose: () => void }) {
  const text = useCirclesText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const deciding = useMutation({
    mutationFn: () => api.post(decision?.path ?? '', { ...decision?.body, reason: reason.trim() }),
    onSuccess: async () => {
      void message.success(text('done'));
      onClose();
      await client.invalidateQueries({ queryKey: ['circles'] });
    },
  });
  return (
    <Modal
      open={decision !== null}
      title={decision?.label}
      okText={decision?.label}
      okButtonProps={{ disabled: reason.trim().length < LEAST, danger: decision?.isHard === true }}
      confirmLoading={deciding.isPending}
      onOk={() => deciding.mutate()}
      onCancel={onClose}
    >
      <label htmlFor="circle-reason">{text('reason')}</label>
      <Input.TextArea
        id="circle-reason"
        rows={3}
        maxLength={300}
        showCount
        placeholder={text('reason.about')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <ProblemAlert error={deciding.error} />
    </Modal>
  );
}
