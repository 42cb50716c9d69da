import { Alert, Button, Drawer, Form } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ActionDescription, CaseDetail } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { api, ApiProblem } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { caseQuery } from './api.ts';
import { FieldItems, showFieldErrors } from './form/field-items.tsx';
import { inputOf } from './form/values.ts';
import { useStepText } from './step-texts.ts';

export interface Step {
  readonly action: ActionDescription;
  readonly taskId?: string;
  readonly about?: string;
}

interface Props {
  readonly detail: CaseDetail;
  readonly step: Step | null;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
}

/** The form of one step, beside the case; it carries the version that the person sees, so that no step is taken on an old picture. */
export function StepDrawer({ detail, step, onClose, onDone }: Props) {
  const { say } = useLanguage();
  return (
    <Drawer
      open={step !== null}
      onClose={onClose}
      size={480}
      title={step === null ? '' : `${say(step.action.label)} · ${detail.number}`}
      destroyOnHidden
    >
      {step === null ? null : <StepForm detail={detail} step={step} onClose={onClose} onDone={onDone} />}
    </Drawer>
  );
}

/** What is known already stands in the form: nobody types it twice. */
function startingValues(
  { form }: ActionDescription,
  { category, urgency, title, description }: CaseDetail,
): Record<string, unknown> {
  const known: Readonly<Record<string, unknown>> = { category, urgency, publicTitle: title, publicText: description };
  return Object.fromEntries(
    form.flatMap(({ key }) => (known[key] === undefined || known[key] === null ? [] : [[key, known[key]]])),
  );
}

function StepForm({ detail, step, onClose, onDone }: Props & { step: Step }) {
  const text = useStepText();
  const kit = useKitText();
  const { say } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Record<string, unknown>>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { action, taskId } = step;
  const taking = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api.post<CaseDetail>(
        `/cases/${detail.id}/actions/${action.name}`,
        {
          version: detail.version,
          ...(taskId === undefined ? {} : { taskId }),
          ...(action.form.length > 0 ? { input: inputOf(action.form, values) } : {}),
        },
        key,
      ),
    onSuccess: (after) => {
      client.setQueryData(caseQuery(detail.id).queryKey, after);
      onClose();
      onDone?.();
    },
    onError: (error) => {
      showFieldErrors(form, action.form, error);
      // What was refused may be corrected and sent again: that is another request.
      if (error instanceof ApiProblem && error.status !== 0 && error.status !== 503) setKey(crypto.randomUUID());
      if (error instanceof ApiProblem && error.status === 410) {
        onClose();
        onDone?.();
      }
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['cases', 'list'] }),
        client.invalidateQueries({ queryKey: ['cases', 'counts'] }),
      ]),
  });
  const isOutdated = taking.error instanceof ApiProblem && taking.error.status === 409;
  const reload = async () => {
    await client.invalidateQueries({ queryKey: ['cases', 'one', detail.id] });
    onClose();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      name={`step-${action.name}`}
      scrollToFirstError
      initialValues={startingValues(action, detail)}
      onFinish={(values) => taking.mutate(values)}
    >
      {step.about === undefined ? null : <p className="desk-muted">{step.about}</p>}
      {action.hint === undefined ? null : <Alert type="info" showIcon title={say(action.hint)} className="step-hint" />}
      {action.form.length === 0 ? <p>{text('confirm', { step: say(action.label), title: detail.title })}</p> : null}
      <FieldItems fields={action.form} caseType={detail.type} />
      <ProblemAlert error={taking.error} />
      <div className="desk-drawer-foot step-foot">
        <Button onClick={onClose}>{kit('cancel')}</Button>
        {isOutdated ? (
          <Button type="primary" onClick={() => void reload()}>
            {text('reload')}
          </Button>
        ) : (
          <Button type="primary" danger={action.tone === 'danger'} htmlType="submit" loading={taking.isPending}>
            {say(action.label)}
          </Button>
        )}
      </div>
    </Form>
  );
}
