import { Alert, App, Button, Checkbox, Drawer } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RowFault, SheetKind } from '@zhongzhi/directory/contract';
import { api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { readBase64, saveFile } from '../../kit/save-file.ts';
import { useKitText } from '../../kit/texts.ts';
import { useDirectoryText } from './texts.ts';

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
}

interface Preview {
  readonly id: string;
  readonly fileName: string;
  readonly rows: number;
  readonly expected: Counts;
  readonly faults: readonly RowFault[];
  readonly ignoredColumns: readonly string[];
  readonly result: Counts | null;
}

const LIMIT = 6 * 1024 * 1024;

/** Checks a spreadsheet, shows every bad row, and imports only when that is confirmed. */
export function ImportDrawer({ of, isOpen, onClose }: { of: SheetKind; isOpen: boolean; onClose: () => void }) {
  const text = useDirectoryText();
  const kit = useKitText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [skips, setSkips] = useState(false);
  const checking = useMutation({
    mutationFn: async (file: File) =>
      api.post<Preview>('/directory/imports', { kind: of, fileName: file.name, content: await readBase64(file) }),
    onSuccess: () => setSkips(false),
  });
  const confirming = useMutation({
    mutationFn: (id: string) => api.post<Preview>(`/directory/imports/${id}/confirm`, { skipBadRows: skips }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['directory'] }),
  });
  const template = async () => {
    try {
      const { fileName, mediaType, content } = await api.get<{ fileName: string; mediaType: string; content: string }>(
        `/directory/templates/${of}`,
      );
      saveFile(fileName, mediaType, content);
    } catch (error) {
      void message.error(messageOf(error));
    }
  };
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LIMIT) void message.error(text('import.too-large'));
    else checking.mutate(file);
  };
  const preview = checking.data;
  const result = confirming.data?.result;
  const bad = new Set(preview?.faults.map(({ row }) => row)).size;
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size="large"
      title={text(`import.title.${of}`)}
      footer={
        <div className="desk-drawer-foot">
          <Button onClick={onClose}>{kit(result ? 'close' : 'cancel')}</Button>
          {preview === undefined || result ? null : (
            <Button
              type="primary"
              disabled={bad > 0 && !skips}
              loading={confirming.isPending}
              onClick={() => confirming.mutate(preview.id)}
            >
              {text('import.confirm')}
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
        aria-label={text('import.choose')}
        accept=".xlsx,.csv"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p className="desk-head-actions">
        <Button
          type={preview === undefined ? 'primary' : 'default'}
          loading={checking.isPending}
          disabled={result !== null && result !== undefined}
          onClick={() => input.current?.click()}
        >
          {text(preview === undefined ? 'import.choose' : 'import.again')}
        </Button>
        <Button onClick={() => void template()}>{text('import.template')}</Button>
      </p>
      <ProblemAlert error={checking.error ?? confirming.error} />
      {result ? (
        <Alert type="success" showIcon role="status" title={text('import.done', { ...result })} />
      ) : preview === undefined ? null : (
        <Checked preview={preview} bad={bad} skips={skips} onSkips={setSkips} />
      )}
    </Drawer>
  );
}

function Checked({
  preview,
  bad,
  skips,
  onSkips,
}: {
  preview: Preview;
  bad: number;
  skips: boolean;
  onSkips: (skips: boolean) => void;
}) {
  const text = useDirectoryText();
  const columns = useColumns();
  const { rows, expected, faults, fileName, ignoredColumns } = preview;
  return (
    <>
      <Alert
        type={bad === 0 ? 'success' : 'warning'}
        showIcon
        role="status"
        title={text('import.found', { name: fileName, rows, ...expected })}
        description={
          ignoredColumns.length === 0 ? undefined : text('import.ignored', { columns: ignoredColumns.join('、') })
        }
      />
      {bad === 0 ? null : (
        <>
          <h3 className="desk-subtitle">{text('import.bad', { bad })}</h3>
          <Rows<RowFault>
            label={text('import.faults')}
            rows={faults}
            keyOf={({ row, column, zh }) => `${row}.${column}.${zh}`}
            columns={columns}
          />
          <p>
            <Checkbox checked={skips} onChange={({ target }) => onSkips(target.checked)}>
              {text('import.skip', { bad })}
            </Checkbox>
          </p>
        </>
      )}
    </>
  );
}

function useColumns(): Column<RowFault>[] {
  const text = useDirectoryText();
  const { language } = useLanguage();
  return [
    { key: 'row', title: text('import.row'), width: 70, show: ({ row }) => <span className="desk-number">{row}</span> },
    { key: 'column', title: text('import.column'), width: 140, show: ({ column }) => column },
    { key: 'problem', title: text('import.problem'), show: (fault) => fault[language] },
  ];
}
