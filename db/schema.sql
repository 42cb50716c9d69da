-- Made by `npm run tables` from the migrated schema; for reading and review. The truth is in the migrations.

-- Days that differ from their weekday: weekdays off, weekend days worked to make up for them.
table calendar.day (
  district integer not null,
  date date not null,
  year integer not null,
  kind text not null,
  note text not null,
  constraint day_pkey PRIMARY KEY (district, date),
  constraint day_year FOREIGN KEY (district, year) REFERENCES calendar.year(district, year),
  constraint day_in_its_year CHECK ((date_part('year'::text, date) = (year)::double precision)),
  constraint day_kind_known CHECK ((kind = ANY (ARRAY['off'::text, 'work'::text]))),
  constraint day_note_length CHECK ((char_length(note) <= 50))
);
CREATE INDEX day_by_year ON calendar.day USING btree (district, year);

-- One row a district once it has changed its calendar; without it the calendar shipped with the platform is in force.
table calendar.version (
  district integer not null,
  version uuid not null,
  office_hours jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint version_pkey PRIMARY KEY (district)
);


-- Years that the district imported; each replaces the whole year of the calendar shipped with the platform.
table calendar.year (
  district integer not null,
  year integer not null,
  status text not null,
  imported_at timestamp with time zone not null,
  imported_by uuid,
  constraint year_pkey PRIMARY KEY (district, year),
  constraint year_in_range CHECK (((year >= 1992) AND (year <= 2099))),
  constraint year_status_known CHECK ((status = ANY (ARRAY['final'::text, 'provisional'::text])))
);


-- Who may consent for a minor: under 14 the guardian consents, from 14 to 17 the guardian is named and told (PIPL art. 31).
table directory.guardian (
  district integer not null,
  ward uuid not null,
  guardian uuid not null,
  relation text not null,
  valid_from timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint guardian_pkey PRIMARY KEY (district, ward, guardian, valid_from),
  constraint guardian_district_guardian_fkey FOREIGN KEY (district, guardian) REFERENCES directory.person(district, id),
  constraint guardian_district_ward_fkey FOREIGN KEY (district, ward) REFERENCES directory.person(district, id),
  constraint guardian_check CHECK ((ward <> guardian))
);
CREATE UNIQUE INDEX guardian_current ON directory.guardian USING btree (district, ward, guardian) WHERE (ended_at IS NULL);

-- [no-district] Which person has a resident ID number: unique across districts, keyed by the HMAC of the number, which it does not hold.
table directory.id_index (
  hash text not null,
  home_district integer not null,
  person uuid not null,
  constraint id_index_pkey PRIMARY KEY (hash)
);
CREATE INDEX id_index_person ON directory.id_index USING btree (home_district, person);

-- A spreadsheet that was read and checked and waits for its sender's word. Nothing of it is in force before that; what is not confirmed within a day is deleted.
table directory.import (
  district integer not null,
  id uuid not null,
  kind text not null,
  file_name text not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  row_count integer not null,
  rows_cipher bytea,
  faults jsonb not null,
  confirmed_at timestamp with time zone,
  result jsonb,
  constraint import_pkey PRIMARY KEY (district, id),
  constraint import_kind_check CHECK ((kind = ANY (ARRAY['regions'::text, 'organisations'::text, 'people'::text])))
);
CREATE INDEX import_age ON directory.import USING btree (district, expires_at);

-- Who belongs to which organisation, with their title. Gives no right by itself: rights come from roles.
table directory.membership (
  district integer not null,
  id uuid not null,
  person uuid not null,
  organisation uuid not null,
  title text,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint membership_pkey PRIMARY KEY (district, id),
  constraint membership_district_organisation_fkey FOREIGN KEY (district, organisation) REFERENCES directory.organisation(district, id),
  constraint membership_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id)
);
CREATE INDEX membership_organisation ON directory.membership USING btree (district, organisation) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX membership_current ON directory.membership USING btree (district, person, organisation) WHERE (ended_at IS NULL);

-- [append-only] Leave for one member of staff to open one minor's data for a day (minors online protection regulation art. 36).
table directory.minor_approval (
  district integer not null,
  id uuid not null,
  person uuid not null,
  staff uuid not null,
  approved_by uuid not null,
  reason text not null,
  approved_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint minor_approval_pkey PRIMARY KEY (district, id),
  constraint minor_approval_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id),
  constraint minor_approval_district_staff_fkey FOREIGN KEY (district, staff) REFERENCES directory.person(district, id),
  constraint minor_approval_check CHECK ((staff <> approved_by))
);
CREATE INDEX minor_approval_pair ON directory.minor_approval USING btree (district, person, staff, expires_at);

-- District departments, street offices, community committees, property companies, Party and social organisations, merchants and others that act on the platform.
table directory.organisation (
  district integer not null,
  id uuid not null,
  kind text not null,
  name text not null,
  short_name text,
  credit_code text,
  place text,
  parent uuid,
  phone text,
  address text,
  longitude double precision,
  latitude double precision,
  contact_person uuid,
  is_invented boolean not null,
  active boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint organisation_pkey PRIMARY KEY (district, id),
  constraint organisation_district_parent_fkey FOREIGN KEY (district, parent) REFERENCES directory.organisation(district, id),
  constraint organisation_check CHECK ((parent IS DISTINCT FROM id)),
  constraint organisation_check1 CHECK (((longitude IS NULL) = (latitude IS NULL)))
);
CREATE INDEX organisation_parent ON directory.organisation USING btree (district, parent) WHERE (parent IS NOT NULL);
CREATE INDEX organisation_place ON directory.organisation USING btree (district, place text_pattern_ops, kind);
CREATE UNIQUE INDEX organisation_credit_code ON directory.organisation USING btree (district, credit_code) WHERE (credit_code IS NOT NULL);
CREATE UNIQUE INDEX organisation_name ON directory.organisation USING btree (district, kind, name, place) NULLS NOT DISTINCT WHERE active;

-- One row per person, whatever roles they hold. Staff lists show the name; everything else is masked or encrypted.
table directory.person (
  district integer not null,
  id uuid not null,
  name text not null,
  place text,
  phone_cipher bytea,
  id_number_cipher bytea,
  minor_birth_year integer,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (district, id)
);
CREATE INDEX person_place ON directory.person USING btree (district, place text_pattern_ops) WHERE (place IS NOT NULL);

-- [no-district] Which person has a phone number: unique across districts, keyed by the HMAC of the number, which it does not hold.
table directory.phone_index (
  hash text not null,
  home_district integer not null,
  person uuid not null,
  constraint phone_index_pkey PRIMARY KEY (hash)
);
CREATE INDEX phone_index_person ON directory.phone_index USING btree (home_district, person);

-- The region tree by statistical code: 6 digits district, 9 street, 12 community, 15 grid; a prefix is an ancestor. A change of name ends one row and begins another.
table directory.region (
  district integer not null,
  code text not null,
  name text not null,
  level text not null,
  parent text,
  valid_from date not null,
  valid_to date,
  longitude double precision,
  latitude double precision,
  constraint region_pkey PRIMARY KEY (district, code, valid_from),
  constraint region_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
  constraint region_check1 CHECK ((length(code) =
CASE level
    WHEN 'district'::text THEN 6
    WHEN 'street'::text THEN 9
    WHEN 'community'::text THEN 12
    ELSE 15
END)),
  constraint region_check2 CHECK (((longitude IS NULL) = (latitude IS NULL))),
  constraint region_code_check CHECK ((code ~ '^[0-9]{6}([0-9]{3}){0,3}$'::text)),
  constraint region_level_check CHECK ((level = ANY (ARRAY['district'::text, 'street'::text, 'community'::text, 'grid'::text])))
);
CREATE UNIQUE INDEX region_current ON directory.region USING btree (district, code) WHERE (valid_to IS NULL);

-- Changes with every change of the region tree, so that each process knows when its copy of it is old.
table directory.region_version (
  district integer not null,
  version uuid not null,
  constraint region_version_pkey PRIMARY KEY (district)
);


-- A role and how far it reaches: a region (code prefix), an organisation, or both. Ended grants stay readable. The role party-member is political membership: sensitive, never in a public answer.
table directory.role_grant (
  district integer not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  place text,
  unit uuid,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  ended_by uuid,
  ended_at timestamp with time zone,
  constraint role_grant_pkey PRIMARY KEY (district, id),
  constraint role_grant_district_person_fkey FOREIGN KEY (district, person) REFERENCES directory.person(district, id),
  constraint role_grant_district_unit_fkey FOREIGN KEY (district, unit) REFERENCES directory.organisation(district, id)
);
CREATE INDEX role_grant_place ON directory.role_grant USING btree (district, role, place text_pattern_ops) WHERE (ended_at IS NULL);
CREATE INDEX role_grant_unit ON directory.role_grant USING btree (district, unit, role) WHERE ((ended_at IS NULL) AND (unit IS NOT NULL));
CREATE UNIQUE INDEX role_grant_current ON directory.role_grant USING btree (district, person, role, place, unit) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX role_grant_one_administration ON directory.role_grant USING btree (district, person) WHERE ((ended_at IS NULL) AND (role = ANY (ARRAY['system-administrator'::text, 'security-administrator'::text, 'audit-administrator'::text])));

-- [append-only] One row per act: who, when, what, about which record. Written in the same transaction as the act itself.
table kernel.audit (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  reason text,
  action text not null,
  subject text,
  detail jsonb not null,
  address text,
  constraint audit_pkey PRIMARY KEY (district, id),
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'client'::text, 'system'::text, 'anonymous'::text])))
);
CREATE INDEX audit_action ON kernel.audit USING btree (district, action, id);
CREATE INDEX audit_actor ON kernel.audit USING btree (district, actor_id, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX audit_subject ON kernel.audit USING btree (district, subject, id) WHERE (subject IS NOT NULL);

-- [append-only] Hash chain over the audit log: each seal covers the rows since the one before and its hash. A changed or missing row breaks the chain.
table kernel.audit_seal (
  district integer not null,
  seq bigint not null,
  sealed_at timestamp with time zone not null,
  last_audit_id uuid not null,
  rows integer not null,
  hash text not null,
  constraint audit_seal_pkey PRIMARY KEY (district, seq)
);


-- Answers remembered for a day under the sender's key, so that a repeated request has one effect.
table kernel.idempotency (
  district integer not null,
  key text not null,
  fingerprint text not null,
  at timestamp with time zone not null,
  answer jsonb,
  constraint idempotency_pkey PRIMARY KEY (district, key)
);
CREATE INDEX idempotency_age ON kernel.idempotency USING btree (at);

-- [no-district] Migrations that ran, with the digest of their text.
table kernel.migration (
  module text not null,
  file text not null,
  digest text not null,
  at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (module, file)
);


-- Events that other modules are told of, at least once, after their transaction has committed.
table kernel.outbox (
  district integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  event text not null,
  payload jsonb not null,
  due_at timestamp with time zone not null,
  tries integer not null,
  fault text,
  delivered_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (district, id)
);
CREATE INDEX outbox_waiting ON kernel.outbox USING btree (district, due_at, id) WHERE (delivered_at IS NULL);
