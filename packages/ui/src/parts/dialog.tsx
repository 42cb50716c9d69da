import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children?: ReactNode;
  /** Buttons at the end. */
  foot?: ReactNode;
  wide?: boolean;
}

/** A question or a picture before the page: the browser's own dialog, which keeps the focus and closes on Escape. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({ onClose, title, children, foot, wide }: Omit<DialogProps, 'open'>) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const words = useWords();
  const [isPlain, setIsPlain] = useState(false);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog === null) return;
    if (typeof dialog.showModal === 'function') dialog.showModal();
    else {
      setIsPlain(true);
      dialog.querySelector('button')?.focus();
    }
    return () => {
      if (typeof dialog.close === 'function') dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={cx('zz-dialog', wide && 'is-wide', isPlain && 'is-plain')}
      aria-labelledby={titleId}
      {...(isPlain ? { role: 'dialog', 'aria-modal': true } : {})}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="zz-dialog-head">
        <h2 id={titleId}>{title}</h2>
        <Button tone="quiet" icon="close" label={words.close} onClick={onClose} />
      </div>
      <div className="zz-dialog-body">{children}</div>
      {foot !== undefined && <div className="zz-dialog-foot">{foot}</div>}
    </dialog>
  );
}
