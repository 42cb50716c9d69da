-- Why: working time follows the State Council's holidays and make-up days, which are announced year by year and sometimes
-- changed within the year; a district must be able to put them in without a new release. Locks: new tables only.
create table calendar.version (
  district int not null,
  version uuid not null,
  office_hours jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (district)
);
comment on table calendar.version is 'One row a district once it has changed its calendar; without it the calendar shipped with the platform is in force.';
comment on column calendar.version.version is 'Renewed with every change, so that each process knows when to read the calendar again.';
comment on column calendar.version.office_hours is 'Array of {from, to} in local time, in order, without overlap.';

create table calendar.year (
  district int not null,
  year int not null,
  status text not null,
  imported_at timestamptz not null,
  imported_by uuid,
  primary key (district, year),
  constraint year_in_range check (year between 1992 and 2099),
  constraint year_status_known check (status in ('final', 'provisional'))
);
comment on table calendar.year is 'Years that the district imported; each replaces the whole year of the calendar shipped with the platform.';
comment on column calendar.year.status is 'final: as published by the State Council. provisional: a forecast, marked wherever a date depends on it.';

create table calendar.day (
  district int not null,
  date date not null,
  year int not null,
  kind text not null,
  note text not null,
  primary key (district, date),
  constraint day_year foreign key (district, year) references calendar.year (district, year),
  constraint day_kind_known check (kind in ('off', 'work')),
  constraint day_in_its_year check (date_part('year', date) = year),
  constraint day_note_length check (char_length(note) <= 50)
);
comment on table calendar.day is 'Days that differ from their weekday: weekdays off, weekend days worked to make up for them.';
comment on column calendar.day.kind is 'off: not a working day. work: a working day, usually a Saturday or Sunday made up for (调休).';
create index day_by_year on calendar.day (district, year);
