import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useWords } from '../words.ts';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tags.tsx';

export interface StepsProps {
  steps: readonly string[];
  /** The step being done, from 0. */
  at: number;
}

/** Where one stands in a form of several pages. */
export function Steps({ steps, at }: StepsProps) {
  const words = useWords();
  return (
    <ol className="zz-steps" aria-label={words.step(at + 1, steps.length)}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={cx('zz-step', index === at && 'is-here', index < at && 'is-done')}
          aria-current={index === at ? 'step' : undefined}
        >
          {step}
          {index < at && <span className="zz-hidden">{words.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}

export interface Moment {
  key: string;
  title: ReactNode;
  /** When, in words. */
  time: string;
  /** For machines: the instant. */
  at?: string;
  actor?: ReactNode;
  words?: ReactNode;
  tone?: Tone;
  icon?: IconName;
  /** Photos, facts, links. */
  more?: ReactNode;
}

const ICONS: Record<Tone, IconName> = { plain: 'words', info: 'arrow', good: 'check', warn: 'clock', bad: 'alert' };

/** What happened, in order: time, who, what. The state is told by icon and word, not by colour alone. */
export function Timeline({ moments, label }: { moments: readonly Moment[]; label: string }) {
  return (
    <ol className="zz-timeline" aria-label={label}>
      {moments.map((moment) => (
        <li key={moment.key} className={cx('zz-moment', moment.tone !== undefined && `is-${moment.tone}`)}>
          <span className="zz-moment-mark">
            <Icon name={moment.icon ?? ICONS[moment.tone ?? 'plain']} />
          </span>
          <div className="zz-moment-head">
            <span className="zz-moment-title">{moment.title}</span>
            <time className="zz-moment-time" dateTime={moment.at}>
              {moment.time}
            </time>
          </div>
          {moment.actor !== undefined && <div className="zz-quiet">{moment.actor}</div>}
          {moment.words !== undefined && <div className="zz-moment-words">{moment.words}</div>}
          {moment.more}
        </li>
      ))}
    </ol>
  );
}
