import { App, Button, Form, Spin } from 'antd';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CaseTypeDescription } from '@zhongzhi/casework/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { PageMissing } from '../../app/page-failure.tsx';
import { defineTexts, useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { caseTypesQuery } from './api.ts';
import { FieldItems, showFieldErrors } from './form/field-items.tsx';
import { inputOf } from './form/values.ts';

const useOpenText = defineTexts('case-open', {
  title: ['新建{{type}}', 'New {{type}}'],
  send: ['提交', 'Submit'],
  opened: ['已提交，编号{{number}}', 'Submitted as {{number}}'],
});

/** Opens a case from the desk with the form that its type describes. */
export function OpenCasePage() {
  const { type: name = '' } = useParams({ strict: false });
  const types = useQuery(caseTypesQuery);
  if (types.isPending) return <Spin className="desk-waiting" />;
  if (types.isError) return <ProblemAlert error={types.error} onRetry={() => void types.refetch()} />;
  const type = types.data.find((one) => one.name === name);
  return type === undefined || !type.mayOpen ? <PageMissing /> : <OpenCase key={name} type={type} />;
}

function OpenCase({ type }: { type: CaseTypeDescription }) {
  const text = useOpenText();
  const kit = useKitText();
  const { say } = useLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const [form] = Form.useForm<Record<string, unknown>>();
  const [key] = useState(() => crypto.randomUUID());
  const opening = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api.post<{ id: string; number: string }>('/cases', { type: type.name, form: inputOf(type.form, values) }, key),
    onSuccess: async ({ id, number }) => {
      void message.success(text('opened', { number }));
      await navigate({ to: '/cases/$id', params: { id } });
    },
    onError: (error) => showFieldErrors(form, type.form, error),
  });
  // A link may fill fields in, such as the case that a supervision is about.
  const filled = Object.fromEntries(
    type.form.flatMap(({ key: field }) => (search[field] === undefined ? [] : [[field, search[field]]])),
  );
  return (
    <>
      <PageHead title={text('title', { type: say(type.label) })} about={say(type.about)} />
      <section className="desk-panel open-case">
        <Form
          form={form}
          layout="vertical"
          name={`open-${type.name}`}
          scrollToFirstError
          initialValues={filled}
          onFinish={(values) => opening.mutate(values)}
        >
          <FieldItems fields={type.form} />
          <ProblemAlert error={opening.error} />
          <div className="desk-drawer-foot step-foot">
            <Button onClick={() => window.history.back()}>{kit('cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={opening.isPending}>
              {text('send')}
            </Button>
          </div>
        </Form>
      </section>
    </>
  );
}
