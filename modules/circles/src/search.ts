import { sql } from 'kysely';
import { ancestorsOf, indexWords, searchWords } from '@zhongzhi/contract-kit';
import type { Context } from '@zhongzhi/kernel';

const placeWord = (place: string): string => `r:${place}`;
const interestWord = (interest: string): string => `i:${interest.toLowerCase().slice(0, 60)}`;

interface Indexed {
  readonly id: string;
  readonly name: string;
  readonly intro: string;
  readonly place: string;
  readonly interests: readonly string[];
}

/** The words under which a circle is found: of name, words about it and interests, its places and interests as such. */
export const wordsOfCircle = ({ name, intro, place, interests }: Indexed): string[] => [
  ...indexWords(`${name} ${intro} ${interests.join(' ')}`),
  ...ancestorsOf(place).map(placeWord),
  ...interests.map(interestWord),
];

/** Puts circles into the index, or brings their words up to date. */
export async function indexCircles(context: Context, circles: readonly Indexed[]): Promise<void> {
  if (circles.length === 0) return;
  const rows = JSON.stringify(circles.map((circle) => ({ id: circle.id, words: wordsOfCircle(circle) })));
  await sql`select circles.index_circle(${context.district}, r.id, r.words) from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, words text[])`.execute(
    context.tx,
  );
}

/** Takes a circle out of the index. */
export async function forgetCircle(context: Context, id: string): Promise<void> {
  await sql`select circles.forget_circle(${context.district}, ${id})`.execute(context.tx);
}

export interface Sought {
  readonly place?: string | undefined;
  readonly interest?: string | undefined;
  readonly text?: string | undefined;
  /** The last circle of the page before. */
  readonly after?: string | undefined;
}

/**
 * Open circles in a place (a code prefix), with an interest, with all words of a text; newest first, never by size or
 * activity: circles and people are not ranked.
 */
export async function findCircles(context: Context, sought: Sought, most: number): Promise<string[]> {
  const words = sought.text === undefined ? [] : searchWords(sought.text);
  if (sought.text !== undefined && words.length === 0) return [];
  if (sought.place !== undefined) words.push(placeWord(sought.place));
  if (sought.interest !== undefined) words.push(interestWord(sought.interest));
  const { rows } = await sql<{
    id: string;
  }>`select found as id from circles.find_circles(${context.district}, ${words}::text[], ${sought.after ?? null}::uuid, ${most}) as found`.execute(
    context.tx,
  );
  return rows.map(({ id }) => id);
}

const CHUNK = 500;

/** Brings the whole index up to date: after an import by other means, and as a repair. */
export async function indexAllCircles(context: Context): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } =
      await sql<Indexed>`select id, name, intro, place, interests from circles.circle where district = ${context.district} and status = 'open' and id > ${after} order by id limit ${CHUNK}`.execute(
        context.tx,
      );
    await indexCircles(context, rows);
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!.id;
  }
}
