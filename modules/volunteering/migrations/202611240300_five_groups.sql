-- Training, commendation and evaluation: with basics and service the five groups of a record (志愿服务条例 art. 19, order 67, art. 4).
-- Locks: none, all tables are new.

create table volunteering.training (
  district int not null,
  id uuid not null,
  person uuid not null,
  name text not null check (name <> ''),
  content text not null check (content <> ''),
  minutes int not null check (minutes > 0),
  provider text not null check (provider <> ''),
  unit uuid not null,
  trained_on date not null,
  author uuid,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_why text,
  primary key (district, id)
);
comment on table volunteering.training is '培训: name, content, duration, provider and date (order 67, art. 8). What was recorded wrongly is withdrawn with the reason and stays readable. Personal datum: volunteering.groups.';
comment on column volunteering.training.unit is 'The unit that recorded it.';
create index training_of_person on volunteering.training (district, person, trained_on desc, id);
create index training_of_unit on volunteering.training (district, unit, person, trained_on, id);

create table volunteering.commendation (
  district int not null,
  id uuid not null,
  person uuid not null,
  name text not null check (name <> ''),
  granted_by text not null check (granted_by <> ''),
  granted_on date not null,
  is_high boolean not null,
  paper uuid,
  unit uuid not null,
  author uuid,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_why text,
  primary key (district, id),
  check (not is_high or paper is not null)
);
comment on table volunteering.commendation is '表彰奖励: name, granting body and date (order 67, art. 9). What was recorded wrongly is withdrawn with the reason and stays readable. Personal datum: volunteering.groups.';
comment on column volunteering.commendation.is_high is 'Granted at the level of a county or higher: recorded when the paper is shown (order 67, art. 9).';
comment on column volunteering.commendation.paper is 'The paper that was shown: a file.';
create index commendation_of_person on volunteering.commendation (district, person, granted_on desc, id);
create index commendation_of_unit on volunteering.commendation (district, unit, person, granted_on, id);

create table volunteering.evaluation (
  district int not null,
  id uuid not null,
  person uuid not null,
  activity uuid not null,
  unit uuid not null,
  outcome text not null check (outcome in ('well', 'done', 'not-done')),
  words text not null default '',
  author uuid,
  at timestamptz not null,
  primary key (district, id),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.evaluation is '[append-only] 评价 of the service at one activity: how the task was done, in words and with its date (order 67, art. 10). It is about the service, not the person: nothing is added up. Personal datum: volunteering.groups.';
create index evaluation_of_activity on volunteering.evaluation (district, activity, person, at desc, id desc);
create index evaluation_of_person on volunteering.evaluation (district, person, at desc, id);
create index evaluation_of_unit on volunteering.evaluation (district, unit, person, at);
