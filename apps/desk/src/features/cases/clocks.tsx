import type { ClockShape } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../i18n.ts';
import { minuteOf } from '../../kit/when.ts';
import { DueMark } from './marks.tsx';
import { useCaseText } from './texts.ts';
import { usePageText } from './texts-page.ts';

/** The clocks of a case or a task: what runs, what was met, what was missed. */
export function Clocks({ clocks }: { clocks: readonly ClockShape[] }) {
  const text = usePageText();
  if (clocks.length === 0) return null;
  return (
    <section className="desk-panel">
      <h2>{text('clocks')}</h2>
      <ClockList clocks={clocks} />
    </section>
  );
}

export function ClockList({ clocks }: { clocks: readonly ClockShape[] }) {
  const text = usePageText();
  const { say, language } = useLanguage();
  return (
    <ul className="clocks">
      {clocks.map((clock) => (
        <li key={`${clock.name}.${clock.round}.${clock.taskId ?? ''}`}>
          <span>
            {say(clock.label)}
            {clock.round > 1 ? ` (${text('clock.round', { round: clock.round })})` : ''}
          </span>
          <span className="desk-muted desk-number">{text('clock.due', { at: minuteOf(clock.dueAt, language) })}</span>
          <ClockOutcome clock={clock} />
        </li>
      ))}
    </ul>
  );
}

function ClockOutcome({ clock }: { clock: ClockShape }) {
  const text = useCaseText();
  const { language } = useLanguage();
  if (clock.stoppedAt === null)
    return <DueMark dueAt={clock.dueAt} isOverdue={clock.isOverdue} isPaused={clock.isPaused} />;
  return (
    <span className={clock.isOverdue ? 'due due-over' : 'due due-met'} title={minuteOf(clock.stoppedAt, language)}>
      {text(clock.isOverdue ? 'due.missed' : 'due.met')}
    </span>
  );
}
