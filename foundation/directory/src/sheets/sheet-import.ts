import type { Context } from '@zhongzhi/kernel';
import type { ColumnRule, MappedRow } from '@zhongzhi/kernel/spreadsheet';
import type { RowFault } from '../contract/spreadsheets.ts';

/** What an import would do to one good row. */
export interface Step {
  readonly row: number;
  readonly outcome: 'added' | 'changed' | 'unchanged';
  readonly apply: () => Promise<void>;
}

/** What an import would do, and the rows it cannot do anything with. Making a plan writes nothing. */
export interface Plan {
  readonly faults: RowFault[];
  readonly steps: Step[];
  /** Runs once after all steps, for what is better written together. */
  readonly finish?: () => Promise<void>;
}

export type SheetRow = MappedRow<string>;

/** How one kind of spreadsheet is read. */
export interface SheetImport {
  readonly columns: readonly ColumnRule<string>[];
  /** Columns whose values are masked when rows are shown again. */
  readonly mask: Readonly<Record<string, (value: string) => string>>;
  readonly plan: (context: Context, rows: readonly SheetRow[]) => Promise<Plan>;
}

/** Thrown while a row is looked at; becomes one of the plan's faults. */
export class RowProblem extends Error {
  readonly column: string;
  readonly zh: string;
  readonly en: string;
  constructor(column: string, zh: string, en: string) {
    super(en);
    this.column = column;
    this.zh = zh;
    this.en = en;
  }
}

/** Looks at each row in turn: a good one becomes a step, a bad one a fault. */
export function planRows(rows: readonly SheetRow[], look: (row: SheetRow) => Step): Plan {
  const plan: Plan = { faults: [], steps: [] };
  for (const row of rows) {
    try {
      plan.steps.push(look(row));
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      plan.faults.push({ row: row.number, column: error.column, zh: error.zh, en: error.en });
    }
  }
  return plan;
}

export const value = (row: SheetRow, field: string): string => row.values[field] ?? '';

/** The text of a field, or null when it is empty. */
export const textOrNull = (row: SheetRow, field: string): string | null => value(row, field).trim() || null;
