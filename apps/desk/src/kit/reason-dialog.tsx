import { App, Input, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { ProblemAlert } from './problem.tsx';
import { useKitText } from './texts.ts';

/** A decision that is about to be taken: where it goes, what is sent with the reason, and what the button says. */
export interface Decision {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly label: string;
  /** What the interface calls the reason, where it is not `reason`. */
  readonly reasonAs?: string;
  readonly isHard?: boolean;
}

const LEAST = 4;

/** Asks for the reason of a decision, and takes it. */
export function ReasonDialog({
  decision,
  of,
  onClose,
}: {
  decision: Decision | null;
  /** What is read anew once it is taken: the first part of the query keys. */
  of: string;
  onClose: () => void;
}) {
  const text = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const deciding = useMutation({
    mutationFn: () =>
      api.post(decision?.path ?? '', { ...decision?.body, [decision?.reasonAs ?? 'reason']: reason.trim() }),
    onSuccess: async () => {
      void message.success(text('decided'));
      onClose();
      await client.invalidateQueries({ queryKey: [of] });
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
      <label htmlFor="decision-reason">{text('reason')}</label>
      <Input.TextArea
        id="decision-reason"
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
