-- Search costs what a page costs, however many cases hold the words: each case also stands in the word index under every
-- one of its desks by stretch of time, and a search asks for the newest stretches of its desk first, then for longer and older
-- ones, until the page is full.
-- Locks: casework.search is written while its rows get the words of their stretches; some seconds for 100,000 cases.

create function casework.made_at_ms(p_case uuid) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select ('x' || translate(left(p_case::text, 13), '-', ''))::bit(48)::bigint
$$;
comment on function casework.made_at_ms is 'When a case''s key was made, in ms since 1970 (RFC 9562, version 7).';

create function casework.stretch_words(p_case uuid, p_type text, p_words text[]) returns text[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(desk || '/' || p_type || '@' || bits || ':' || (casework.made_at_ms(p_case) >> bits)), '{}')
  from unnest(p_words) desk, unnest(array[28, 31, 34]) bits where desk ~ '^[rup]:[^/]*$'
$$;
comment on function casework.stretch_words is 'Of the words that name desks, those of the type and the stretches of time on that desk: 2^28 ms (three days), 2^31 (25 days), 2^34 (half a year).';

create or replace function casework.index_case(p_district int, p_case uuid, p_add text[], p_remove text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into casework.search as s (district, case_id, words)
  select p_district, p_case, array_to_tsvector(p_add || casework.stretch_words(p_case, t.type, p_add))
    from (select coalesce((select w from unnest(p_add) w where w like 't:%'), (select 't:' || c.type from casework.case c where c.district = p_district and c.id = p_case)) as type) t
    where p_district = nullif(current_setting('app.district', true), '')::int
  on conflict (district, case_id) do update
    set words = ts_delete(s.words, p_remove || casework.stretch_words(p_case, (select 't:' || c.type from casework.case c where c.district = p_district and c.id = p_case), p_remove)) || excluded.words
$$;

-- Every search reads what waits to be put into the index; a short queue keeps that below a millisecond.
alter index casework.search_words set (gin_pending_list_limit = 256);

update casework.search s set words = s.words || array_to_tsvector(casework.stretch_words(s.case_id, 't:' || c.type, tsvector_to_array(s.words)))
  from casework.case c where c.district = s.district and c.id = s.case_id;

-- Planned once a session: the shape of each question leaves only one good plan, and planning would cost more than finding.
create or replace function casework.find_cases(p_district int, p_reach text[], p_words text[], p_before uuid, p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  looked_through constant int := 1000;
  most_stretches constant int := 12;
  desks text[] := case when cardinality(p_reach) > 0 then p_reach else array['r:' || p_district] end;
  type text := (select w from unnest(p_words) w where w like 't:%');
  held tsquery;
  sought tsquery;
  before uuid := coalesce(p_before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  ms bigint;
  first_ms bigint;
  bits int := 28;
  asked tsquery;
  found int;
  missing int := p_most;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return; end if;
  -- A single character stands in most texts: it is looked for in what the longer words find, not in the index.
  select q.all_of, coalesce(q.long, q.all_of) into held, sought from (
    select string_agg(w, ' & ')::tsquery as all_of, (string_agg(w, ' & ') filter (where n > 1))::tsquery as long
    from (select '''' || replace(replace(w, '\', '\\'), '''', '''''') || '''' as w, char_length(w) as n from unnest(p_words) w where w not like 't:%') quoted) q;
  desks := (select array_agg(replace(replace(d, '\', '\\'), '''', '''''')) from unnest(desks) d);

  -- All of the district: common words are met soonest by walking from the newest.
  if desks = array['r:' || p_district] then
    return query select n.case_id from (
      select s.case_id, s.words from casework.search s where s.district = p_district and s.case_id < before
      order by s.district desc, s.case_id desc limit looked_through) n where n.words @@ (held && ('''' || type || '''')::tsquery) limit missing;
    get diagnostics found = row_count;
    missing := missing - found;
    if missing <= 0 then return; end if;
    select s.case_id into before from casework.search s where s.district = p_district and s.case_id < before
      order by s.district desc, s.case_id desc offset looked_through - 1 limit 1;
    if before is null then return; end if;
  end if;

  for stretch in 1..most_stretches loop
    -- From the newest case that is left: a time without cases costs nothing.
    select casework.made_at_ms(s.case_id) into ms from casework.search s where s.district = p_district and s.case_id < before
      order by s.district desc, s.case_id desc limit 1;
    exit when ms is null;
    if stretch = most_stretches then bits := null; end if;
    asked := sought && (
      select string_agg('''' || d || case when bits is null then '''' else '/' || type || '@' || bits || ':' || (ms >> bits) || '''' end, ' | ')::tsquery from unnest(desks) d);
    if bits is null then asked := asked && ('''' || type || '''')::tsquery; end if;
    -- Without the fence the planner would walk the key and hope to meet the words.
    return query select w.case_id from (
      select s.case_id from casework.search s where s.district = p_district and s.case_id < before and s.words @@ asked and (held = sought or s.words @@ held) offset 0) w
      order by w.case_id desc limit missing;
    get diagnostics found = row_count;
    missing := missing - found;
    exit when missing <= 0 or bits is null;
    first_ms := (ms >> bits) << bits;
    before := (lpad(to_hex(first_ms), 12, '0') || lpad('', 20, '0'))::uuid;
    -- The shortest stretch that should hold what is missing, if the cases go on as densely; all the rest if none does.
    bits := case
      when found = 0 then case when ms - first_ms < (1::bigint << bits) / 2 then bits when bits = 28 then 31 when bits = 31 then 34 end
      when found * 2.0 ^ 28 >= missing * (ms - first_ms + 1) then 28
      when found * 2.0 ^ 31 >= missing * (ms - first_ms + 1) then 31
      when found * 2.0 ^ 35 >= missing * (ms - first_ms + 1) then 34 end;
  end loop;
end $$;
