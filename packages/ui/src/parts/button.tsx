import type { MouseEventHandler, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon, type IconName } from './icon.tsx';

export type ButtonTone = 'plain' | 'main' | 'danger' | 'quiet';

interface Look {
  tone?: ButtonTone;
  icon?: IconName;
  /** Fills the width. */
  block?: boolean;
  /** The name for screen readers where only the icon is shown. */
  label?: string;
  children?: ReactNode;
}

const classOf = ({ tone = 'plain', block, children }: Look): string =>
  cx('zz-button', tone !== 'plain' && `is-${tone}`, block && 'is-block', children === undefined && 'is-icon');

export interface ButtonProps extends Look {
  type?: 'button' | 'submit';
  /** While busy, a press does nothing; the button keeps the focus. */
  busy?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  onClick?: MouseEventHandler<HTMLButtonElement>;
}

/** Does something here. One `main` button a page, for what the page is for. */
export function Button({ type = 'button', busy, disabled, pressed, expanded, onClick, ...look }: ButtonProps) {
  const isOff = busy === true || disabled === true;
  return (
    <button
      type={type}
      className={classOf(look)}
      aria-label={look.label}
      aria-disabled={isOff || undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {look.icon !== undefined && <Icon name={look.icon} />}
      {look.children}
    </button>
  );
}

/** Leads somewhere, and looks like a button. `download`: the name under which what is there is saved. */
export function LinkButton({ href, download, ...look }: Look & { href: string; download?: string }) {
  return (
    <a href={href} download={download} className={classOf(look)} aria-label={look.label}>
      {look.icon !== undefined && <Icon name={look.icon} />}
      {look.children}
    </a>
  );
}
