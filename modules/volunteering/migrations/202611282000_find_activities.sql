-- Activities are found by street, community, kind and by their words; suggestions and the map look at a bounded window.
-- Row-level security keeps LIKE and the text index from being used: places are columns of their own, words are read through a function.
-- Locks: volunteering.activity is rewritten once for the generated columns; it has some tens of thousands of rows.

create function volunteering.index_words(p_text text) returns tsvector
language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_to_tsvector(array_agg(distinct w.word)), ''::tsvector) from (
    select left(run[1], 60) as word
      from regexp_matches(regexp_replace(lower(p_text), '[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+', ' ', 'g'), '[[:alnum:]]+', 'g') as run
    union all
    select substr(run[1], at, size)
      from regexp_matches(lower(p_text), '[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+', 'g') as run,
        generate_series(1, length(run[1])) as at, (values (1), (2)) as s(size)
      where at + size - 1 <= length(run[1])
  ) w
$$;
comment on function volunteering.index_words is 'Every Chinese character, every pair of neighbours, and whole words of other scripts: pairs find words of two characters by index.';

alter table volunteering.activity
  add column street text not null generated always as (left(place, 9)) stored,
  add column community text not null generated always as (left(place, 12)) stored,
  add column words tsvector not null generated always as (volunteering.index_words(title || ' ' || content || ' ' || address)) stored;
comment on column volunteering.activity.words is 'What the activity is found by, of title, content and address. Read through volunteering.find_activities.';

create index activity_coming_in_street on volunteering.activity (district, street, starts_at, id) where status = 'open';
create index activity_coming_in_community on volunteering.activity (district, community, starts_at, id) where status = 'open';
create index activity_coming_of_kind on volunteering.activity (district, kind, starts_at, id) where status = 'open';
create index activity_coming_at_point on volunteering.activity (district, longitude, latitude, starts_at) where status = 'open' and longitude is not null;
create index activity_words on volunteering.activity using gin (words) where status = 'open';

create function volunteering.find_activities(
  p_district int, p_words text[], p_place text, p_kind text, p_circle uuid, p_from timestamptz, p_until timestamptz, p_after_at timestamptz, p_after uuid, p_most int
) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked tsquery;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int or cardinality(p_words) = 0 then return; end if;
  select string_agg('''' || replace(replace(w, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into asked from unnest(p_words) w;
  return query select a.id from volunteering.activity a
    where a.district = p_district and a.status = 'open' and a.words @@ asked and a.starts_at >= p_from
      and (p_until is null or a.starts_at < p_until)
      and (p_place is null or starts_with(a.place, p_place))
      and (p_kind is null or a.kind = p_kind)
      and (p_circle is null or a.circle = p_circle)
      and (p_after is null or (a.starts_at, a.id) > (p_after_at, p_after))
    order by a.starts_at, a.id limit p_most;
end $$;
comment on function volunteering.find_activities is 'Open activities of the present district that have all these words, soonest first.';
