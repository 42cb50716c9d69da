-- Consent with its proof, and erasures with what the law makes us keep.
-- Locks: none, all tables are new.

create table privacy.consent_text (
  district int not null,
  hash text not null,
  purpose text not null,
  text jsonb not null,
  first_used_at timestamptz not null,
  primary key (district, hash)
);
comment on table privacy.consent_text is '[append-only] The words that people were shown when they were asked, so that a consent can be proved after the words have changed.';

create table privacy.consent (
  district int not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  decision text not null check (decision in ('given', 'refused', 'withdrawn')),
  decided_by uuid not null,
  text_hash text not null,
  notice_version text not null,
  channel text not null check (channel in ('web', 'counter', 'phone', 'import', 'demo')),
  at timestamptz not null,
  primary key (district, id),
  foreign key (district, text_hash) references privacy.consent_text (district, hash)
);
comment on table privacy.consent is '[append-only] Every word of a person on one purpose; the last one counts (PIPL art. 14 to 16). Rows go through privacy.forget_consents only, three years after they ceased to count.';
comment on column privacy.consent.person is 'Whose data. Personal datum: proof of consent.';
comment on column privacy.consent.decided_by is 'Who said it: the person, or the guardian of a child under 14 (PIPL art. 31). Personal datum: proof of consent.';
create index consent_of_person on privacy.consent (district, person, purpose, id desc);

create table privacy.erasure (
  district int not null,
  person uuid not null,
  requested_by uuid,
  requested_at timestamptz not null,
  kept jsonb not null default '[]',
  finished_at timestamptz,
  primary key (district, person)
);
comment on table privacy.erasure is 'Who asked to be erased, what is kept by law and why. Unfinished while something must still be answered; a nightly job finishes it.';
comment on column privacy.erasure.person is 'The id that is left of the person: it names nobody any more.';
create index erasure_unfinished on privacy.erasure (district, requested_at) where finished_at is null;

create function privacy.forget_consents(p_district int, p_before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  if p_district is distinct from nullif(current_setting('app.district', true), '')::int then return 0; end if;
  delete from privacy.consent c where c.district = p_district and (
    (c.decision <> 'given' and c.at < p_before)
    or exists (select from privacy.consent n where n.district = c.district and n.person = c.person and n.purpose = c.purpose and n.id > c.id and n.at < p_before)
    or exists (select from privacy.erasure e where e.district = c.district and e.person = c.person and e.requested_at < p_before));
  get diagnostics n = row_count;
  return n;
end $$;
comment on function privacy.forget_consents is 'Removes what ceased to count before the given moment: withdrawn, refused, replaced, or of an erased person. The only way out of the append-only table.';
