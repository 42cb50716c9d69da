import { useEffect, useState, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { dueWords } from '../due.ts';
import { useWords } from '../words.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad';

const ICONS: Record<Tone, IconName> = { plain: 'info', info: 'arrow', good: 'check', warn: 'clock', bad: 'alert' };

/** A state: an icon and a word, and a colour for those who see it. */
export function StatusTag({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={cx('zz-tag', `is-${tone}`)}>
      <Icon name={icon ?? ICONS[tone]} />
      <span>{children}</span>
    </span>
  );
}

/** The present time, told anew every half minute, so that what is left of a deadline stays true. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export interface DueTagProps {
  due: string;
  started?: string | undefined;
  /** When it was done; then the tag says whether that was in time. */
  stopped?: string | null | undefined;
  paused?: boolean;
  now?: Date;
}

/** 还剩 3 天 · 已超期 2 小时 · 暂停计时 · 按时完成. */
export function DueTag({ due, started, stopped, paused = false, now }: DueTagProps) {
  const words = useWords();
  const present = useNow();
  const deadline = new Date(due);
  if (typeof stopped === 'string') {
    const isLate = new Date(stopped) > deadline;
    return <StatusTag tone={isLate ? 'bad' : 'good'}>{isLate ? words.late : words.inTime}</StatusTag>;
  }
  if (paused) {
    return (
      <StatusTag tone="plain" icon="pause">
        {words.paused}
      </StatusTag>
    );
  }
  const said = dueWords(deadline, now ?? present, words, started === undefined ? undefined : new Date(started));
  return (
    <StatusTag tone={said.tone} icon={said.isOverdue ? 'alert' : 'clock'}>
      {said.text}
    </StatusTag>
  );
}
