import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { uploadFile } from '../cases/files.ts';
import { useRosterText } from './texts.ts';

interface Sample {
  readonly row: number;
  readonly cells: readonly string[];
}

interface Preview {
  readonly columns: readonly { readonly label: string; readonly required: boolean; readonly heading: string | null }[];
  readonly ignored: readonly string[];
  readonly sample: readonly Sample[];
  readonly declaration: string;
}

interface Fields {
  readonly organisation: string;
  readonly everyoneAgreed: true;
}

/** Chooses a sheet, shows how it is read, takes the declaration that everyone agreed, and starts. */
export function NewRoster({ onStarted }: { onStarted: (id: string) => void }) {
  const text = useRosterText();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const checking = useMutation({
    mutationFn: async (chosen: File) => {
      const file = await uploadFile(chosen);
      return { file, preview: await api.post<Preview>('/volunteer-imports/preview', { file }) };
    },
  });
  const starting = useMutation({
    mutationFn: (fields: Fields & { file: string }) =>
      api.post<{ id: string }>('/volunteer-imports', fields, crypto.randomUUID()),
    onSuccess: ({ id }) => onStarted(id),
  });
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    setName(file.name);
    checking.mutate(file);
  };
  const missing = checking.data?.preview.columns.filter(({ required, heading }) => required && heading === null) ?? [];
  return (
    <>
      <section className="desk-panel">
        <h2>{text('step.file')}</h2>
        <input
          ref={input}
          type="file"
          className="upload-input"
          aria-label={text('file')}
          accept=".xlsx,.csv"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button
          type={name === null ? 'primary' : 'default'}
          loading={checking.isPending}
          onClick={() => input.current?.click()}
        >
          {text(name === null ? 'file' : 'file.again')}
        </Button>{' '}
        {name === null ? (
          <span className="desk-muted">{text('file.about')}</span>
        ) : (
          <strong className="desk-wrap">{name}</strong>
        )}
        <ProblemAlert error={checking.error ?? starting.error} />
      </section>
      {checking.data === undefined || checking.isPending ? null : (
        <>
          <Checked preview={checking.data.preview} />
          {missing.length > 0 ? (
            <Alert
              type="error"
              showIcon
              title={text('columns.missing', { columns: missing.map(({ label }) => label).join('、') })}
            />
          ) : (
            <Declaration
              declaration={checking.data.preview.declaration}
              isBusy={starting.isPending}
              onStart={(fields) => starting.mutate({ ...fields, file: checking.data.file })}
            />
          )}
        </>
      )}
    </>
  );
}

function useSampleColumns({ columns }: Preview): Column<Sample>[] {
  const text = useRosterText();
  const row: Column<Sample> = {
    key: 'row',
    title: text('row'),
    width: 70,
    show: (sample) => <span className="desk-number">{sample.row}</span>,
  };
  return [
    row,
    ...columns.flatMap(({ label, heading }, index) =>
      heading === null
        ? []
        : [{ key: label, title: label, isHead: index === 0, show: ({ cells }: Sample) => cells[index] }],
    ),
  ];
}

function Checked({ preview }: { preview: Preview }) {
  const text = useRosterText();
  const columns = useSampleColumns(preview);
  return (
    <section className="desk-panel">
      <h2>{text('step.check')}</h2>
      {preview.ignored.length === 0 ? null : (
        <Alert type="info" showIcon title={text('columns.ignored', { columns: preview.ignored.join('、') })} />
      )}
      <h3 className="desk-subtitle">{text('sample')}</h3>
      <Rows<Sample> label={text('sample')} rows={preview.sample} keyOf={({ row }) => String(row)} columns={columns} />
    </section>
  );
}

function Declaration({
  declaration,
  isBusy,
  onStart,
}: {
  declaration: string;
  isBusy: boolean;
  onStart: (fields: Fields) => void;
}) {
  const text = useRosterText();
  return (
    <section className="desk-panel">
      <h2>{text('step.start')}</h2>
      <Form<Fields> layout="vertical" onFinish={onStart}>
        <Form.Item name="organisation" label={text('organisation')} rules={[{ required: true, min: 2 }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="everyoneAgreed"
          valuePropName="checked"
          rules={[{ required: true, type: 'enum', enum: [true], message: declaration }]}
        >
          <Checkbox>{declaration}</Checkbox>
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" loading={isBusy}>
          {text('start')}
        </Button>
      </Form>
    </section>
  );
}
