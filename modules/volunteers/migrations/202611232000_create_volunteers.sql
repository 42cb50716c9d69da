-- Volunteers and their qualifications.
-- Locks: none, all tables are new.

create table volunteers.volunteer (
  district int not null,
  person uuid not null,
  number text not null,
  status text not null check (status in ('active', 'waiting-for-guardian', 'left')),
  skills text[] not null default '{}',
  interests text[] not null default '{}',
  free_times text[] not null default '{}',
  guardian uuid,
  guardian_agreed_at timestamptz,
  joined_at timestamptz not null,
  left_at timestamptz,
  version int not null default 1,
  primary key (district, person),
  unique (district, number)
);
comment on table volunteers.volunteer is 'Who has registered to serve. Name, phone and region are the directory''s; a minor waits until a guardian has agreed.';
comment on column volunteers.volunteer.number is 'Volunteer number, in place of the ID number wherever a volunteer has to be named. Personal datum: volunteers.number.';
comment on column volunteers.volunteer.skills is 'Personal datum: volunteers.profile.';
create index volunteer_of_guardian on volunteers.volunteer (district, guardian) where guardian is not null;

create table volunteers.qualification_kind (
  district int not null,
  kind text not null,
  label text not null,
  includes text[] not null default '{}',
  primary key (district, kind)
);
comment on table volunteers.qualification_kind is 'Kinds of qualification; one may include others, as a doctor''s licence includes first aid.';

create table volunteers.qualification (
  district int not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  valid_from date not null,
  valid_until date,
  evidence uuid,
  state text not null check (state in ('waiting', 'confirmed', 'refused')),
  stated_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  primary key (district, id)
);
comment on table volunteers.qualification is 'What someone may do, since when and until when; counts once staff have seen the evidence. Personal datum: volunteers.qualification.';
create index qualification_of_person on volunteers.qualification (district, person, kind);
create index qualification_waiting on volunteers.qualification (district, id) where state = 'waiting';
