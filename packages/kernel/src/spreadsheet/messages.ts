/** One row with its number in the sheet, so that people find it again. Cells are text as a reader sees it. */
export interface SpreadsheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** What the reading thread is told. */
export interface ReadOrder {
  readonly source: Uint8Array | string;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxInflatedBytes: number;
  /** Batches that may wait to be taken before reading goes on; without it everything is sent as it is read. */
  readonly mostWaiting?: number;
}

/** Takes a row; a promise where the reader has to wait before it reads on. */
export type TakeRow = (row: SpreadsheetRow) => Promise<void> | undefined;

export type ReadFault = 'unreadable' | 'old-format' | 'too-many-rows' | 'too-many-columns' | 'too-large';

/** What the reading thread says. */
export type ReadMessage =
  | { readonly kind: 'rows'; readonly rows: SpreadsheetRow[] }
  | { readonly kind: 'done'; readonly sheet: string | null }
  | { readonly kind: 'fault'; readonly fault: ReadFault };

/** Thrown inside the reading thread; crosses over as its code. */
export class ReadError extends Error {
  readonly fault: ReadFault;
  constructor(fault: ReadFault) {
    super(fault);
    this.fault = fault;
  }
}
