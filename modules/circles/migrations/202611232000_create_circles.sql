-- Circles and their members.
-- Locks: none, all tables are new.

create table circles.circle (
  district int not null,
  id uuid not null,
  version int not null default 1,
  name text not null,
  kind text not null check (kind in ('community', 'street', 'unit', 'hobby', 'cause', 'neighbourhood')),
  intro text not null,
  place text not null,
  unit uuid,
  interests text[] not null default '{}',
  joining text not null check (joining in ('open', 'approval', 'invitation')),
  status text not null check (status in ('review', 'open', 'refused', 'dissolved')),
  founded_by uuid not null,
  founded_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  members int not null default 0 check (members >= 0),
  primary key (district, id)
);
comment on table circles.circle is '圈: a group round a community, street, unit, hobby or cause; founded after review by the community or street.';
create index circle_by_place on circles.circle (district, status, place, id);
create index circle_of_unit on circles.circle (district, unit, id) where unit is not null;

create table circles.member (
  district int not null,
  circle uuid not null,
  person uuid not null,
  role text not null check (role in ('member', 'leader')),
  state text not null check (state in ('waiting', 'joined', 'left', 'refused')),
  since timestamptz not null,
  words text,
  primary key (district, circle, person),
  foreign key (district, circle) references circles.circle (district, id)
);
comment on table circles.member is 'Who belongs to a circle, or has asked to. Nobody outside the circle reads it. Personal datum: circles.membership.';
create index member_of_person on circles.member (district, person, state);
create index member_waiting on circles.member (district, circle, since) where state = 'waiting';

create table circles.invitation (
  district int not null,
  token_hash bytea not null,
  circle uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (district, token_hash),
  foreign key (district, circle) references circles.circle (district, id)
);
comment on table circles.invitation is 'Links and QR codes that let people into a circle until they end or are revoked; only a digest is kept.';
create index invitation_of_circle on circles.invitation (district, circle, made_at desc);
