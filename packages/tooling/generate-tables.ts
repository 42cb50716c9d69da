/**
 * Writes db/tables.generated.ts (types of all tables) and db/schema.sql (a readable dump) from the catalog of the
 * migrated schema. With --check it writes nothing and fails when they differ.
 */
import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';

const TYPES: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'string',
  bool: 'boolean',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  uuid: 'string',
  timestamptz: 'Date',
  date: 'string',
  time: 'string',
  bytea: 'Buffer',
  tsvector: 'string',
  inet: 'string',
  interval: 'string',
};

interface Column {
  schema: string;
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  has_default: boolean;
  generated: boolean;
  formatted: string;
}

async function columnsOf(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
      a.atthasdef or a.attidentity <> '' as has_default, a.attgenerated <> '' as generated, format_type(a.atttypid, a.atttypmod) as formatted
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and n.nspname not like 'pg_%'
    order by n.nspname, c.relname, a.attnum`);
  return rows;
}

function typeOf(column: Column): string {
  if (column.type === 'jsonb' || column.type === 'json')
    return column.nullable ? 'JsonOrNull' : column.has_default ? 'JsonByDefault' : 'Json';
  const base = column.type.startsWith('_')
    ? `${TYPES[column.type.slice(1)] ?? 'unknown'}[]`
    : (TYPES[column.type] ?? 'unknown');
  const full = column.nullable ? `${base} | null` : base;
  if (column.generated) return `Generated${column.nullable ? 'OrNull' : ''}Always<${base}>`;
  return column.has_default ? `Generated<${full}>` : full;
}

function printTypes(columns: Column[]): string {
  const tables = new Map<string, Column[]>();
  for (const column of columns)
    tables.set(`${column.schema}.${column.table}`, [...(tables.get(`${column.schema}.${column.table}`) ?? []), column]);
  const bodies = [...tables].map(
    ([name, list]) => `    '${name}': {\n${list.map((c) => `      ${c.column}: ${typeOf(c)};`).join('\n')}\n    };`,
  );
  return `// Made by \`npm run tables\` from the migrated schema. Do not edit.
import type { ColumnType, Generated } from 'kysely';

// oxlint-disable typescript/no-explicit-any -- the shape of a JSON column is its owner's; it is written as text
export type Json = ColumnType<any, string, string>;
export type JsonByDefault = ColumnType<any, string | undefined, string>;
export type JsonOrNull = ColumnType<any, string | null | undefined, string | null>;
type GeneratedAlways<T> = ColumnType<T, never, never>;
type GeneratedOrNullAlways<T> = ColumnType<T | null, never, never>;
export type { GeneratedAlways, GeneratedOrNullAlways };

declare module '@zhongzhi/kernel' {
  interface Tables {
${bodies.join('\n')}
  }
}
`;
}

async function printSchema(client: pg.Client, columns: Column[]): Promise<string> {
  const constraints = await client.query<{ table: string; definition: string; name: string }>(
    `select n.nspname || '.' || c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname not in ('pg_catalog','information_schema','pgboss') and k.contype <> 'n' order by 1, k.contype desc, k.conname`,
  );
  const indexes = await client.query<{ table: string; definition: string }>(
    `select schemaname || '.' || tablename as table, indexdef as definition from pg_indexes where schemaname not in ('pg_catalog','information_schema','pgboss') and indexname not in (select conname from pg_constraint) order by 1, 2`,
  );
  const comments = await client.query<{ table: string; comment: string }>(
    `select n.nspname || '.' || c.relname as table, obj_description(c.oid) as comment from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r','p','v') and obj_description(c.oid) is not null`,
  );
  const names = [...new Set(columns.map((c) => `${c.schema}.${c.table}`))];
  return `-- Made by \`npm run tables\` from the migrated schema; for reading and review. The truth is in the migrations.\n\n${names
    .map((name) => {
      const list = columns
        .filter((c) => `${c.schema}.${c.table}` === name)
        .map((c) => `  ${c.column} ${c.formatted}${c.nullable ? '' : ' not null'}`);
      const ruled = constraints.rows
        .filter((k) => k.table === name)
        .map((k) => `  constraint ${k.name} ${k.definition}`);
      const indexed = indexes.rows.filter((i) => i.table === name).map((i) => `${i.definition};`);
      const comment = comments.rows.find((c) => c.table === name)?.comment;
      return `${comment === undefined ? '' : `-- ${comment}\n`}table ${name} (\n${[...list, ...ruled].join(',\n')}\n);\n${indexed.join('\n')}`;
    })
    .join('\n\n')}\n`;
}

export async function generate(url: string, check: boolean): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = await columnsOf(client);
    const outputs: [URL, string][] = [
      [new URL('../../db/tables.generated.ts', import.meta.url), printTypes(columns)],
      [new URL('../../db/schema.sql', import.meta.url), await printSchema(client, columns)],
    ];
    const drifted: string[] = [];
    for (const [file, text] of outputs) {
      if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
      drifted.push(file.pathname);
      if (!check) await writeFile(file, text);
    }
    return drifted;
  } finally {
    await client.end();
  }
}
