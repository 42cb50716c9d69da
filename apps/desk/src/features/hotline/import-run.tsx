import { Alert, Button, Progress, Spin } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { asCsv } from '../../kit/csv.ts';
import { saveText } from '../../kit/save-file.ts';
import { BadRows, type BadRow } from './bad-rows.tsx';
import { useHotlineText } from './texts.ts';

interface Run {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly imported: number;
  readonly known: number;
  readonly refused: number;
  readonly report: readonly BadRow[];
  readonly fault: string | null;
}

const POLL_MS = 1_000;
const STATES = ['waiting', 'running', 'done', 'failed'] as const;
const isOver = (state: string | undefined): boolean => state === 'done' || state === 'failed';

/** How far an import is, and in the end what happened to every row. The address holds its id, so that the page can be left and opened again. */
export function ImportRun({ id, onNew }: { id: string; onNew: () => void }) {
  const text = useHotlineText();
  const found = useQuery({
    queryKey: ['appeal-import', id],
    queryFn: () => api.get<Run>(`/appeals/imports/${id}`),
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : POLL_MS),
  });
  const run = found.data;
  if (run === undefined)
    return found.isError ? (
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <Spin className="desk-waiting" />
    );
  const total = run.rowsTotal ?? 0;
  const percent = run.state === 'done' ? 100 : total === 0 ? 0 : Math.floor((run.rowsDone / total) * 100);
  const state = STATES.find((one) => one === run.state) ?? 'running';
  return (
    <>
      <section className="desk-panel">
        <h2>
          {text('step.run')} · {run.fileName}
        </h2>
        <p role="status">
          <strong>{text(`run.state.${state}`)}</strong>{' '}
          <span className="desk-number">
            {text('run.rows', { done: state === 'done' ? total : run.rowsDone, total })}
          </span>
        </p>
        <Progress
          percent={percent}
          status={state === 'failed' ? 'exception' : state === 'done' ? 'success' : 'active'}
          aria-label={text('step.run')}
        />
        {state === 'failed' ? <Alert type="error" showIcon title={run.fault ?? text('run.state.failed')} /> : null}
        {state === 'done' ? (
          <p>{text('run.counts', { imported: run.imported, known: run.known, refused: run.refused })}</p>
        ) : null}
        {isOver(state) ? (
          <div className="desk-head-actions">
            <Link
              to="/board/$type"
              params={{ type: 'appeal' }}
              search={{ tab: 'all', source: 'hotline' }}
              className="desk-link-button"
            >
              {text('run.board')}
            </Link>
            <Button onClick={onNew}>{text('run.new')}</Button>
          </div>
        ) : null}
      </section>
      {run.report.length === 0 ? null : (
        <section className="desk-panel">
          <h2>{text('run.report')}</h2>
          <Button
            onClick={() =>
              saveText(
                `${run.fileName}.csv`,
                asCsv([[text('row'), text('reason')], ...run.report.map(({ row, reason }) => [String(row), reason])]),
              )
            }
          >
            {text('run.download')}
          </Button>
          <BadRows rows={run.report} />
        </section>
      )}
    </>
  );
}
