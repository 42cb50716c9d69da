import { sql } from 'kysely';
import type { Context } from '@zhongzhi/kernel';
import { DEFAULT_LOAD_RULES, type LoadRules } from '../domain/sign-up-rules.ts';

/** The district's own rules over the defaults. */
export async function loadRules(context: Context): Promise<LoadRules> {
  const { rows } = await sql<{
    value: Partial<LoadRules>;
  }>`select value from volunteering.rule where district = ${context.district} and name = 'load'`.execute(context.tx);
  return { ...DEFAULT_LOAD_RULES, ...rows[0]?.value };
}

/** Sets the district's rules on how much one person takes on. */
export async function keepRules(context: Context, rules: LoadRules): Promise<void> {
  await sql`insert into volunteering.rule (district, name, value, changed_at) values (${context.district}, 'load', ${JSON.stringify(rules)}::jsonb, ${context.now})
    on conflict (district, name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(
    context.tx,
  );
}
