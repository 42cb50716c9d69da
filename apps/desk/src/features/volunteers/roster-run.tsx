import { Alert, Button, Progress, Spin } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { addressOf, api } from '../../api.ts';
import { useLanguage } from '../../i18n.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { Rows, type Column } from '../../kit/rows.tsx';
import { useRosterText } from './texts.ts';

export interface Roster {
  readonly id: string;
  readonly fileName: string;
  readonly organisation: string;
  readonly madeAt: string;
  readonly state: 'waiting' | 'reading' | 'writing' | 'done' | 'failed';
  readonly rowsRead: number;
  readonly rowsDone: number;
  readonly added: number;
  readonly joined: number;
  readonly known: number;
  readonly repeated: number;
  readonly refused: number;
  readonly fault: string | null;
}

interface Fault {
  readonly row: number;
  readonly column: string;
  readonly zh: string;
  readonly en: string;
}

const POLL_MS = 1_000;
const isOver = ({ state }: Roster): boolean => state === 'done' || state === 'failed';
const percentOf = ({ state, rowsDone, rowsRead }: Roster): number =>
  state === 'done' ? 100 : state === 'writing' && rowsRead > 0 ? Math.floor((rowsDone / rowsRead) * 100) : 0;

const countsOf = ({ added, joined, known, repeated, refused }: Roster) => ({ added, joined, known, repeated, refused });

/** How far an import is, and what came of each row. The address holds its id: the page can be left and opened again. */
export function RosterRun({ id, onBack }: { id: string; onBack: () => void }) {
  const text = useRosterText();
  const found = useQuery({
    queryKey: ['rosters', id],
    queryFn: () => api.get<Roster>(`/volunteer-imports/${id}`),
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : POLL_MS),
  });
  const roster = found.data;
  if (roster === undefined)
    return found.isError ? (
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <Spin className="desk-waiting" />
    );
  return (
    <>
      <section className="desk-panel">
        <h2 className="desk-wrap">
          {roster.fileName} · {roster.organisation}
        </h2>
        <p role="status">
          <strong>{text(`state.${roster.state}`)}</strong>{' '}
          <span className="desk-number">
            {roster.state === 'reading'
              ? text('reading.rows', { read: roster.rowsRead })
              : text('rows', { done: roster.rowsDone, read: roster.rowsRead })}
          </span>
        </p>
        <Progress
          percent={percentOf(roster)}
          status={roster.state === 'failed' ? 'exception' : roster.state === 'done' ? 'success' : 'active'}
          aria-label={text('title')}
        />
        {roster.fault === null ? null : <Alert type="error" showIcon title={roster.fault} />}
        <p>
          {isOver(roster) ? (roster.state === 'done' ? text('counts', countsOf(roster)) : null) : text('run.about')}
        </p>
        <Button onClick={onBack}>{text('back')}</Button>
      </section>
      {isOver(roster) && roster.refused + roster.repeated > 0 ? <Faults roster={roster} /> : null}
    </>
  );
}

function Faults({ roster }: { roster: Roster }) {
  const text = useRosterText();
  const columns = useColumns();
  const { id, refused, repeated } = roster;
  const faults = useQuery({
    queryKey: ['rosters', id, 'faults'],
    queryFn: () => api.get<{ items: Fault[]; next: number | null }>(`/volunteer-imports/${id}/faults`),
  });
  return (
    <section className="desk-panel">
      <h2>{text('faults')}</h2>
      <p>
        <Button href={addressOf(`/volunteer-imports/${id}/faults.csv`)} download>
          {text('faults.download')}
        </Button>
      </p>
      {faults.data !== undefined && faults.data.next !== null ? (
        <p>{text('more', { count: refused + repeated })}</p>
      ) : null}
      <ProblemAlert error={faults.error} onRetry={() => void faults.refetch()} />
      <Rows<Fault>
        label={text('faults')}
        rows={faults.data?.items}
        isLoading={faults.isPending}
        keyOf={({ row, column }) => `${row}.${column}`}
        columns={columns}
      />
    </section>
  );
}

function useColumns(): Column<Fault>[] {
  const text = useRosterText();
  const { language } = useLanguage();
  return [
    { key: 'row', title: text('row'), width: 80, show: ({ row }) => <span className="desk-number">{row}</span> },
    { key: 'column', title: text('column'), width: 140, show: ({ column }) => column },
    { key: 'problem', title: text('problem'), isHead: true, show: (fault) => fault[language] },
  ];
}
