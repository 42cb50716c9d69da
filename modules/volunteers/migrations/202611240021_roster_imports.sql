-- Rosters of volunteers that organisations hand in as spreadsheets, read and written in the background.
-- Locks: none, all tables are new.

create table volunteers.roster_import (
  district int not null,
  id uuid not null,
  file uuid,
  file_name text not null,
  organisation text not null,
  declaration text not null,
  places text[] not null,
  made_by uuid,
  made_at timestamptz not null,
  state text not null check (state in ('waiting', 'reading', 'writing', 'done', 'failed')),
  tries int not null default 0,
  touched_at timestamptz not null,
  read_to int not null default 0,
  rows_read int not null default 0,
  rows_done int not null default 0,
  added int not null default 0,
  joined int not null default 0,
  known int not null default 0,
  repeated int not null default 0,
  refused int not null default 0,
  ignored_columns text[] not null default '{}',
  fault text,
  done_at timestamptz,
  primary key (district, id),
  check (rows_done <= rows_read),
  check (added + joined + known + repeated + refused = rows_done)
);
comment on table volunteers.roster_import is 'A roster of volunteers that came as a spreadsheet: whose it is, that the people on it agreed (order 67, art. 6), how far it is, what came of it.';
comment on column volunteers.roster_import.declaration is 'The words with which the importer declared that everyone on the roster has agreed; kept as evidence.';
comment on column volunteers.roster_import.file is 'The uploaded sheet; removed once it is read. Null for an import from the command line.';
comment on column volunteers.roster_import.places is 'How far the importer''s role reached; people who live elsewhere are refused.';
comment on column volunteers.roster_import.read_to is 'Last row of the sheet that is staged: whoever goes on after a stop reads on from there.';
comment on column volunteers.roster_import.made_by is 'Null for an import from the command line.';
create index roster_import_of_maker on volunteers.roster_import (district, made_by, id desc);
create index roster_import_running on volunteers.roster_import (district, touched_at) where state in ('waiting', 'reading', 'writing');

create table volunteers.roster_chunk (
  district int not null,
  import uuid not null,
  first_row int not null,
  rows_cipher bytea not null,
  primary key (district, import, first_row),
  foreign key (district, import) references volunteers.roster_import (district, id)
);
comment on table volunteers.roster_chunk is 'Rows of a roster that were read and are not written yet. Encrypted: they hold names and numbers. A chunk goes in the transaction that writes its people.';
comment on column volunteers.roster_chunk.rows_cipher is 'The rows as read, AES-256-GCM. Personal data: names, phone numbers, homes.';

create table volunteers.roster_fault (
  district int not null,
  import uuid not null,
  row int not null,
  field text not null,
  repeats boolean not null default false,
  zh text not null,
  en text not null,
  primary key (district, import, row, field),
  foreign key (district, import) references volunteers.roster_import (district, id)
);
comment on table volunteers.roster_fault is 'Rows of a roster that did not come in: row, column, what is wrong and what to do; never the value itself.';
comment on column volunteers.roster_fault.repeats is 'The row says again what an earlier one said: nothing to mend.';

create table volunteers.roster_person (
  district int not null,
  import uuid not null,
  person uuid not null,
  row int not null,
  primary key (district, import, person),
  foreign key (district, import) references volunteers.roster_import (district, id)
);
comment on table volunteers.roster_person is 'Who stood on which roster: where a volunteer''s registration came from. Personal datum: volunteers.roster.';
create index roster_person_person on volunteers.roster_person (district, person);
