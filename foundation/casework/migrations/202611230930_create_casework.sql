-- One row per matter, with its append-only events, clocks, tasks, and the desks it lies on.
-- Locks: none, all tables are new.

create table casework.case (
  district int not null,
  id uuid not null,
  number text not null,
  type text not null,
  type_version int not null,
  status text not null,
  phase text not null check (phase in ('new', 'open', 'waiting', 'done')),
  version int not null check (version >= 1),
  title text not null,
  description text not null default '',
  form jsonb not null default '{}',
  memory jsonb not null default '{}',
  place text,
  longitude double precision,
  latitude double precision,
  category text,
  urgency text,
  source text not null,
  external_id text,
  opener uuid,
  opener_words text,
  unit uuid,
  assignee uuid,
  visibility text not null default 'private' check (visibility in ('private', 'offered', 'public')),
  followers int not null default 0,
  due_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  updated_at timestamptz not null,
  primary key (district, id)
);
comment on table casework.case is 'A matter of any type: its present state. What happened is in casework.event, in the same transaction.';
comment on column casework.case.version is 'Equals the number of events; an act on an older version is refused.';
comment on column casework.case.opener is 'The reporter. Personal datum: needed to answer; erased on request after the matter is closed.';
comment on column casework.case.external_id is 'Number in the system the matter came from; with source it is unique, so that an import never doubles.';
comment on column casework.case.place is 'Region code, 6 to 15 digits; a prefix is an ancestor.';
create unique index case_number on casework.case (district, number);
create unique index case_external on casework.case (district, source, external_id) where external_id is not null;
create index case_opener on casework.case (district, opener, id desc) where opener is not null;
create index case_category on casework.case (district, type, category, id desc);
create index case_unit on casework.case (district, unit, id desc) where unit is not null;
create index case_public on casework.case (district, type, id desc) where visibility = 'public';
create index case_updated on casework.case (district, type, updated_at) where visibility = 'public';
create index case_near on casework.case (district, type, latitude, longitude) where phase <> 'done' and latitude is not null;

create table casework.event (
  district int not null,
  case_id uuid not null,
  seq int not null,
  at timestamptz not null,
  actor_kind text not null,
  actor uuid,
  actor_unit uuid,
  action text not null,
  from_status text,
  to_status text not null,
  task_id uuid,
  note text,
  input jsonb not null default '{}',
  seen_by text not null default 'everyone' check (seen_by in ('everyone', 'staff')),
  primary key (district, case_id, seq),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.event is '[append-only] What happened to a case, in order. seq runs from 1 without gaps.';

create table casework.reach (
  district int not null,
  reach text not null,
  case_id uuid not null,
  type text not null,
  phase text not null,
  sort_at timestamptz not null,
  primary key (district, case_id, reach),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.reach is 'The desks a case lies on: r:<place prefix>, u:<unit>, p:<person>. One predicate for every axis of scope, and the order of every board: open cases by deadline, finished ones by time of closing.';
create index reach_board on casework.reach (district, reach, type, phase, sort_at, case_id);

create table casework.task (
  district int not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  unit uuid not null,
  status text not null,
  phase text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (district, id),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.task is 'Work of one organisation beside that of others; the case goes on when all are done.';
create index task_case on casework.task (district, case_id, id);

create table casework.clock (
  district int not null,
  case_id uuid not null,
  name text not null,
  round int not null,
  task_id uuid not null default '00000000-0000-0000-0000-000000000000',
  unit uuid,
  started_at timestamptz not null,
  "limit" jsonb not null,
  pauses jsonb not null default '[]',
  due_at timestamptz not null,
  warn_at timestamptz,
  warned_at timestamptz,
  overdue_at timestamptz,
  stopped_at timestamptz,
  primary key (district, case_id, name, round, task_id),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.clock is 'Deadlines: the truth about what is due when. A job only wakes the sweep. due_at can be computed again from start, limit, pauses and calendar.';
comment on column casework.clock.unit is 'The unit that was responsible when the clock stopped or ran out; the rates are counted by it.';
create index clock_due on casework.clock (district, due_at) where stopped_at is null and overdue_at is null;
create index clock_warn on casework.clock (district, warn_at) where stopped_at is null and warned_at is null and warn_at is not null;
create index clock_rates on casework.clock (district, name, due_at);

create table casework.follower (
  district int not null,
  case_id uuid not null,
  person uuid not null,
  at timestamptz not null,
  words text,
  primary key (district, case_id, person),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.follower is 'People who joined a report (同诉) and are told of its progress.';
comment on column casework.follower.person is 'Personal datum: told of progress at their own wish.';
create index follower_person on casework.follower (district, person, case_id);

create table casework.link (
  district int not null,
  from_case uuid not null,
  to_case uuid not null,
  kind text not null,
  at timestamptz not null,
  primary key (district, from_case, to_case, kind),
  foreign key (district, from_case) references casework.case (district, id),
  foreign key (district, to_case) references casework.case (district, id)
);
comment on table casework.link is 'Cases that belong together: merged into, whistle of, supervision of.';
create index link_back on casework.link (district, to_case);

create table casework.attachment (
  district int not null,
  case_id uuid not null,
  file_id uuid not null,
  stage text not null,
  seen_by text not null default 'everyone',
  at timestamptz not null,
  primary key (district, case_id, file_id),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.attachment is 'Photos and documents of a case, by the step they came with.';

create table casework.rating (
  district int not null,
  case_id uuid not null,
  round int not null,
  person uuid,
  unit uuid,
  grade int check (grade between 1 and 5),
  solved boolean,
  words text,
  at timestamptz not null,
  primary key (district, case_id, round),
  foreign key (district, case_id) references casework.case (district, id)
);
comment on table casework.rating is '[append-only] The reporter''s word on a matter, once per round (一事一评). Who rated is not shown to the rated unit (GB/T 39735, 好差评).';
comment on column casework.rating.person is 'Personal datum: hidden from the rated.';
create index rating_unit on casework.rating (district, at);

create table casework.search (
  district int not null,
  case_id uuid not null,
  words tsvector not null,
  primary key (district, case_id)
);
comment on table casework.search is '[owner-only] Index words of each case and the desks it lies on. Read through casework.find_cases only, because row-level security would keep the index from being used.';
create index search_words on casework.search using gin (words);

create function casework.find_cases(p_district int, p_reach text[], p_words text[], p_before uuid, p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare q tsquery;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return; end if;
  select string_agg('''' || replace(replace(w, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into q from unnest(p_words) w;
  if cardinality(p_reach) > 0 then
    q := q && (select string_agg('''' || replace(replace(r, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery from unnest(p_reach) r);
  end if;
  return query execute 'select case_id from casework.search where district = $1 and words @@ $2 and ($3 is null or case_id < $3) order by district desc, case_id desc limit $4' using p_district, q, p_before, p_most;
end $$;
comment on function casework.find_cases is 'Newest cases first that hold all words and lie on one of the desks; an empty list of desks means all of the district.';

create function casework.index_case(p_district int, p_case uuid, p_add text[], p_remove text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into casework.search as s (district, case_id, words)
  select p_district, p_case, array_to_tsvector(p_add) where p_district = nullif(current_setting('app.district', true), '')::int
  on conflict (district, case_id) do update set words = ts_delete(s.words, p_remove) || excluded.words
$$;
comment on function casework.index_case is 'Adds words to a case''s index entry and takes others away.';

create table casework.saved_filter (
  district int not null,
  id uuid not null,
  person uuid not null,
  name text not null,
  filter jsonb not null,
  at timestamptz not null,
  primary key (district, id)
);
comment on table casework.saved_filter is 'Board filters a staff member keeps for themselves.';
create index saved_filter_person on casework.saved_filter (district, person, id);

create table casework.export (
  district int not null,
  id uuid not null,
  person uuid not null,
  filter jsonb not null,
  reach jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  rows_done int not null default 0,
  rows_total int,
  file_name text,
  content bytea,
  fault text,
  at timestamptz not null,
  done_at timestamptz,
  primary key (district, id)
);
comment on table casework.export is 'Spreadsheets made in the background for one person, who alone may fetch them; removed after a day.';
comment on column casework.export.reach is 'The desks within the asker''s scope at the time of asking.';
