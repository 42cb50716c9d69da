import type { CaseDetail } from '@zhongzhi/casework/contract';
import { Card, DueTag, Notice } from '@zhongzhi/ui';
import { useDates, useSay, useTexts } from '@zhongzhi/web-kit';
import { CaseTags } from './tags.tsx';
import { caseTexts } from './texts.ts';

/** Where it stands now, with whom, and by when each step is due. */
export function Standing({ of }: { of: CaseDetail }) {
  const t = useTexts(caseTexts);
  const say = useSay();
  const dates = useDates();
  const clocks = of.clocks.filter((clock) => clock.stoppedAt === null && clock.taskId === null);
  return (
    <Card title={t('at')}>
      <div className="zz-stack is-tight">
        <CaseTags of={{ ...of, dueAt: null }} label={say(of.statusLabel)} />
        {of.unit === null || of.phase === 'done' ? null : <p>{t('unit', { unit: of.unit.name })}</p>}
        {of.phase === 'done' ? null : (
          <ul className="zz-stack is-tight">
            {clocks.map((clock) => (
              <li key={`${clock.name}-${clock.round}`} className="zz-row">
                <span>{t('due', { clock: say(clock.label), time: dates.by(clock.dueAt) })}</span>
                <DueTag due={clock.dueAt} started={clock.startedAt} paused={clock.isPaused} />
              </li>
            ))}
          </ul>
        )}
        {of.isOverdue ? <Notice tone="bad">{t('overdueNote')}</Notice> : null}
      </div>
    </Card>
  );
}
