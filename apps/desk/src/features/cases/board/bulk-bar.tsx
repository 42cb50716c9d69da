import { App, Button, Drawer, Form } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ActionDescription, CaseLine } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useLanguage } from '../../../i18n.ts';
import { ProblemAlert } from '../../../kit/problem.tsx';
import { useKitText } from '../../../kit/texts.ts';
import { FieldItems, showFieldErrors } from '../form/field-items.tsx';
import { inputOf } from '../form/values.ts';
import { useBoardText } from './texts.ts';

interface Result {
  readonly done: number;
  readonly results: readonly { readonly id: string; readonly ok: boolean; readonly detail: string | null }[];
}

interface Props {
  readonly actions: readonly ActionDescription[];
  readonly lines: readonly CaseLine[];
  readonly onClear: () => void;
}

/** The steps that can be taken on several cases at once; each is taken or refused by itself. */
export function BulkBar({ actions, lines, onClear }: Props) {
  const text = useBoardText();
  const { say } = useLanguage();
  const [action, setAction] = useState<ActionDescription | null>(null);
  if (lines.length === 0) return null;
  return (
    <div className="bulk-bar" role="group" aria-label={text('selected', { count: lines.length })}>
      <strong aria-live="polite">{text('selected', { count: lines.length })}</strong>
      {actions.map((one) => (
        <Button key={one.name} size="small" danger={one.tone === 'danger'} onClick={() => setAction(one)}>
          {say(one.label)}
        </Button>
      ))}
      <Button size="small" type="link" onClick={onClear}>
        {text('unselect')}
      </Button>
      <Drawer
        open={action !== null}
        onClose={() => setAction(null)}
        size={480}
        destroyOnHidden
        title={action === null ? '' : text('bulk.title', { step: say(action.label), count: lines.length })}
      >
        {action === null ? null : (
          <BulkForm action={action} lines={lines} onClose={() => setAction(null)} onDone={onClear} />
        )}
      </Drawer>
    </div>
  );
}

function BulkForm({
  action,
  lines,
  onClose,
  onDone,
}: {
  action: ActionDescription;
  lines: readonly CaseLine[];
  onClose: () => void;
  onDone: () => void;
}) {
  const text = useBoardText();
  const kit = useKitText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Record<string, unknown>>();
  const taking = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api.post<Result>(
        '/cases/bulk',
        {
          action: action.name,
          cases: lines.map(({ id, version }) => ({ id, version })),
          ...(action.form.length > 0 ? { input: inputOf(action.form, values) } : {}),
        },
        crypto.randomUUID(),
      ),
    onSuccess: async ({ done, results }) => {
      void message.success(text('bulk.done', { done }));
      await client.invalidateQueries({ queryKey: ['cases'] });
      if (results.every(({ ok }) => ok)) {
        onClose();
        onDone();
      }
    },
    onError: (error) => showFieldErrors(form, action.form, error),
  });
  const refused = (taking.data?.results ?? []).filter(({ ok }) => !ok);
  if (refused.length > 0) {
    return (
      <>
        <p>{text('bulk.refused', { count: refused.length })}</p>
        <ul>
          {refused.map(({ id, detail }) => (
            <li key={id}>
              <span className="desk-number">{lines.find((line) => line.id === id)?.number}</span> {detail}
            </li>
          ))}
        </ul>
        <Button
          type="primary"
          onClick={() => {
            onClose();
            onDone();
          }}
        >
          {kit('close')}
        </Button>
      </>
    );
  }
  return (
    <Form form={form} layout="vertical" name={`bulk-${action.name}`} onFinish={(values) => taking.mutate(values)}>
      <FieldItems fields={action.form} />
      <ProblemAlert error={taking.error} />
      <div className="desk-drawer-foot step-foot">
        <Button onClick={onClose}>{kit('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={taking.isPending} danger={action.tone === 'danger'}>
          {say(action.label)}
        </Button>
      </div>
    </Form>
  );
}
