import { cpus, totalmem } from 'node:os';

/** One line of the benchmark: a value, what it is held against, and whether it is good enough. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** What it is compared with, measured in the same run; null for an absolute figure. */
  reference: number | null;
  ratio: number | null;
  target: string;
  pass: boolean;
}

export interface Report {
  machine: { cpu: string; cores: number; memoryGiB: number; platform: string };
  versions: Record<string, string>;
  rows: Row[];
}

export const machine = (): Report['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  platform: `${process.platform}-${process.arch}`,
});

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

/** A row whose ratio to its reference must not be below (`least`) or above (`most`) a bound. */
export function compare(
  name: string,
  value: number,
  unit: string,
  reference: number,
  bound: { least?: number; most?: number },
): Row {
  const ratio = value / reference;
  const pass = (bound.least === undefined || ratio >= bound.least) && (bound.most === undefined || ratio <= bound.most);
  return {
    name,
    value: rounded(value),
    unit,
    reference: rounded(reference),
    ratio: rounded(ratio),
    target: bound.least === undefined ? `ratio ≤ ${bound.most}` : `ratio ≥ ${bound.least}`,
    pass,
  };
}

/** A row that must not exceed a figure. */
export const atMost = (name: string, value: number, unit: string, most: number): Row => ({
  name,
  value: rounded(value),
  unit,
  reference: null,
  ratio: null,
  target: `≤ ${most} ${unit}`,
  pass: value <= most,
});

/** A row that must reach a figure. */
export const atLeast = (name: string, value: number, unit: string, least: number): Row => ({
  ...atMost(name, value, unit, least),
  target: `≥ ${least} ${unit}`,
  pass: value >= least,
});

/** The table for people. */
export function printTable(report: Report): string {
  const lines = [
    ['', 'what', 'value', 'reference', 'ratio', 'target'],
    ...report.rows.map((row) => [
      row.pass ? '✓' : '✗',
      row.name,
      `${row.value} ${row.unit}`,
      row.reference === null ? '' : `${row.reference} ${row.unit}`,
      row.ratio === null ? '' : String(row.ratio),
      row.target,
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const body = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')).join('\n');
  return `${report.machine.cpu}, ${report.machine.cores} cores, ${report.machine.memoryGiB} GiB, ${report.machine.platform}; ${Object.entries(
    report.versions,
  )
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}\n\n${body}`;
}
