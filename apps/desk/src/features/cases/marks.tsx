import { ClockCircleOutlined, PauseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { URGENCY_LABELS, type CaseTypeDescription, type Urgency } from '@zhongzhi/casework/contract';
import { useLanguage, type Label } from '../../i18n.ts';
import { minuteOf, spanOf } from '../../kit/when.ts';
import { useNow } from '../../kit/use-now.ts';
import { useCaseText } from './texts.ts';

/** A state in words, coloured by how far the matter is; the word carries the meaning. */
export function StatusMark({ label, phase }: { label: Label; phase: string }) {
  const { say } = useLanguage();
  return <span className={`mark mark-${phase}`}>{say(label)}</span>;
}

/** The state of a line of the board, named by its type. */
export function LineStatus({
  type,
  status,
  phase,
}: {
  type: CaseTypeDescription | undefined;
  status: string;
  phase: string;
}) {
  const label = type?.statuses.find(({ name }) => name === status)?.label ?? { zh: status, en: status };
  return <StatusMark label={label} phase={phase} />;
}

/** Urgency; the two that cannot wait stand out. */
export function UrgencyMark({ urgency }: { urgency: string | null }) {
  const { say } = useLanguage();
  if (urgency === null) return null;
  const label = URGENCY_LABELS[urgency as Urgency] as Label | undefined;
  return <span className={`urgency urgency-${urgency}`}>{label === undefined ? urgency : say(label)}</span>;
}

interface DueProps {
  readonly dueAt: string | null;
  readonly isOverdue: boolean;
  readonly isDone?: boolean;
  readonly isPaused?: boolean;
}

const SOON_MS = 4 * 3_600_000;

/** How much time is left, or by how much it is overdue, with an icon and words; the exact time on hover and for screen readers. */
export function DueMark({ dueAt, isOverdue, isDone, isPaused }: DueProps) {
  const text = useCaseText();
  const { language } = useLanguage();
  const now = useNow();
  if (isDone === true || dueAt === null) return null;
  if (isPaused === true) {
    return (
      <span className="due">
        <PauseCircleOutlined aria-hidden /> {text('due.paused')}
      </span>
    );
  }
  const span = spanOf(dueAt, language, now);
  const isSoon = !isOverdue && new Date(dueAt).getTime() - now < SOON_MS;
  return (
    <span className={isOverdue ? 'due due-over' : isSoon ? 'due due-soon' : 'due'} title={minuteOf(dueAt, language)}>
      {isOverdue ? <WarningOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />}{' '}
      {text(isOverdue ? 'due.over' : 'due.left', { span })}
    </span>
  );
}
