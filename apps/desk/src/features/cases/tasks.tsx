import { Button } from 'antd';
import type { ClockShape, TaskShape } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../i18n.ts';
import { ClockList } from './clocks.tsx';
import { FactList } from './fact-list.tsx';
import { StatusMark } from './marks.tsx';
import type { Step } from './step-form.tsx';
import { usePageText } from './texts-page.ts';

interface Props {
  readonly tasks: readonly TaskShape[];
  readonly clocks: readonly ClockShape[];
  readonly onStep: (step: Step) => void;
}

/** The units that work on a case side by side, each with its state, clocks and results. */
export function Tasks({ tasks, clocks, onStep }: Props) {
  const text = usePageText();
  if (tasks.length === 0) return null;
  return (
    <section className="desk-panel">
      <h2>
        {text('tasks')}{' '}
        <span className="desk-muted">
          {text('tasks.progress', { done: tasks.filter(({ phase }) => phase === 'done').length, all: tasks.length })}
        </span>
      </h2>
      <TaskColumns tasks={tasks} clocks={clocks} onStep={onStep} />
    </section>
  );
}

export function TaskColumns({ tasks, clocks, onStep }: Props) {
  return (
    <div className="tasks">
      {tasks.map((task) => (
        <TaskCard
          key={task.id}
          task={task}
          clocks={clocks.filter(({ taskId }) => taskId === task.id)}
          onStep={onStep}
        />
      ))}
    </div>
  );
}

function TaskCard({
  task,
  clocks,
  onStep,
}: {
  task: TaskShape;
  clocks: readonly ClockShape[];
  onStep: (step: Step) => void;
}) {
  const { say } = useLanguage();
  return (
    <div role="group" className={task.isOverdue ? 'task is-over' : 'task'} aria-label={task.unit.name}>
      <div className="task-head">
        <h3>{task.unit.name}</h3>
        <StatusMark label={task.statusLabel} phase={task.phase} />
      </div>
      <ClockList clocks={clocks} />
      <FactList facts={task.facts.map(({ label, value }) => ({ key: label.en, label: say(label), value }))} />
      <div className="task-actions">
        {task.actions.map((action) => (
          <Button
            key={action.name}
            size="small"
            type={action.tone === 'main' ? 'primary' : 'default'}
            danger={action.tone === 'danger'}
            onClick={() => onStep({ action, taskId: task.id, about: task.unit.name })}
          >
            {say(action.label)}
          </Button>
        ))}
      </div>
    </div>
  );
}
