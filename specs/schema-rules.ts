import pg from 'pg';
import { APP_ROLE } from '@zhongzhi/kernel';

/** A rule of the schema: its query returns one line per place that breaks it. */
interface SchemaRule {
  readonly name: string;
  /** Selects one column `broken`; `$1` are the schemas of the modules. */
  readonly sql: string;
}

const TABLES = `
  select c.oid, n.nspname || '.' || c.relname as name, coalesce(obj_description(c.oid), '') as comment, c.relrowsecurity as secured,
    (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'district' and not a.attisdropped) as district
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any($1)`;

const rule = (name: string, sql: string): SchemaRule => ({ name, sql: `with t as (${TABLES}) ${sql}` });

/**
 * What a schema must be so that it can be spread over machines by district, keeps its history and gives nothing away
 * (DESIGN section 6).
 */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  rule('every table says what it holds', `select t.name as broken from t where comment = ''`),
  rule(
    'a table is district data or says that it is not',
    `select t.name as broken from t where (district is null) <> starts_with(comment, '[no-district]')
       and not (district is null and comment like '%[no-district]%')`,
  ),
  rule(
    'a primary key of district data begins with the district',
    `select t.name as broken from t where district is not null and not exists (
       select from pg_index i where i.indrelid = t.oid and i.indisprimary and i.indkey[0] = t.district)`,
  ),
  rule(
    'every table has a primary key',
    `select t.name as broken from t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  ),
  rule(
    'whatever is unique in district data is unique within the district',
    `select t.name || ' ' || i.indexrelid::regclass as broken from t join pg_index i on i.indrelid = t.oid
     where t.district is not null and (i.indisunique or i.indisexclusion) and not t.district = any(i.indkey::int2[])`,
  ),
  rule(
    'a foreign key between district data carries the district',
    `select t.name || ' ' || k.conname as broken from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
       join t as target on target.oid = k.confrelid
     where t.district is not null and target.district is not null
       and coalesce(k.confkey[array_position(k.conkey, t.district)] <> target.district, true)`,
  ),
  rule(
    'district data refers to nothing that stays on one machine',
    `select t.name || ' ' || k.conname as broken from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
     where t.district is not null and not exists (select from t as target where target.oid = k.confrelid and target.district is not null)`,
  ),
  rule(
    'no foreign key empties a district',
    `select t.name || ' ' || k.conname as broken from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
     where k.confdeltype in ('n', 'd')`,
  ),
  rule(
    'no triggers',
    `select t.name || ' ' || g.tgname as broken from t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
  ),
  rule(
    'district data shows only the district asked for, and nothing when none is',
    `select t.name as broken from t where district is not null and not comment like '%[owner-only]%' and not (secured and exists (
       select from pg_policy p where p.polrelid = t.oid
         and pg_get_expr(p.polqual, p.polrelid) ~ 'district = \\(NULLIF\\(current_setting\\(''app.district''::text, true\\), ''''::text\\)\\)::integer'
         and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid)))`,
  ),
  rule(
    'what is only ever added to cannot be changed by the application',
    `select t.name as broken from t where starts_with(comment, '[append-only]')
       and (has_table_privilege('${APP_ROLE}', t.oid, 'update') or has_table_privilege('${APP_ROLE}', t.oid, 'delete') or has_table_privilege('${APP_ROLE}', t.oid, 'truncate'))`,
  ),
  rule(
    'no types that lose something: times without a zone, money, padded text, JSON as written, short floats',
    `select t.name || '.' || a.attname as broken from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
       join pg_type y on y.oid = a.atttypid where y.typname in ('timestamp', 'timetz', 'money', 'json', 'char', 'bpchar', 'float4')`,
  ),
  rule(
    'the district is a six-digit code that every row has',
    `select t.name as broken from t join pg_attribute a on a.attrelid = t.oid and a.attnum = t.district
     where a.atttypid <> 'int4'::regtype or not a.attnotnull`,
  ),
  rule(
    'what is referred to can be looked up from the other side',
    `select t.name || ' ' || k.conname as broken from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
     where not exists (select from pg_index i where i.indrelid = t.oid
       and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] <@ k.conkey)`,
  ),
];

/** @returns per rule the places that break it, in the schemas named. */
export async function brokenRules(url: string, schemas: readonly string[]): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const broken: Record<string, string[]> = {};
    for (const { name, sql } of SCHEMA_RULES) {
      const { rows } = await client.query<{ broken: string }>(sql, [schemas]);
      if (rows.length > 0) broken[name] = rows.map((row) => row.broken);
    }
    return broken;
  } finally {
    await client.end();
  }
}
