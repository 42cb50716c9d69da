import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tags.tsx';

/** Nothing here yet: says so, and what to do next. */
export function EmptyState({
  icon = 'file',
  title,
  children,
}: {
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="zz-state">
      <Icon name={icon} />
      <p>{title}</p>
      {children}
    </div>
  );
}

/** Bones of what is coming; screen readers hear that something is loading. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const words = useWords();
  return (
    <div role="status" className="zz-loading">
      <span className="zz-hidden">{words.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="zz-bone" style={{ width: `${[88, 100, 72, 94][index % 4]}%` }} aria-hidden="true" />
      ))}
    </div>
  );
}

/** It did not work: why, and a way to try again. */
export function ErrorState({
  title,
  detail,
  onRetry,
}: {
  title?: ReactNode;
  detail?: ReactNode;
  onRetry?: () => void;
}) {
  const words = useWords();
  return (
    <div className="zz-state is-bad" role="alert">
      <Icon name="alert" />
      <p>
        <strong>{title ?? words.failed}</strong>
      </p>
      {detail !== undefined && <p>{detail}</p>}
      {onRetry !== undefined && (
        <Button icon="retry" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
    </div>
  );
}

const NOTICE_ICONS: Record<Exclude<Tone, 'plain'>, IconName> = {
  info: 'info',
  good: 'check',
  warn: 'alert',
  bad: 'alert',
};

/** A sentence that stands out within a page. */
export function Notice({ tone = 'info', children }: { tone?: Exclude<Tone, 'plain'>; children: ReactNode }) {
  return (
    <div className={cx('zz-notice', `is-${tone}`)} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={NOTICE_ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** More of a list, when the reader wants it. */
export function Pager({ hasMore, busy = false, onMore }: { hasMore: boolean; busy?: boolean; onMore: () => void }) {
  const words = useWords();
  if (!hasMore) return null;
  return (
    <div className="zz-pager">
      <Button busy={busy} onClick={onMore}>
        {busy ? words.moreBusy : words.more}
      </Button>
    </div>
  );
}
