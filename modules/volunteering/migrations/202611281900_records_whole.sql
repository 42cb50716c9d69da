-- Evaluation is recorded within ten working days, too (order 67, art. 11); records go to the system that the ministry names (art. 4).
-- Locks: volunteering.activity and volunteering.standing for the time their indexes take; the new column has a constant default and rewrites nothing.

alter table volunteering.activity add column needs_evaluation boolean not null default false;
comment on column volunteering.activity.needs_evaluation is 'Service of it was recorded and waits for its evaluation.';
create index activity_unevaluated on volunteering.activity (district, ends_at, id) where needs_evaluation;

create index standing_of_unit_people on volunteering.standing (district, unit, person, served_on);

create table volunteering.record_export (
  district int not null,
  id uuid not null,
  person uuid not null,
  unit uuid,
  from_day date not null,
  until_day date not null,
  whole_numbers boolean not null,
  reason text not null,
  at timestamptz not null,
  primary key (district, id),
  check (from_day <= until_day)
);
comment on table volunteering.record_export is '[append-only] Who took the records of a unit, or without one of the district, out for which days and what for; its files are read within the hour.';
comment on column volunteering.record_export.person is 'The member of staff who asked. Personal datum: volunteering.groups.';
comment on column volunteering.record_export.whole_numbers is 'ID numbers in full, where the member of staff may open them; otherwise masked.';
create index record_export_of_person on volunteering.record_export (district, person, at desc);
