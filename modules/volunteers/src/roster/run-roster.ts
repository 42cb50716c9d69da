import type { Readable } from 'node:stream';
import { Refusal, refuse, type Context, type Job, type Platform } from '@zhongzhi/kernel';
import { columnsOf, emptySheet, streamSpreadsheet, valuesOf, type FoundColumns } from '@zhongzhi/kernel/spreadsheet';
import { sql } from 'kysely';
import { readFileContent, removeFiles } from '@zhongzhi/files';
import { ROSTER_COLUMNS, type RosterField } from '../domain/roster-row.ts';
import {
  beginRoster,
  dropChunks,
  FILE_KIND,
  findRoster,
  setState,
  stageRows,
  takeChunk,
  type RosterImport,
  type StagedRow,
} from './roster-store.ts';
import { writeChunk } from './write-chunk.ts';

/** Rows written in one transaction: a second of work at most, so that a stop loses little. */
export const CHUNK_ROWS = 2_000;
const MOST_TRIES = 20;
const GONE_MS = 2 * 60_000;

/** A sheet of 170,000 rows takes some 150 MB unpacked; it is never in memory. */
export const ROSTER_LIMITS = {
  maxRows: 500_001,
  maxColumns: 100,
  maxInflatedBytes: 1024 * 1024 * 1024,
  timeoutMs: 60_000,
} as const;

/** Another worker has gone on with the import: this one stops. */
class TakenOver extends Error {}

const say = (refusal: Refusal): string => `${refusal.text.zh}${refusal.errors.map(({ detail }) => detail).join(' ')}`;

/** The rows below the headings, in stretches of one chunk, with the columns as found. */
async function* stretches(
  source: Readable | string,
  after: number,
): AsyncGenerator<{ rows: StagedRow[]; found: FoundColumns<RosterField> }> {
  let found: FoundColumns<RosterField> | undefined;
  let rows: StagedRow[] = [];
  for await (const batch of streamSpreadsheet(source, ROSTER_LIMITS)) {
    for (const { number, cells } of batch) {
      if (found === undefined) found = columnsOf(cells, ROSTER_COLUMNS);
      else if (number > after) rows.push({ number, values: valuesOf(cells, found) });
      if (rows.length < CHUNK_ROWS) continue;
      yield { rows, found };
      rows = [];
    }
  }
  if (found === undefined) throw emptySheet();
  if (rows.length > 0) yield { rows, found };
}

/** Reads the sheet into the stage, from where an earlier worker stopped. */
async function stage(platform: Platform, roster: RosterImport, source: Readable | string): Promise<void> {
  let { readTo } = roster;
  for await (const { rows, found } of stretches(source, readTo)) {
    const expected = readTo;
    await platform.asSystem('roster is read', async (context) => {
      const now = await findRoster(context, roster.id, true);
      if (now?.state !== 'reading' || now.readTo !== expected) throw new TakenOver();
      await stageRows(
        context,
        roster.id,
        rows,
        found.ignored.slice(0, 30).map((heading) => heading.slice(0, 60)),
      );
    });
    readTo = rows.at(-1)!.number;
  }
  await platform.asSystem('roster is read', async (context) => {
    const now = await findRoster(context, roster.id, true);
    if (now?.state !== 'reading' || now.readTo !== readTo) throw new TakenOver();
    if (now.rowsRead === 0) throw emptySheet();
    await setState(context, roster.id, 'writing');
    await removeFiles(context, { kind: FILE_KIND, id: roster.id });
  });
}

/** Writes the next chunk, or ends the import when there is none. Workers side by side wait for each other. */
async function writeNext(platform: Platform, id: string): Promise<boolean> {
  return platform.asSystem('roster is written', async (context) => {
    const roster = await findRoster(context, id, true);
    if (roster?.state !== 'writing') return false;
    const rows = await takeChunk(context, id);
    if (rows === undefined) {
      await finish(context, roster);
      return false;
    }
    await writeChunk(context, roster, rows);
    return true;
  });
}

async function finish(context: Context, roster: RosterImport): Promise<void> {
  await setState(context, roster.id, 'done');
  const { added, joined, known, repeated, refused } = roster;
  context.audit('volunteer.roster-imported', roster.id, { added, joined, known, repeated, refused });
}

async function fail(platform: Platform, id: string, fault: string): Promise<void> {
  await platform.asSystem('roster could not be read', async (context) => {
    await setState(context, id, 'failed', fault.slice(0, 500));
    await dropChunks(context, id);
    await removeFiles(context, { kind: FILE_KIND, id });
  });
}

const notThere = () => refuse.gone('file.gone', '文件已不在了，请重新上传。', 'The file is gone; upload it again.');

/**
 * Carries a roster import on from wherever it stands, to its end: first the sheet is read into an encrypted stage, then
 * chunk by chunk written. Each step commits by itself, and a step that was committed is never done again.
 * @param source the sheet, for imports from the command line; else the uploaded file is read
 */
export async function runRoster(platform: Platform, id: string, source?: string): Promise<void> {
  const roster = await platform.asSystem('roster import begins', async (context) => {
    await beginRoster(context, id);
    return findRoster(context, id);
  });
  if (roster === undefined || roster.state === 'done' || roster.state === 'failed') return;
  try {
    if (roster.tries > MOST_TRIES)
      throw refuse.conflict(
        'volunteer.roster-stuck',
        '多次没能导完，请把时间和文件名告诉维护人员。',
        'The import did not finish after many tries; tell the maintainers.',
      );
    if (roster.state === 'reading') {
      const content = source ?? (roster.file === null ? undefined : await readFileContent(platform, roster.file));
      if (content === undefined) throw notThere();
      await stage(platform, roster, content);
    }
    while (await writeNext(platform, id));
  } catch (error) {
    if (error instanceof TakenOver) return;
    if (!(error instanceof Refusal) || error.kind === 'busy') throw error;
    await fail(platform, id, say(error));
  }
}

/** Imports whose worker has gone silent are taken up again: a killed process leaves its job to nobody. */
async function takeUp(context: Context): Promise<void> {
  const { rows } = await sql<{ id: string }>`update volunteers.roster_import set touched_at = ${context.now}
    where district = ${context.district} and state in ('waiting', 'reading', 'writing') and touched_at < ${new Date(context.now.getTime() - GONE_MS)} and (made_by is not null or state = 'writing') returning id`.execute(
    context.tx,
  );
  for (const { id } of rows) await context.enqueue('volunteers.import-roster', { id });
}

export const rosterJobs: readonly Job[] = [
  {
    name: 'volunteers.import-roster',
    run: () => Promise.resolve(),
    runOutside: (platform, payload) => runRoster(platform, String(payload['id'])),
  },
  { name: 'volunteers.take-up-rosters', cron: '* * * * *', run: takeUp },
];
