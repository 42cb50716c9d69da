import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@zhongzhi/kernel/testing';
import { APP_ROLE } from '@zhongzhi/kernel';
import { generate, workspaceMigrations } from '@zhongzhi/tooling';
import { SCHEMA_RULES, brokenRules } from './schema-rules.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Makes a schema that breaks a rule, as the owner of the database. */
async function given(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

const SECURED = (table: string): string =>
  `alter table ${table} enable row level security;
   create policy district_only on ${table} using (district = nullif(current_setting('app.district', true), '')::int)
     with check (district = nullif(current_setting('app.district', true), '')::int);
   comment on table ${table} is 'A table of the test.';`;

/** Per rule, a schema that breaks it and nothing else. */
const BREAKING: Record<string, string> = {
  'every table says what it holds': `create table bad.t (district int primary key); ${SECURED('bad.t')} comment on table bad.t is null;`,
  'a table is district data or says that it is not': `create table bad.t (id int primary key); comment on table bad.t is 'Says nothing of districts.';`,
  'a primary key of district data begins with the district': `create table bad.t (id uuid, district int not null, primary key (id, district)); ${SECURED('bad.t')}`,
  'every table has a primary key': `create table bad.t (name text); comment on table bad.t is '[no-district] Without a key.';`,
  'whatever is unique in district data is unique within the district': `create table bad.t (district int, id int, phone text unique, primary key (district, id)); ${SECURED('bad.t')}`,
  'a foreign key between district data carries the district': `create table bad.a (district int, id int, primary key (district, id), unique (id, district)); ${SECURED('bad.a')}
     create table bad.t (district int, id int, other int, primary key (district, id), foreign key (id, other) references bad.a (id, district)); create index on bad.t (id, other); ${SECURED('bad.t')}`,
  'district data refers to nothing that stays on one machine': `create table bad.a (id int primary key); comment on table bad.a is '[no-district] Stays.';
     create table bad.t (district int, id int, primary key (district, id), foreign key (id) references bad.a); create index on bad.t (id); ${SECURED('bad.t')}`,
  'no foreign key empties a district': `create table bad.t (district int, id int, parent int, primary key (district, id), foreign key (district, parent) references bad.t on delete set null (parent)); create index on bad.t (district, parent); ${SECURED('bad.t')}`,
  'no triggers': `create table bad.t (district int primary key); ${SECURED('bad.t')}
     create function bad.f() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert on bad.t for each row execute function bad.f();`,
  'district data shows only the district asked for, and nothing when none is': `create table bad.t (district int primary key); comment on table bad.t is 'Open to all.';
     alter table bad.t enable row level security; create policy p on bad.t using (true);`,
  'what is only ever added to cannot be changed by the application': `create table bad.t (district int primary key); ${SECURED('bad.t')} comment on table bad.t is '[append-only] Yet open.';
     grant update on bad.t to ${APP_ROLE};`,
  'no types that lose something: times without a zone, money, padded text, JSON as written, short floats': `create table bad.t (district int primary key, at timestamp); ${SECURED('bad.t')}`,
  'the district is a six-digit code that every row has': `create table bad.t (district text primary key); alter table bad.t enable row level security;
     create policy district_only on bad.t using (district::int = 1); comment on table bad.t is '[owner-only] A district in words.';`,
  'what is referred to can be looked up from the other side': `create table bad.t (district int, id int, parent int, primary key (district, id), foreign key (district, parent) references bad.t); ${SECURED('bad.t')}`,
};

test('the migrated schema keeps every rule', async () => {
  const schemas = ['kernel', ...workspaceMigrations().map(({ name }) => name.replaceAll('-', '_'))];
  expect(schemas).toContain('casework');
  expect(await brokenRules(database.url, schemas)).toEqual({});
});

test.each(SCHEMA_RULES.map(({ name }) => name))('is caught where it is broken: %s', async (name) => {
  await given(`drop schema if exists bad cascade; create schema bad; ${BREAKING[name]}`);
  expect(Object.keys(await brokenRules(database.url, ['bad']))).toEqual([name]);
  await given('drop schema bad cascade');
});

test('what db/ says of the tables is what the migrations make', async () => {
  expect(await generate(database.url, true)).toEqual([]);
});
