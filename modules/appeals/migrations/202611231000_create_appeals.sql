-- Categories of appeals with their defaults, and remembered column mappings of hotline spreadsheets.
-- Locks: none, all tables are new.

create table appeals.category (
  district int not null,
  code text not null,
  level1 text not null,
  level2 text,
  level3 text,
  default_urgency text not null default 'ordinary' check (default_urgency in ('danger', 'supply', 'ordinary', 'complex')),
  default_unit uuid,
  is_active boolean not null default true,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (district, code)
);
comment on table appeals.category is 'The three-level classification of citizens'' messages. A branch''s defaults are its leaves'' unless they have their own. Code: the names joined by /.';
comment on column appeals.category.default_urgency is 'Sets the time to answer (DOMAIN 4): danger 2 h, supply 24 h, ordinary 7 and complex 15 working days.';

create table appeals.import_mapping (
  district int not null,
  header text not null,
  mapping jsonb not null,
  changed_at timestamptz not null,
  primary key (district, header)
);
comment on table appeals.import_mapping is 'How the columns of a hotline spreadsheet were mapped last, by its header row, so that nobody maps twice.';

create table appeals.import_run (
  district int not null,
  id uuid not null,
  person uuid,
  file_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  rows_total int,
  rows_done int not null default 0,
  imported int not null default 0,
  known int not null default 0,
  refused int not null default 0,
  report jsonb not null default '[]',
  fault text,
  at timestamptz not null,
  done_at timestamptz,
  content bytea,
  mapping jsonb not null,
  primary key (district, id)
);
comment on table appeals.import_run is 'Imports of hotline messages: progress, and for every row that was refused the reason.';
comment on column appeals.import_run.content is 'The spreadsheet until the import has ended. May hold personal data; emptied afterwards.';
