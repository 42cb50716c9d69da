import { Button, Field, Icon, PhotoPicker, useToast } from '@zhongzhi/ui';
import { newKey, shrinkImage, useTexts } from '@zhongzhi/web-kit';
import { useEffect, useMemo, useState } from 'react';
import { formTexts } from './texts.ts';
import type { Shot } from './values.ts';

interface ShotsFieldProps {
  label: string;
  hint?: string | undefined;
  required: boolean;
  most: number;
  shots: readonly Shot[];
  onChange: (shots: readonly Shot[]) => void;
  error?: string | undefined;
}

/** Addresses of blobs on this device, given back when they are no longer shown. */
function useBlobUrls(shots: readonly Shot[]): ReadonlyMap<string, string> {
  const urls = useMemo(() => new Map(shots.map((shot) => [shot.key, URL.createObjectURL(shot.blob)])), [shots]);
  useEffect(
    () => () => {
      for (const url of urls.values()) URL.revokeObjectURL(url);
    },
    [urls],
  );
  return urls;
}

/** Photos: made small on this device before anything is sent. */
export function PhotosField({ label, hint, required, most, shots, onChange, error }: ShotsFieldProps) {
  const t = useTexts(formTexts);
  const say = useToast();
  const urls = useBlobUrls(shots);
  const [isBusy, setIsBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setIsBusy(true);
    const added: Shot[] = [];
    let isUnreadable = false;
    for (const file of files) {
      try {
        added.push({ key: newKey(), blob: (await shrinkImage(file)).blob, name: file.name });
      } catch {
        isUnreadable = true;
      }
    }
    if (isUnreadable) say(t('unreadable'), 'bad');
    onChange([...shots, ...added].slice(0, most));
    setIsBusy(false);
  };
  return (
    <Field label={label} hint={hint} required={required} error={error} group>
      <div aria-busy={isBusy}>
        <PhotoPicker
          photos={shots.map(({ key }) => ({ id: key, url: urls.get(key) ?? '' }))}
          most={most}
          onAdd={(files) => void add(files)}
          onRemove={(key) => onChange(shots.filter((shot) => shot.key !== key))}
        />
      </div>
    </Field>
  );
}

/** Documents and photos, by name. */
export function FilesField({ label, hint, required, most, shots, onChange, error }: ShotsFieldProps) {
  const t = useTexts(formTexts);
  return (
    <Field label={label} hint={hint} required={required} error={error} group>
      <ul className="zz-stack is-tight">
        {shots.map(({ key, name }) => (
          <li key={key} className="zz-row is-apart">
            <span>{name}</span>
            <Button
              tone="quiet"
              icon="remove"
              label={t('remove', { name })}
              onClick={() => onChange(shots.filter((shot) => shot.key !== key))}
            />
          </li>
        ))}
      </ul>
      <label className="zz-photo-add">
        <Icon name="file" />
        <span>{t('addFiles')}</span>
        <input
          type="file"
          multiple
          accept="image/*,.pdf,.docx,.xlsx"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            onChange(
              [...shots, ...files.map((file) => ({ key: newKey(), blob: file, name: file.name }))].slice(0, most),
            );
          }}
        />
      </label>
    </Field>
  );
}
