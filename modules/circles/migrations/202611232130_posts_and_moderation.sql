-- What neighbours tell each other in a circle, how it is moderated, notices to members, dissolving, and search.
-- Locks: short exclusive ones on circles.circle and circles.member for new columns with constant defaults; the rest is new.

alter table circles.circle add column dissolved_at timestamptz, add column dissolved_by uuid, add column dissolution_reason text;

alter table circles.member add column shows_name boolean not null default false, add column muted boolean not null default false;
comment on column circles.member.shows_name is 'The member''s choice: the circle reads the full name; otherwise it is masked.';
create index member_joined on circles.member (district, circle, since, person) where state = 'joined';

create table circles.post (
  district int not null,
  id uuid not null,
  circle uuid not null,
  parent uuid,
  kind text not null check (kind in ('help-wanted', 'help-offered', 'kindness', 'good-deed', 'offer', 'reply')),
  author uuid,
  words text not null,
  photos uuid[] not null default '{}',
  audience text not null check (audience in ('circle', 'everyone')),
  about uuid,
  state text not null check (state in ('shown', 'held', 'removed', 'withdrawn')),
  at timestamptz not null,
  settled_at timestamptz,
  primary key (district, id),
  foreign key (district, circle) references circles.circle (district, id),
  foreign key (district, parent) references circles.post (district, id),
  check ((parent is null) = (kind not in ('offer', 'reply')))
);
comment on table circles.post is 'What members tell each other, and their answers (parent). Held: hidden until somebody decides. Personal datum: circles.post.';
comment on column circles.post.about is 'The member whose good deed it tells of; seen outside the circle only with that person''s consent (志愿服务条例 art. 20).';
create index post_of_circle on circles.post (district, circle, id) where parent is null;
create index post_answers on circles.post (district, parent, id) where parent is not null;
create unique index post_one_offer on circles.post (district, parent, author) where kind = 'offer' and state <> 'withdrawn';
create index post_of_author on circles.post (district, author, at);
create index post_about on circles.post (district, about) where about is not null;
create index post_for_everyone on circles.post (district, id) where audience = 'everyone' and state = 'shown' and parent is null;

create table circles.decision (
  district int not null,
  id uuid not null,
  post uuid not null,
  outcome text not null check (outcome in ('stands', 'removed')),
  reason text not null,
  decided_by uuid not null,
  decided_as text not null check (decided_as in ('leader', 'staff')),
  at timestamptz not null,
  primary key (district, id),
  foreign key (district, post) references circles.post (district, id)
);
comment on table circles.decision is '[append-only] Whether what was reported stands or goes, with the reason that its author is told.';
create index decision_of_post on circles.decision (district, post, id);

create table circles.report (
  district int not null,
  post uuid not null,
  reporter uuid not null,
  circle uuid not null,
  ground text not null check (ground in ('untrue', 'rude', 'private', 'advertising', 'fraud', 'other')),
  words text,
  at timestamptz not null,
  decision uuid,
  primary key (district, post, reporter),
  foreign key (district, post) references circles.post (district, id),
  foreign key (district, circle) references circles.circle (district, id),
  foreign key (district, decision) references circles.decision (district, id)
);
comment on table circles.report is 'Who asked for something to be looked at, once a person; the author never learns who. Personal datum: circles.post.';
create index report_open on circles.report (district, circle, at) where decision is null;
create index report_of_circle on circles.report (district, circle);
create index report_of_decision on circles.report (district, decision);
create index report_of_person on circles.report (district, reporter);

create table circles.objection (
  district int not null,
  decision uuid not null,
  post uuid not null,
  author uuid not null,
  words text not null,
  at timestamptz not null,
  outcome text check (outcome in ('upheld', 'reversed')),
  reason text,
  answered_by uuid,
  answered_at timestamptz,
  primary key (district, decision),
  foreign key (district, decision) references circles.decision (district, id),
  foreign key (district, post) references circles.post (district, id),
  check ((outcome is null) = (answered_at is null))
);
comment on table circles.objection is 'What an author holds against a decision, once; somebody else than who decided answers. Personal datum: circles.post.';
create index objection_of_post on circles.objection (district, post);
create index objection_of_author on circles.objection (district, author);
create index objection_open on circles.objection (district, at) where outcome is null;

create table circles.announcement (
  district int not null,
  id uuid not null,
  circle uuid not null,
  author uuid,
  title text not null,
  words text not null,
  at timestamptz not null,
  primary key (district, id),
  foreign key (district, circle) references circles.circle (district, id)
);
comment on table circles.announcement is 'What the leaders of a circle tell all its members.';
create index announcement_of_circle on circles.announcement (district, circle, id);

create table circles.search (
  district int not null,
  circle uuid not null,
  words tsvector not null,
  primary key (district, circle)
);
comment on table circles.search is '[owner-only] Index words of open circles, with their places (r:) and interests (i:). Read through circles.find_circles only, because row-level security would keep the index from being used.';
create index search_words on circles.search using gin (words);

create function circles.index_circle(p_district int, p_circle uuid, p_words text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into circles.search as s (district, circle, words)
  select p_district, p_circle, array_to_tsvector(p_words)
    where p_district = nullif(current_setting('app.district', true), '')::int
  on conflict (district, circle) do update set words = excluded.words
$$;
comment on function circles.index_circle is 'Sets the index words of a circle of the present district.';

create function circles.forget_circle(p_district int, p_circle uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from circles.search s where s.district = p_district and s.circle = p_circle
    and p_district = nullif(current_setting('app.district', true), '')::int
$$;
comment on function circles.forget_circle is 'Takes a circle of the present district out of the index.';

create function circles.find_circles(p_district int, p_words text[], p_before uuid, p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  before uuid := coalesce(p_before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  asked tsquery;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return; end if;
  if cardinality(p_words) = 0 then
    return query select s.circle from circles.search s where s.district = p_district and s.circle < before order by s.circle desc limit p_most;
    return;
  end if;
  select string_agg('''' || replace(replace(w, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into asked from unnest(p_words) w;
  return query select s.circle from circles.search s
    where s.district = p_district and s.circle < before and s.words @@ asked order by s.circle desc limit p_most;
end $$;
comment on function circles.find_circles is 'Open circles of the present district that have all these words, newest first.';
