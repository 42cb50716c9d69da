import type { Phase } from '@zhongzhi/casework/contract';
import { DueTag, StatusTag, type IconName, type Tone } from '@zhongzhi/ui';

const LOOKS: Record<Phase, { tone: Tone; icon: IconName }> = {
  new: { tone: 'info', icon: 'send' },
  open: { tone: 'info', icon: 'arrow' },
  waiting: { tone: 'warn', icon: 'person' },
  done: { tone: 'good', icon: 'check' },
};

/** Ends that are not successes: said without the green of success. */
const OTHER_ENDS = new Set(['not-accepted', 'withdrawn', 'merged']);

interface Standing {
  status: string;
  phase: string;
  dueAt: string | null;
  isOverdue: boolean;
  openedAt: string;
}

/** The look of a state. */
export function lookOf(status: string, phase: string): { tone: Tone; icon: IconName } {
  if (OTHER_ENDS.has(status)) return { tone: 'plain', icon: 'info' };
  return LOOKS[phase as Phase] ?? LOOKS.open;
}

/** Where a matter stands, and by when. */
export function CaseTags({ of, label }: { of: Standing; label: string }) {
  const { tone, icon } = lookOf(of.status, of.phase);
  return (
    <div className="zz-row">
      <StatusTag tone={tone} icon={icon}>
        {label}
      </StatusTag>
      {of.phase === 'done' || of.dueAt === null ? null : <DueTag due={of.dueAt} started={of.openedAt} />}
    </div>
  );
}
