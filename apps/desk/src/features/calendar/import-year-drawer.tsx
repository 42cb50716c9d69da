import { App, Button, Drawer, Form, Input, Radio } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { YEAR_STATUS_LABELS, type CalendarYear, type ImportYearResult } from '@zhongzhi/calendar/contract';
import { useRef } from 'react';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useKitText } from '../../kit/texts.ts';
import { DayRows } from './day-rows.tsx';
import { useCalendarText } from './texts.ts';

interface Values {
  readonly status: CalendarYear['status'];
  readonly days: string;
}

/** Replaces the days of a year: read or pasted, what changes is shown, and then saved. */
export function ImportYearDrawer({
  year,
  isOpen,
  onClose,
}: {
  year: CalendarYear;
  isOpen: boolean;
  onClose: () => void;
}) {
  const text = useCalendarText();
  const kit = useKitText();
  const { say } = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const input = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: ({ values, preview }: { values: Values; preview: boolean }) =>
      api.post<ImportYearResult>(`/calendar/${year.year}`, { ...values, preview }),
    onSuccess: async ({ saved }) => {
      if (!saved) return;
      void message.success(text('saved'));
      onClose();
      await client.invalidateQueries({ queryKey: ['calendar'] });
    },
  });
  const preview = sending.data?.saved === false ? sending.data : undefined;
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    form.setFieldValue('days', await file.text());
    sending.reset();
  };
  const lines = year.days.map(({ date, kind, note }) => [date, kind, note].join(',')).join('\n');
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={560}
      title={`${text('import')} · ${year.year}`}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit('cancel')}</Button>
          {preview === undefined ? (
            <Button type="primary" loading={sending.isPending} onClick={() => form.submit()}>
              {text('import.preview')}
            </Button>
          ) : (
            <Button
              type="primary"
              loading={sending.isPending}
              onClick={() => sending.mutate({ values: form.getFieldsValue(true) as Values, preview: false })}
            >
              {text('import.save')}
            </Button>
          )}
        </div>
      }
    >
      <p>{text('import.about')}</p>
      <input
        ref={input}
        type="file"
        className="upload-input"
        aria-label={text('import.file')}
        accept=".csv,.txt"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ status: 'final', days: lines }}
        onValuesChange={() => sending.reset()}
        onFinish={(values) => sending.mutate({ values, preview: true })}
      >
        <Form.Item name="status" label={text('import.status')}>
          <Radio.Group
            options={(['final', 'provisional'] as const).map((value) => ({
              value,
              label: say(YEAR_STATUS_LABELS[value]),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="days"
          label={text('import.days')}
          rules={[{ required: true, whitespace: true, message: text('import.needed') }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 8, maxRows: 16 }}
            className="desk-number"
            placeholder={text('import.example')}
            spellCheck={false}
          />
        </Form.Item>
        <Button onClick={() => input.current?.click()}>{text('import.file')}</Button>
      </Form>
      <ProblemAlert error={sending.error} />
      {preview === undefined ? null : <Changes preview={preview} />}
    </Drawer>
  );
}

function Changes({ preview }: { preview: ImportYearResult }) {
  const text = useCalendarText();
  const { added, removed, before, after } = preview;
  return (
    <div role="status">
      <p>
        {added.length + removed.length === 0
          ? text('import.same')
          : text('import.working-days', { before: before.workingDays, after: after.workingDays })}
      </p>
      {added.length === 0 ? null : (
        <>
          <h3 className="desk-subtitle">{text('import.added', { count: added.length })}</h3>
          <DayRows days={added} />
        </>
      )}
      {removed.length === 0 ? null : (
        <>
          <h3 className="desk-subtitle">{text('import.removed', { count: removed.length })}</h3>
          <DayRows days={removed} />
        </>
      )}
    </div>
  );
}
