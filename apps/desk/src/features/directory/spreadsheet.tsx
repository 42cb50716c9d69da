import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Form, Input, Modal } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SheetKind } from '@zhongzhi/directory/contract';
import { api } from '../../api.ts';
import { messageOf, ProblemAlert } from '../../kit/problem.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { ImportDrawer } from './import-drawer.tsx';
import { useDirectoryText } from './texts.ts';

interface SheetFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
}

type Format = 'xlsx' | 'csv';

/** Offers the list as a spreadsheet; a list of people needs a purpose, which is recorded. */
export function ExportButton({ of }: { of: SheetKind }) {
  const text = useDirectoryText();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Format | null>(null);
  const [form] = Form.useForm<{ reason: string }>();
  const exporting = useMutation({
    mutationFn: (input: { format: Format; reason?: string }) =>
      api.post<SheetFile>('/directory/exports', { kind: of, ...input }),
    onSuccess: ({ fileName, mediaType, content }) => {
      saveFile(fileName, mediaType, content);
      setAsked(null);
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  const start = (format: Format) => (of === 'people' ? setAsked(format) : exporting.mutate({ format }));
  const items = [
    { key: 'xlsx', label: text('export.xlsx'), onClick: () => start('xlsx') },
    { key: 'csv', label: text('export.csv'), onClick: () => start('csv') },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<DownloadOutlined />} loading={exporting.isPending} aria-haspopup="menu">
          {text('export')}
        </Button>
      </Dropdown>
      <Modal
        open={asked !== null}
        title={text('export.reason.title')}
        okText={text('export')}
        onOk={() => form.submit()}
        onCancel={() => setAsked(null)}
        confirmLoading={exporting.isPending}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          onFinish={({ reason }) => asked !== null && exporting.mutate({ format: asked, reason: reason.trim() })}
        >
          <p>{text('export.reason.about')}</p>
          <Form.Item
            name="reason"
            label={text('export.reason')}
            rules={[{ required: true, whitespace: true, min: 4, message: text('unmask.reason.needed') }]}
          >
            <Input.TextArea rows={2} maxLength={300} autoFocus />
          </Form.Item>
          <ProblemAlert error={exporting.error} />
        </Form>
      </Modal>
    </>
  );
}

/** Opens the import of a list. */
export function ImportButton({ of }: { of: SheetKind }) {
  const text = useDirectoryText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => setOpen(true)}>
        {text('import')}
      </Button>
      <ImportDrawer key={String(isOpen)} of={of} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
