import { readFileSync } from 'node:fs';
import type { Drawing } from './drawings.ts';
import type { PlotName } from './plots.ts';

/** An everyday report of our own writing: the newest and most visible ones of the demonstration. */
export interface Report {
  readonly place: string;
  readonly plot: PlotName;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly address: string;
  readonly handlerKey: string;
  readonly answer: string;
  readonly drawing: Drawing;
  /** Days before the present on which it came in, for those that are finished. */
  readonly daysAgo?: number;
  readonly joiners?: number;
}

export const REPORTS = JSON.parse(
  readFileSync(new URL('../data/reports.json', import.meta.url), 'utf8'),
) as readonly Report[];
