import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { DEFAULT_PROMISES, type Promises } from '../domain/promises.ts';
import { DEFAULT_LOAD_RULES, type LoadRules } from '../domain/sign-up-rules.ts';

async function valueOf<T>(context: Context, name: 'load' | 'promises'): Promise<Partial<T> | undefined> {
  const { rows } = await sql<{
    value: Partial<T>;
  }>`select value from volunteering.rule where district = ${context.district} and name = ${name}`.execute(context.tx);
  return rows[0]?.value;
}

/** The district's own rules over the defaults. */
export async function loadRules(context: Context): Promise<LoadRules> {
  return { ...DEFAULT_LOAD_RULES, ...(await valueOf<LoadRules>(context, 'load')) };
}

/** What the district promises its volunteers, over the defaults. */
export async function loadPromises(context: Context): Promise<Promises> {
  return { ...DEFAULT_PROMISES, ...(await valueOf<Promises>(context, 'promises')) };
}

/** When the district last changed its rules; null where they are the defaults. */
export async function rulesChangedAt(context: Context): Promise<Date | null> {
  const { rows } = await sql<{
    at: Date | null;
  }>`select max(changed_at) as at from volunteering.rule where district = ${context.district}`.execute(context.tx);
  return rows[0]!.at;
}

/** Two changes at once are made one after the other. */
export async function lockRules(context: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('volunteering.rule', ${context.district}))`.execute(
    context.tx,
  );
}

/** Sets the district's rules: how much one person takes on, and what volunteers are promised. */
export async function keepRules(
  context: Context,
  { load, promises }: { load: LoadRules; promises: Promises },
): Promise<void> {
  for (const [name, value] of [
    ['load', load],
    ['promises', promises],
  ] as const)
    await sql`insert into volunteering.rule (district, name, value, changed_at) values (${context.district}, ${name}, ${JSON.stringify(value)}::jsonb, ${context.now})
      on conflict (district, name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(
      context.tx,
    );
}
