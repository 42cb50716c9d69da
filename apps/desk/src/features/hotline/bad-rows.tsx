import { Rows, type Column } from '../../kit/rows.tsx';
import { useHotlineText } from './texts.ts';

export interface BadRow {
  readonly row: number;
  readonly reason: string;
}

const MOST_SHOWN = 100;

/** Rows that cannot come in, and why. */
export function BadRows({ rows }: { rows: readonly BadRow[] }) {
  const text = useHotlineText();
  const columns = useColumns();
  return (
    <div className="hotline-bad">
      <Rows<BadRow>
        label={text('run.report')}
        rows={rows.slice(0, MOST_SHOWN)}
        keyOf={({ row, reason }) => `${row}.${reason}`}
        columns={columns}
      />
    </div>
  );
}

function useColumns(): Column<BadRow>[] {
  const text = useHotlineText();
  return [
    { key: 'row', title: text('row'), width: 80, show: ({ row }) => <span className="desk-number">{row}</span> },
    { key: 'reason', title: text('reason'), show: ({ reason }) => reason },
  ];
}
