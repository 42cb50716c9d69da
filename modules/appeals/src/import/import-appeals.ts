import { basename } from 'node:path';
import { sql } from 'kysely';
import { maskName, safeText } from '@zhongzhi/contract-kit';
import { refuse, Refusal, systemActor, type Context, type Platform } from '@zhongzhi/kernel';
import { readSpreadsheet } from '@zhongzhi/kernel/spreadsheet';
import { getCaseType, openCase } from '@zhongzhi/casework';
import { listRegions } from '@zhongzhi/directory';
import { findCategories, rankCategories, type Category } from '../categories.ts';
import { COLUMNS, guessMapping, readMessages, type BadRow, type Mapping, type Message } from './read-messages.ts';

export interface ImportResult {
  imported: number;
  known: number;
  bad: BadRow[];
}

export type Progress = (done: number, total: number) => Promise<void> | void;

export const SOURCE = 'hotline';
const LONGEST_TITLE = 60;
const LONGEST_TEXT = 3_000;
const BATCH = 40;

/** @throws Refusal naming the columns that a mapping lacks. */
export function checkMapping(mapping: Mapping, headings: readonly string[]): void {
  const missing = Object.entries(COLUMNS).filter(
    ([column, { required }]) =>
      required &&
      (mapping[column as keyof Mapping] === undefined || !headings.includes(mapping[column as keyof Mapping]!)),
  );
  if (missing.length > 0)
    throw refuse.invalid(
      'appeal.import-columns',
      `还没有指明这些列：${missing.map(([, { headings: names }]) => names[0]).join('、')}。请在表头里选出对应的列。`,
      `These columns are not named yet: ${missing.map(([column]) => column).join(', ')}.`,
    );
}

/**
 * Brings hotline messages in with their own dates. A message that is there already – same source, same number – is left
 * alone, so a second import of the same sheet brings nothing new; a bad row never takes others with it.
 */
export async function importAppeals(
  platform: Platform,
  bytes: Uint8Array,
  options: { mapping?: Mapping; onProgress?: Progress },
): Promise<ImportResult> {
  const sheet = await readSpreadsheet(bytes, { maxRows: 60_000, timeoutMs: 60_000 });
  const headings = sheet.rows[0]?.cells ?? [];
  const mapping = options.mapping ?? guessMapping(headings);
  checkMapping(mapping, headings);
  const { messages, bad } = readMessages(sheet, mapping, platform.clock());
  const desk = await layDesk(platform);
  const result: ImportResult = { imported: 0, known: 0, bad: [...bad] };
  const inTime = [...messages].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (let from = 0; from < inTime.length; from += BATCH) {
    await importBatch(platform, inTime.slice(from, from + BATCH), desk, result);
    await options.onProgress?.(Math.min(from + BATCH, inTime.length) + bad.length, messages.length + bad.length);
  }
  result.bad.sort((a, b) => a.row - b.row);
  return result;
}

/** A batch in one transaction with a savepoint a row, each message at its own time. */
async function importBatch(
  platform: Platform,
  batch: readonly Message[],
  desk: Desk,
  result: ImportResult,
): Promise<void> {
  const known = await platform.transact(
    'public',
    'read',
    { actor: systemActor('import of hotline messages') },
    async (context) => {
      const rows = await context.tx
        .selectFrom('casework.case')
        .select('external_id')
        .where('district', '=', context.district)
        .where('source', '=', SOURCE)
        .where(
          'external_id',
          'in',
          batch.map(({ number }) => number),
        )
        .execute();
      return new Set(rows.map((row) => row.external_id));
    },
  );
  result.known += known.size;
  const fresh = batch.filter(({ number }) => !known.has(number));
  if (fresh.length === 0) return;
  const outcome = await platform.asSystem('import of hotline messages', async (context) => {
    const bad: BadRow[] = [];
    let imported = 0;
    for (const message of fresh) {
      await sql`savepoint message`.execute(context.tx);
      try {
        await openMessage(context, message, desk);
        imported += 1;
      } catch (error) {
        await sql`rollback to savepoint message`.execute(context.tx);
        if (!(error instanceof Refusal)) throw error;
        bad.push({ row: message.row, reason: [error.text.zh, ...error.errors.map(({ detail }) => detail)].join(' ') });
      }
    }
    context.audit('appeal.import-batch', null, { imported, refused: bad.length });
    return { imported, bad };
  });
  result.imported += outcome.imported;
  result.bad.push(...outcome.bad);
}

async function openMessage(context: Context, message: Message, desk: Desk): Promise<void> {
  const text = safeText(message.text === '' ? message.title : message.text).slice(0, LONGEST_TEXT);
  const title = safeText(message.title === '' ? text : message.title).slice(0, LONGEST_TITLE);
  const category = rankCategories(desk.categories, `${title} ${text}`, 1)[0];
  const at = new Date(message.at);
  const dated: Context = { ...context, now: at, newId: () => context.platform.newIdAt(at) };
  await openCase(dated, getCaseType(context.platform, 'appeal'), {
    form: {
      place: placeOf(message, desk.places, context.district),
      title,
      description: text.length < 5 ? `${title}（${text}）`.padEnd(5, '。') : text,
      ...(category === undefined ? {} : { category }),
    },
    source: SOURCE,
    externalId: message.number,
    opener: null,
    openerWords: message.reporter === null ? '热线来电人' : maskName(message.reporter),
  });
}

type Places = { code: string; name: string }[];

/** What every message is held against; read once an import. */
interface Desk {
  places: Places;
  categories: readonly Category[];
}

const placesIn = async (context: Context): Promise<Places> =>
  (await listRegions(context))
    .filter(({ level }) => level !== 'district')
    .map(({ code, name }) => ({ code, name: name.replace(/(街道|社区居委会|社区居民委员会|社区)$/u, '') }))
    .filter(({ name }) => name.length >= 2)
    .sort((a, b) => b.code.length - a.code.length);

const layDesk = (platform: Platform): Promise<Desk> =>
  platform.transact('public', 'read', { actor: systemActor('import of hotline messages') }, async (context) => ({
    places: await placesIn(context),
    categories: await findCategories(context),
  }));

/** The community or street that a message names; else the district, whose hotline desk assigns it. */
function placeOf(message: Message, places: Places, district: number): string {
  if (message.place !== null && places.some(({ code }) => code === message.place)) return message.place;
  const words = `${message.place ?? ''} ${message.title} ${message.text}`;
  return places.find(({ name }) => words.includes(name))?.code ?? String(district);
}

/** `npm run import -- appeals FILE.xlsx` */
export async function importAppealsFile(platform: Platform, path: string, say: (line: string) => void): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  let told = 0;
  const result = await importAppeals(platform, await readFile(path), {
    onProgress: (done, total) => {
      const share = Math.floor((done / total) * 10);
      if (share > told) say(`${basename(path)}：${done} / ${total}`);
      told = Math.max(told, share);
    },
  });
  for (const { row, reason } of result.bad) say(`  第 ${row} 行 row ${row}：${reason}`);
  say(
    `导入 ${result.imported} 件，已有 ${result.known} 件，不能导入 ${result.bad.length} 行。imported ${result.imported}, known ${result.known}, refused ${result.bad.length}`,
  );
}
