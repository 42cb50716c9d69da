import { CloseOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { messageOf } from '../../../kit/problem.tsx';
import { smallImageAddress, uploadFile } from '../files.ts';
import { useFormText } from '../texts.ts';

interface Props {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (value: string[]) => void;
  readonly most: number;
  readonly isPhotos: boolean;
}

const LIMIT = 20 * 1024 * 1024;

/** Uploads files as they are chosen and holds their ids; nothing is attached to a case before the form is sent. */
export function UploadControl({ id, value = [], onChange, most, isPhotos }: Props) {
  const text = useFormText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    const added: string[] = [];
    for (const file of files.slice(0, most - value.length)) {
      if (file.size > LIMIT) {
        void message.error(text('upload.too-large', { name: file.name }));
        continue;
      }
      try {
        const uploaded = await uploadFile(file);
        setNames((known) => ({ ...known, [uploaded]: file.name }));
        added.push(uploaded);
      } catch (error) {
        void message.error(messageOf(error));
      }
    }
    setBusy(false);
    if (added.length > 0) onChange?.([...value, ...added]);
  };
  return (
    <div className="upload">
      <input
        ref={input}
        id={id}
        type="file"
        multiple={most > 1}
        className="upload-input"
        {...(isPhotos ? { accept: 'image/jpeg,image/png,image/webp,image/heic' } : {})}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <ul>
        {value.map((file) => (
          <li key={file}>
            {isPhotos ? (
              <img src={smallImageAddress(file)} alt={names[file] ?? ''} />
            ) : (
              <span>{names[file] ?? file}</span>
            )}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={text('upload.remove', { name: names[file] ?? '' })}
              onClick={() => onChange?.(value.filter((other) => other !== file))}
            />
          </li>
        ))}
      </ul>
      <Button
        icon={<UploadOutlined />}
        loading={isBusy}
        disabled={value.length >= most}
        onClick={() => input.current?.click()}
      >
        {text(isBusy ? 'upload.busy' : isPhotos ? 'upload.photo' : 'upload')}
      </Button>
      <span className="desk-muted"> {text('upload.limit', { most })}</span>
    </div>
  );
}
