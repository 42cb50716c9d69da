-- Search costs what a page costs, however many cases hold the words: each case also stands in the word index under every
-- one of its desks by stretch of time, and a search asks for the newest stretches of its desk first, then for longer and older
-- ones, until the page is full.
-- Locks: casework.search is written while its rows get the words of their stretches; some seconds for 100,000 cases.

create function casework.made_at_ms(p_case uuid) returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select ('x' || translate(left(p_case::text, 13), '-', ''))::bit(48)::bigint
$$;
comment on function casework.made_at_ms is 'When a case''s key was made, in ms since 1970 (RFC 9562, version 7).';

create function casework.stretch_words(p_case uuid, p_words text[]) returns text[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(desk || '@' || bits || ':' || (casework.made_at_ms(p_case) >> bits)), '{}')
  from unnest(p_words) desk, unnest(array[28, 31, 34]) bits where desk ~ '^[rup]:'
$$;
comment on function casework.stretch_words is 'Of the words that name desks, those of the stretches of time on that desk: 2^28 ms (three days), 2^31 (25 days), 2^34 (half a year).';

create or replace function casework.index_case(p_district int, p_case uuid, p_add text[], p_remove text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into casework.search as s (district, case_id, words)
  select p_district, p_case, array_to_tsvector(p_add || casework.stretch_words(p_case, p_add))
    where p_district = nullif(current_setting('app.district', true), '')::int
  on conflict (district, case_id) do update
    set words = ts_delete(s.words, p_remove || casework.stretch_words(p_case, p_remove)) || excluded.words
$$;

-- Every search reads what waits to be put into the index; a short queue keeps that below a millisecond.
alter index casework.search_words set (gin_pending_list_limit = 256);

update casework.search set words = words || array_to_tsvector(casework.stretch_words(case_id, tsvector_to_array(words)));

-- Planned once a session: the shape of each question leaves only one good plan, and planning would cost more than finding.
create or replace function casework.find_cases(p_district int, p_reach text[], p_words text[], p_before uuid, p_most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  looked_through constant int := 1000;
  bits constant int[] := array[28, 28, 31, 31, 34, 34, null];
  desks text[] := case when cardinality(p_reach) > 0 then p_reach else array['r:' || p_district] end;
  held tsquery;
  before uuid := coalesce(p_before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  ms bigint;
  b int;
  asked tsquery;
  found int;
  missing int := p_most;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return; end if;
  select string_agg('''' || replace(replace(w, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery into held from unnest(p_words) w;
  desks := (select array_agg(replace(replace(d, '\', '\\'), '''', '''''')) from unnest(desks) d);

  -- All of the district: common words are met soonest by walking from the newest.
  if desks = array['r:' || p_district] then
    return query select n.case_id from (
      select s.case_id, s.words from casework.search s where s.district = p_district and s.case_id < before
      order by s.district desc, s.case_id desc limit looked_through) n where n.words @@ held limit missing;
    get diagnostics found = row_count;
    missing := missing - found;
    if missing <= 0 then return; end if;
    select s.case_id into before from casework.search s where s.district = p_district and s.case_id < before
      order by s.district desc, s.case_id desc offset looked_through - 1 limit 1;
    if before is null then return; end if;
  elsif p_before is null then
    select s.case_id into before from casework.search s where s.district = p_district order by s.district desc, s.case_id desc limit 1;
    if before is null then return; end if;
    ms := casework.made_at_ms(before);
    before := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  end if;

  ms := coalesce(ms, casework.made_at_ms(before));
  foreach b in array bits loop
    asked := held && (select string_agg('''' || d || case when b is null then '' else '@' || b || ':' || (ms >> b) end || '''', ' | ')::tsquery from unnest(desks) d);
    -- Without the fence the planner would walk the key and hope to meet the words.
    return query select w.case_id from (
      select s.case_id from casework.search s where s.district = p_district and s.case_id < before and s.words @@ asked offset 0) w
      order by w.case_id desc limit missing;
    get diagnostics found = row_count;
    missing := missing - found;
    exit when missing <= 0 or b is null or ms >> b = 0;
    before := (lpad(to_hex((ms >> b) << b), 12, '0') || lpad('', 20, '0'))::uuid;
    ms := ((ms >> b) << b) - 1;
  end loop;
end $$;
