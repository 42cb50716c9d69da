import { Alert, App, Button, Form, Select } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { readBase64 } from '../../kit/save-file.ts';
import { minuteOf } from '../../kit/when.ts';
import { BadRows, type BadRow } from './bad-rows.tsx';
import { ImportRun } from './import-run.tsx';
import { useHotlineText } from './texts.ts';

type Mapping = Readonly<Record<string, string | undefined>>;

interface Sample {
  readonly row: number;
  readonly number: string;
  readonly title: string;
  readonly at: string;
}

interface Preview {
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly columns: readonly { readonly name: string; readonly required: boolean; readonly label: string }[];
  readonly rows: number;
  readonly sample: readonly Sample[];
  readonly bad: readonly BadRow[];
}

interface Chosen {
  readonly name: string;
  readonly content: string;
}

const LIMIT = 6 * 1024 * 1024;

/** Brings a hotline spreadsheet in: file, columns, check, and then the progress of the import. */
export function HotlineImportPage() {
  const text = useHotlineText();
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const run = search['run'];
  const go = (id?: string) => void navigate({ to: '/import', search: id === undefined ? {} : { run: id } });
  return (
    <>
      <PageHead title={text('title')} about={text('about')} />
      {run === undefined ? <Prepare onStarted={go} /> : <ImportRun id={run} onNew={() => go()} />}
    </>
  );
}

function Prepare({ onStarted }: { onStarted: (id: string) => void }) {
  const text = useHotlineText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const checking = useMutation({
    mutationFn: ({ content, mapping }: { content: string; mapping?: Mapping }) =>
      api.post<Preview>('/appeals/imports/preview', { content, ...(mapping === undefined ? {} : { mapping }) }),
  });
  const starting = useMutation({
    mutationFn: ({ name, content, mapping }: Chosen & { mapping: Mapping }) =>
      api.post<{ id: string }>('/appeals/imports', { fileName: name, content, mapping }, crypto.randomUUID()),
    onSuccess: ({ id }) => onStarted(id),
  });
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LIMIT) {
      void message.error(text('file.too-large'));
      return;
    }
    const content = await readBase64(file);
    setChosen({ name: file.name, content });
    checking.mutate({ content });
  };
  const preview = checking.data;
  return (
    <>
      <section className="desk-panel">
        <h2>{text('step.file')}</h2>
        <input
          ref={input}
          type="file"
          className="upload-input"
          aria-label={text('file')}
          accept=".xlsx"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button
          type={chosen === null ? 'primary' : 'default'}
          loading={checking.isPending}
          onClick={() => input.current?.click()}
        >
          {text(chosen === null ? 'file' : 'file.again')}
        </Button>{' '}
        {chosen === null ? <span className="desk-muted">{text('file.about')}</span> : <strong>{chosen.name}</strong>}
        <ProblemAlert error={checking.error ?? starting.error} />
      </section>
      {preview === undefined || chosen === null ? null : (
        <>
          <Columns
            key={chosen.name}
            preview={preview}
            isBusy={checking.isPending}
            onCheck={(mapping) => checking.mutate({ content: chosen.content, mapping })}
          />
          <Checked preview={preview} />
          <Button
            type="primary"
            size="large"
            className="hotline-start"
            loading={starting.isPending}
            disabled={preview.rows === preview.bad.length || checking.isPending}
            onClick={() => starting.mutate({ ...chosen, mapping: preview.mapping })}
          >
            {text('start')}
          </Button>
        </>
      )}
    </>
  );
}

function Columns({
  preview,
  isBusy,
  onCheck,
}: {
  preview: Preview;
  isBusy: boolean;
  onCheck: (mapping: Mapping) => void;
}) {
  const text = useHotlineText();
  const { columns, headings, mapping } = preview;
  const check = (values: Mapping) =>
    onCheck(
      Object.fromEntries(
        Object.entries(values).filter(([, heading]) => heading !== undefined && heading !== null && heading !== ''),
      ),
    );
  return (
    <section className="desk-panel">
      <h2>{text('step.columns')}</h2>
      <p className="desk-muted">{text('columns.about')}</p>
      <Form layout="vertical" initialValues={mapping} onFinish={check}>
        <div className="hotline-columns">
          {columns.map(({ name, label, required }) => (
            <Form.Item key={name} name={name} label={label} rules={[{ required, message: label }]}>
              <Select
                allowClear={!required}
                placeholder={text('columns.none')}
                options={headings
                  .filter((heading) => heading !== '')
                  .map((heading) => ({ value: heading, label: heading }))}
              />
            </Form.Item>
          ))}
        </div>
        <Button htmlType="submit" loading={isBusy}>
          {text('columns.check')}
        </Button>
      </Form>
    </section>
  );
}

function Checked({ preview }: { preview: Preview }) {
  const text = useHotlineText();
  const { rows, bad, sample } = preview;
  const columns = useSampleColumns();
  return (
    <section className="desk-panel">
      <h2>{text('step.check')}</h2>
      <Alert
        type={bad.length === 0 ? 'success' : 'warning'}
        showIcon
        role="status"
        title={bad.length === 0 ? text('check.good', { rows }) : text('check.bad', { rows, bad: bad.length })}
      />
      {bad.length === 0 ? null : <BadRows rows={bad} />}
      <h3 className="desk-subtitle">{text('check.sample')}</h3>
      <Rows<Sample> label={text('check.sample')} rows={sample} keyOf={({ row }) => String(row)} columns={columns} />
    </section>
  );
}

function useSampleColumns(): Column<Sample>[] {
  const text = useHotlineText();
  const { language } = useLanguage();
  return [
    { key: 'row', title: text('row'), width: 70, show: ({ row }) => <span className="desk-number">{row}</span> },
    { key: 'number', title: text('number'), show: ({ number }) => <span className="desk-number">{number}</span> },
    { key: 'title', title: text('matter'), isHead: true, show: ({ title }) => title },
    { key: 'at', title: text('at'), show: ({ at }) => <span className="desk-number">{minuteOf(at, language)}</span> },
  ];
}
