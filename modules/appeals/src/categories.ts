import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { defaultUrgencyOf, EVERYDAY_WORDS } from './domain/everyday-words.ts';

export interface Category {
  code: string;
  level1: string;
  level2: string | null;
  level3: string | null;
  defaultUrgency: string;
  defaultUnit: string | null;
}

const SEED = new URL('../data/appeal-categories.csv', import.meta.url);

/** The classification as it came: leaves, and the branches above them; the code is the names joined by "/". */
export function seedRows(): Category[] {
  const leaves = parse<{ level1: string; level2: string; level3: string }>(readFileSync(SEED), {
    columns: true,
    skip_empty_lines: true,
    bom: true,
  });
  const rows = new Map<string, Category>();
  const put = (names: string[]): void => {
    const code = names.join('/');
    if (!rows.has(code))
      rows.set(code, {
        code,
        level1: names[0]!,
        level2: names[1] ?? null,
        level3: names[2] ?? null,
        defaultUrgency: defaultUrgencyOf(code),
        defaultUnit: null,
      });
  };
  for (const { level1, level2, level3 } of leaves) {
    put([level1]);
    put([level1, level2]);
    put([level1, level2, level3]);
  }
  return [...rows.values()];
}

/** Puts the classification in where there is none yet; what a desk has edited stays. */
export async function seedCategories(context: Context): Promise<void> {
  await sql`insert into appeals.category (district, code, level1, level2, level3, default_urgency, changed_at)
    select ${context.district}::int, r.code, r.level1, r.level2, r.level3, r."defaultUrgency", ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(seedRows())}::jsonb) as r(code text, level1 text, level2 text, level3 text, "defaultUrgency" text) on conflict do nothing`.execute(
    context.tx,
  );
}

/** All categories in use, branches before their leaves. */
export async function findCategories(context: Context): Promise<Category[]> {
  const { rows } =
    await sql<Category>`select code, level1, level2, level3, default_urgency as "defaultUrgency", default_unit as "defaultUnit" from appeals.category where district = ${context.district} and is_active order by code`.execute(
      context.tx,
    );
  return rows;
}

/** What a category is called: its last name, with the one above it where the last says nothing by itself. */
export async function labelOfCategory(_context: Context, code: string): Promise<string | null> {
  const names = code.split('/');
  const last = names.at(-1) ?? code;
  return Promise.resolve(last === '其他' && names.length > 1 ? `${names.at(-2)}·其他` : last);
}

export interface Suggestion {
  code: string;
  label: string;
}

/** The codes that a text most likely belongs to, best first: by everyday words, then by the names themselves. */
export function rankCategories(categories: readonly Category[], text: string, most = 3): string[] {
  const scores = new Map<string, number>();
  for (const [words, code] of EVERYDAY_WORDS) {
    const hits = words.split(' ').filter((word) => text.includes(word)).length;
    if (hits > 0) scores.set(code, (scores.get(code) ?? 0) + hits * 3);
  }
  for (const { code, level2, level3 } of categories) {
    if (level3 === null || level3 === '其他') continue;
    if (text.includes(level3)) scores.set(code, (scores.get(code) ?? 0) + level3.length);
    else if (level2 !== null && text.includes(level2)) scores.set(code, (scores.get(code) ?? 0) + 1);
  }
  const known = new Set(categories.map(({ code }) => code));
  return [...scores]
    .filter(([code]) => known.has(code))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([code]) => code);
}

/** The categories that a text most likely belongs to, with what they are called. */
export async function suggestCategories(context: Context, text: string, most = 3): Promise<Suggestion[]> {
  const suggestions: Suggestion[] = [];
  for (const code of rankCategories(await findCategories(context), text, most))
    suggestions.push({ code, label: (await labelOfCategory(context, code)) ?? code });
  return suggestions;
}
