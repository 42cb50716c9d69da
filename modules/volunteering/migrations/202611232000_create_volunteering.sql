-- 众治项目, activities, shifts, posts, sign-ups, attendance and service records.
-- Locks: none, all tables are new.

create table volunteering.project (
  district int not null,
  id uuid not null,
  version int not null default 1,
  circle uuid,
  unit uuid not null,
  place text not null,
  kind text not null,
  title text not null,
  content text not null,
  risks text not null,
  status text not null default 'draft' check (status in ('draft', 'review', 'open', 'refused', 'closed')),
  proposed_by uuid not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  created_at timestamptz not null,
  primary key (district, id)
);
comment on table volunteering.project is '众治项目: published by a circle or unit, reviewed by the community or street, then carried out in activities.';
comment on column volunteering.project.unit is 'Organises, records and certifies (order 67, art. 26).';
comment on column volunteering.project.risks is 'What may happen to volunteers, in true words (志愿服务条例 art. 12 and 13).';
create index project_of_circle on volunteering.project (district, circle, id desc) where circle is not null;
create index project_of_unit on volunteering.project (district, unit, id desc);
create index project_by_status on volunteering.project (district, status, place, id desc);

create table volunteering.activity (
  district int not null,
  id uuid not null,
  version int not null default 1,
  project uuid not null,
  circle uuid,
  unit uuid not null,
  kind text not null,
  title text not null,
  content text not null,
  risks text not null,
  is_dangerous boolean not null default false,
  insurance jsonb,
  place text not null,
  address text not null,
  longitude double precision,
  latitude double precision,
  radius_m int not null default 200 check (radius_m between 20 and 5000),
  leader uuid not null,
  status text not null default 'draft' check (status in ('draft', 'open', 'cancelled', 'settled')),
  cancel_reason text,
  sign_up_from timestamptz not null,
  sign_up_until timestamptz not null,
  cancel_until timestamptz not null,
  early_from timestamptz,
  early_circles uuid[] not null default '{}',
  only_place text,
  min_age int,
  accompanied_below int,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  series uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (district, id),
  foreign key (district, project) references volunteering.project (district, id),
  check (ends_at > starts_at),
  check (sign_up_from < sign_up_until),
  check (not is_dangerous or status = 'draft' or status = 'cancelled' or insurance is not null)
);
comment on table volunteering.activity is 'One activity of a project, at a place, on one or more shifts. A dangerous one is not open before an accident insurance covers its names (志愿服务条例 art. 17).';
comment on column volunteering.activity.leader is 'Activity leader, one of the seven mandatory fields of a record (order 67, art. 7). Personal datum: service record.';
create index activity_of_project on volunteering.activity (district, project, starts_at);
create index activity_of_circle on volunteering.activity (district, circle, starts_at) where circle is not null;
create index activity_of_unit on volunteering.activity (district, unit, starts_at desc);
create index activity_of_leader on volunteering.activity (district, leader, starts_at desc);
create index activity_coming on volunteering.activity (district, starts_at, id) where status = 'open';
create index activity_unsettled on volunteering.activity (district, ends_at, id) where status = 'open';
create index activity_of_series on volunteering.activity (district, series, starts_at) where series is not null;

create table volunteering.organiser (
  district int not null,
  activity uuid not null,
  person uuid not null,
  role text not null check (role in ('leader', 'checker', 'recorder')),
  primary key (district, activity, person, role),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.organiser is 'Who leads, checks in and records an activity: three distinct parts.';
create index organiser_person on volunteering.organiser (district, person, activity);

create table volunteering.shift (
  district int not null,
  activity uuid not null,
  id uuid not null,
  name text not null,
  meets_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (district, id),
  unique (district, activity, id),
  foreign key (district, activity) references volunteering.activity (district, id),
  check (meets_at <= starts_at and starts_at < ends_at and ends_at - starts_at <= interval '24 hours')
);
comment on table volunteering.shift is 'A stretch of an activity; people meet at a time of its own before it starts.';

create table volunteering.post (
  district int not null,
  shift uuid not null,
  id uuid not null,
  activity uuid not null,
  name text not null,
  capacity int not null check (capacity between 1 and 10000),
  waitlist int not null default 0 check (waitlist between 0 and 10000),
  taken int not null default 0,
  waiting int not null default 0,
  line int not null default 0,
  qualification text,
  min_age int,
  checks_itself boolean not null default false,
  primary key (district, id),
  unique (district, shift, id),
  foreign key (district, shift) references volunteering.shift (district, id),
  constraint never_beyond_capacity check (taken between 0 and capacity),
  constraint never_beyond_waitlist check (waiting between 0 and waitlist)
);
comment on table volunteering.post is '岗位: a role within a shift with its own capacity and qualification. taken counts places held or offered, waiting those in line; line is the last number given out.';
comment on column volunteering.post.checks_itself is 'A scattered place without a checker: volunteers check in and out by themselves.';
create index post_of_activity on volunteering.post (district, activity, shift, id);

create table volunteering.sign_up (
  district int not null,
  id uuid not null,
  post uuid not null,
  shift uuid not null,
  activity uuid not null,
  person uuid not null,
  state text not null check (state in ('held', 'waiting', 'offered', 'withdrawn', 'declined', 'lapsed', 'removed', 'cancelled')),
  number int not null,
  meets_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  signed_up_by uuid not null,
  group_id uuid,
  at timestamptz not null,
  changed_at timestamptz not null,
  offered_until timestamptz,
  reason text,
  primary key (district, id),
  foreign key (district, post) references volunteering.post (district, id),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.sign_up is 'A person''s place at a post, or in its line. number is the order of commit at that post.';
comment on column volunteering.sign_up.person is 'Personal datum: service record.';
create unique index sign_up_once on volunteering.sign_up (district, shift, person) where state in ('held', 'waiting', 'offered');
create index sign_up_of_person on volunteering.sign_up (district, person, starts_at desc);
create index sign_up_line on volunteering.sign_up (district, post, state, number);
create index sign_up_of_activity on volunteering.sign_up (district, activity, state, number);
create index sign_up_waiting on volunteering.sign_up (district, starts_at) where state = 'waiting';
create index sign_up_offered on volunteering.sign_up (district, offered_until) where state = 'offered';

create table volunteering.attendance (
  district int not null,
  shift uuid not null,
  person uuid not null,
  activity uuid not null,
  post uuid not null,
  sign_up uuid not null,
  came_at timestamptz,
  left_at timestamptz,
  came_by text check (came_by in ('screen-code', 'personal-code', 'roll-call', 'self')),
  left_by text check (left_by in ('screen-code', 'personal-code', 'roll-call', 'self', 'recorder')),
  came_place text not null default 'unknown' check (came_place in ('at', 'near', 'away', 'unknown')),
  left_place text not null default 'unknown' check (left_place in ('at', 'near', 'away', 'unknown')),
  reason text,
  checked_by uuid,
  state text not null check (state in ('present', 'left', 'pending', 'confirmed', 'no-show')),
  primary key (district, shift, person),
  foreign key (district, shift) references volunteering.shift (district, id),
  foreign key (district, activity) references volunteering.activity (district, id),
  check (left_at is null or came_at is null or left_at >= came_at)
);
comment on table volunteering.attendance is 'Who was there, from check-in to check-out. pending: nobody checked out; it counts for nothing until a recorder decides.';
comment on column volunteering.attendance.came_place is 'How the place looked at check-in, coarsely; the position itself is not kept (DOMAIN 3).';
create index attendance_of_activity on volunteering.attendance (district, activity, state, shift);
create index attendance_of_person on volunteering.attendance (district, person, shift);

create table volunteering.scan (
  district int not null,
  nonce uuid not null,
  activity uuid not null,
  shift uuid,
  person uuid,
  step text not null check (step in ('in', 'out')),
  way text not null check (way in ('screen-code', 'personal-code', 'roll-call', 'self')),
  outcome text not null,
  scanned_by uuid,
  device text,
  scanned_at timestamptz not null,
  at timestamptz not null,
  primary key (district, nonce)
);
comment on table volunteering.scan is '[append-only] Every attempt to check in or out with what became of it, also the refused and the repeated; a nonce makes a repeated upload nothing new.';
create index scan_of_activity on volunteering.scan (district, activity, at desc);
create index scan_of_person on volunteering.scan (district, person, at desc) where person is not null;

create table volunteering.record (
  district int not null,
  id uuid not null,
  revision int not null,
  person uuid not null,
  activity uuid not null,
  shift uuid,
  kind text not null,
  class text not null check (class in ('timed', 'entered')),
  minutes int not null check (minutes between 0 and 1440),
  stands text not null check (stands in ('counts', 'needs-superior', 'needs-district', 'annulled')),
  served_on date not null,
  activity_name text not null check (activity_name <> ''),
  place text not null check (place <> ''),
  content text not null check (content <> ''),
  unit uuid not null,
  unit_name text not null check (unit_name <> ''),
  leader uuid not null,
  leader_name text not null check (leader_name <> ''),
  circle uuid,
  region text not null,
  author uuid,
  reason text,
  proof uuid[] not null default '{}',
  at timestamptz not null,
  primary key (district, id, revision),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.record is '[append-only] 服务记录 with its seven mandatory fields (order 67, art. 7). A correction is a new revision with author and reason; older values stay readable. Kept ten years at least (GB/T 40143).';
comment on column volunteering.record.minutes is 'Service time actually given, in minutes: travel, meals and rest excluded.';
comment on column volunteering.record.class is 'timed: by check-in and check-out, earns beans. entered: by hand with proof, never does.';
comment on column volunteering.record.stands is 'The daily ladder: up to 8 hours count, up to 12 after the organiser''s superior agrees, more after the district.';
create index record_of_person on volunteering.record (district, person, served_on desc, id, revision desc);
create index record_of_activity on volunteering.record (district, activity, person, revision desc);

create table volunteering.standing (
  district int not null,
  record uuid not null,
  revision int not null,
  person uuid not null,
  activity uuid not null,
  unit uuid not null,
  circle uuid,
  region text not null,
  kind text not null,
  class text not null,
  minutes int not null,
  stands text not null,
  served_on date not null,
  primary key (district, record),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.standing is 'The newest revision of every service record, for lists and totals; written with it in one transaction.';
create index standing_of_person on volunteering.standing (district, person, served_on desc, record);
create index standing_of_day on volunteering.standing (district, person, served_on) where stands <> 'annulled';
create index standing_waiting on volunteering.standing (district, stands, region, served_on) where stands in ('needs-superior', 'needs-district');
create index standing_of_activity on volunteering.standing (district, activity, person);

create table volunteering.total (
  district int not null,
  person uuid not null,
  timed_minutes bigint not null default 0,
  entered_minutes bigint not null default 0,
  records int not null default 0,
  primary key (district, person)
);
comment on table volunteering.total is 'What counts of a person''s service, kept with every record so that a page need not add up.';

create table volunteering.month_total (
  district int not null,
  month date not null,
  dimension text not null check (dimension in ('region', 'circle', 'kind', 'unit')),
  key text not null,
  minutes bigint not null default 0,
  services int not null default 0,
  primary key (district, dimension, key, month)
);
comment on table volunteering.month_total is 'Minutes and services of a month by region, circle, kind and unit; sums of the standing records.';

create table volunteering.objection (
  district int not null,
  id uuid not null,
  person uuid not null,
  record uuid,
  activity uuid not null,
  about text not null check (about in ('record', 'missing', 'no-show')),
  words text not null,
  at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text,
  upheld boolean,
  primary key (district, id),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.objection is 'A volunteer says a record is wrong or missing, or contests a no-show (order 67, art. 13); answered within the set working days.';
create index objection_of_person on volunteering.objection (district, person, id desc);
create index objection_open on volunteering.objection (district, due_at) where answered_at is null;
create index objection_of_activity on volunteering.objection (district, activity, id);

create table volunteering.no_show (
  district int not null,
  shift uuid not null,
  person uuid not null,
  activity uuid not null,
  author uuid,
  reason text not null,
  at timestamptz not null,
  lapses_on date not null,
  withdrawn_at timestamptz,
  withdrawn_why text,
  primary key (district, shift, person),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.no_show is 'Who did not come, recorded by whom and why; can be contested and lapses. It never takes service time away and no one is ranked by it.';
create index no_show_of_person on volunteering.no_show (district, person, at desc);
create index no_show_of_activity on volunteering.no_show (district, activity);

create table volunteering.star_scheme (
  district int not null,
  level int not null check (level between 1 and 10),
  valid_from date not null,
  hours int not null,
  granting_body text not null,
  valid_years int,
  primary key (district, level, valid_from)
);
comment on table volunteering.star_scheme is 'Stars by hours: default 100, 300, 600, 1,000 and 1,500 hours; body and validity as data.';

create table volunteering.star (
  district int not null,
  person uuid not null,
  level int not null,
  granted_on date not null,
  valid_until date,
  granting_body text not null,
  at timestamptz not null,
  primary key (district, person, level, granted_on)
);
comment on table volunteering.star is '[append-only] Stars granted to a volunteer.';

create table volunteering.rule (
  district int not null,
  name text not null,
  value jsonb not null,
  changed_at timestamptz not null,
  primary key (district, name)
);
comment on table volunteering.rule is 'The district''s own rules where they differ from the defaults: how much one person takes on, days to answer an objection.';
