import { useState, type ChangeEvent } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

export interface Photo {
  id: string;
  /** Small picture for the list. */
  url: string;
  /** Large picture for the preview; the small one where there is no other. */
  largeUrl?: string;
  /** What can be seen, if someone has said. */
  text?: string;
}

export interface PhotosProps {
  photos: readonly Photo[];
  onRemove?: (id: string) => void;
}

/** Pictures in a grid; each opens large. */
export function Photos({ photos, onRemove }: PhotosProps) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <div className="zz-photos">
        <PhotoTiles photos={photos} onOpen={setShown} {...(onRemove === undefined ? {} : { onRemove })} />
      </div>
      <PhotoPreview photos={photos} at={shown} onMove={setShown} />
    </>
  );
}

export interface PhotoPickerProps {
  photos: readonly Photo[];
  onAdd: (files: File[]) => void;
  onRemove: (id: string) => void;
  most?: number;
  accept?: string;
  label?: string;
}

/** Takes or chooses pictures: phones offer camera and album by themselves. */
export function PhotoPicker({ photos, onAdd, onRemove, most = 9, accept = 'image/*', label }: PhotoPickerProps) {
  const words = useWords();
  const [shown, setShown] = useState<number | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const left = most - photos.length;
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, left);
    // The same picture can be chosen again after it was removed.
    event.target.value = '';
    if (files.length > 0) onAdd(files);
  };
  return (
    <>
      <div className="zz-photos">
        <PhotoTiles photos={photos} onOpen={setShown} onRemove={onRemove} />
        {left > 0 && (
          <label className={cx('zz-photo-add', photos.length === 0 && 'is-alone', hasFocus && 'has-focus')}>
            <Icon name="camera" />
            <span>{label ?? words.addPhotos}</span>
            <span className="zz-quiet">{words.photosLeft(left)}</span>
            <input
              type="file"
              accept={accept}
              multiple
              onChange={take}
              onFocus={() => setHasFocus(true)}
              onBlur={() => setHasFocus(false)}
            />
          </label>
        )}
      </div>
      <PhotoPreview photos={photos} at={shown} onMove={setShown} />
    </>
  );
}

function PhotoTiles({ photos, onOpen, onRemove }: PhotosProps & { onOpen: (index: number) => void }) {
  const words = useWords();
  return (
    <>
      {photos.map((photo, index) => (
        <div key={photo.id} className="zz-photo">
          <button
            type="button"
            className="zz-photo-open"
            aria-label={words.openPhoto(index + 1)}
            onClick={() => onOpen(index)}
          >
            <img src={photo.url} alt={photo.text ?? ''} loading="lazy" decoding="async" />
          </button>
          {onRemove !== undefined && (
            <button
              type="button"
              className="zz-photo-remove"
              aria-label={words.removePhoto(index + 1)}
              onClick={() => onRemove(photo.id)}
            >
              <span>
                <Icon name="close" />
              </span>
            </button>
          )}
        </div>
      ))}
    </>
  );
}

interface PreviewProps {
  photos: readonly Photo[];
  at: number | null;
  onMove: (at: number | null) => void;
}

function PhotoPreview({ photos, at, onMove }: PreviewProps) {
  const words = useWords();
  const photo = at === null ? undefined : photos[at];
  if (at === null || photo === undefined) return null;
  const last = photos.length - 1;
  return (
    <Dialog open wide title={words.photo(at + 1, photos.length)} onClose={() => onMove(null)}>
      <img
        className="zz-preview"
        src={photo.largeUrl ?? photo.url}
        alt={photo.text ?? words.photo(at + 1, photos.length)}
      />
      {last > 0 && (
        <div className="zz-preview-nav">
          <Button icon="left" disabled={at === 0} onClick={() => onMove(at - 1)}>
            {words.previous}
          </Button>
          <Button icon="right" disabled={at === last} onClick={() => onMove(at + 1)}>
            {words.next}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
