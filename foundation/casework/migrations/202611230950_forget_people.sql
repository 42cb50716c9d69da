-- A person who has themselves erased must vanish from the append-only timeline as well (PIPL art. 47), and nothing else may
-- change there: steps, their order and their times stay. Locks: none.

create function casework.forget_person(p_district int, p_case uuid, p_person uuid, p_words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare w text; j text;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return; end if;
  update casework.event set note = null, input = '{}' where district = p_district and case_id = p_case and actor = p_person and actor_unit is null and (note is not null or input <> '{}');
  update casework.rating set words = null, person = null where district = p_district and case_id = p_case and person = p_person;
  foreach w in array p_words loop
    j := trim(both '"' from to_json(w)::text);
    update casework.event set note = replace(note, w, '〔已删除〕'), input = replace(input::text, j, '〔已删除〕')::jsonb
      where district = p_district and case_id = p_case and (position(w in note) > 0 or position(j in input::text) > 0);
  end loop;
end $$;
comment on function casework.forget_person is 'Takes the words of an erased person out of one case''s timeline and ratings: their own whole, of others'' words their name and number. The only change that the append-only tables allow.';
