-- Who and what there is in the district: regions, organisations, people, memberships, roles with scope.
-- Locks: none, all tables are new.

create table directory.region (
  district int not null,
  code text not null check (code ~ '^[0-9]{6}([0-9]{3}){0,3}$'),
  name text not null,
  level text not null check (level in ('district', 'street', 'community', 'grid')),
  parent text,
  valid_from date not null,
  valid_to date,
  longitude double precision,
  latitude double precision,
  primary key (district, code, valid_from),
  check (valid_to is null or valid_to > valid_from),
  check (length(code) = case level when 'district' then 6 when 'street' then 9 when 'community' then 12 else 15 end),
  check ((longitude is null) = (latitude is null))
);
comment on table directory.region is 'The region tree by statistical code: 6 digits district, 9 street, 12 community, 15 grid; a prefix is an ancestor. A change of name ends one row and begins another.';
comment on column directory.region.valid_from is 'First day of this name and place. 1900-01-01: from before our records.';
comment on column directory.region.longitude is 'Centre in WGS-84, for maps.';
create unique index region_current on directory.region (district, code) where valid_to is null;

create table directory.region_version (
  district int not null,
  version uuid not null,
  primary key (district)
);
comment on table directory.region_version is 'Changes with every change of the region tree, so that each process knows when its copy of it is old.';

create table directory.organisation (
  district int not null,
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
  is_invented boolean not null default false,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (district, id),
  foreign key (district, parent) references directory.organisation (district, id),
  check (parent is distinct from id),
  check ((longitude is null) = (latitude is null))
);
comment on table directory.organisation is 'District departments, street offices, community committees, property companies, Party and social organisations, merchants and others that act on the platform.';
comment on column directory.organisation.credit_code is 'Unified social credit code (GB 32100).';
comment on column directory.organisation.place is 'Region the organisation answers for or stands in; a prefix is an ancestor.';
comment on column directory.organisation.phone is 'Public office number, not a person''s.';
comment on column directory.organisation.is_invented is 'Made up for the demonstration; shown as such.';
create unique index organisation_credit_code on directory.organisation (district, credit_code) where credit_code is not null;
create unique index organisation_name on directory.organisation (district, kind, name, place) nulls not distinct where active;
create index organisation_place on directory.organisation (district, place text_pattern_ops, kind);
create index organisation_parent on directory.organisation (district, parent) where parent is not null;

create table directory.person (
  district int not null,
  id uuid not null,
  name text not null,
  place text,
  phone_cipher bytea,
  id_number_cipher bytea,
  minor_birth_year int,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  erased_at timestamptz,
  primary key (district, id)
);
comment on table directory.person is 'One row per person, whatever roles they hold. Staff lists show the name; everything else is masked or encrypted.';
comment on column directory.person.name is 'Personal datum: to address the person and to name the responsible member of staff.';
comment on column directory.person.place is 'Home community. Personal datum: routes the person''s matters; given by the person or their community.';
comment on column directory.person.phone_cipher is 'Mobile number, AES-256-GCM. Personal datum, sensitive. Looked up by directory.phone_index.';
comment on column directory.person.id_number_cipher is 'Resident ID number (GB 11643), AES-256-GCM. Personal datum, highly sensitive. Looked up by directory.id_index.';
comment on column directory.person.minor_birth_year is 'Kept only for people under 18, whose data need approval to open (minors online protection regulation art. 36). Empty for adults: no birth date is kept.';
create index person_place on directory.person (district, place text_pattern_ops) where place is not null;

create table directory.phone_index (
  hash text not null primary key,
  home_district int not null,
  person uuid not null
);
comment on table directory.phone_index is '[no-district] Which person has a phone number: unique across districts, keyed by the HMAC of the number, which it does not hold.';
create index phone_index_person on directory.phone_index (home_district, person);

create table directory.id_index (
  hash text not null primary key,
  home_district int not null,
  person uuid not null
);
comment on table directory.id_index is '[no-district] Which person has a resident ID number: unique across districts, keyed by the HMAC of the number, which it does not hold.';
create index id_index_person on directory.id_index (home_district, person);

create table directory.guardian (
  district int not null,
  ward uuid not null,
  guardian uuid not null,
  relation text not null,
  valid_from timestamptz not null,
  ended_at timestamptz,
  primary key (district, ward, guardian, valid_from),
  foreign key (district, ward) references directory.person (district, id),
  foreign key (district, guardian) references directory.person (district, id),
  check (ward <> guardian)
);
comment on table directory.guardian is 'Who may consent for a minor: under 14 the guardian consents, from 14 to 17 the guardian is named and told (PIPL art. 31).';
create unique index guardian_current on directory.guardian (district, ward, guardian) where ended_at is null;

create table directory.membership (
  district int not null,
  id uuid not null,
  person uuid not null,
  organisation uuid not null,
  title text,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (district, id),
  foreign key (district, person) references directory.person (district, id),
  foreign key (district, organisation) references directory.organisation (district, id)
);
comment on table directory.membership is 'Who belongs to which organisation, with their title. Gives no right by itself: rights come from roles.';
create unique index membership_current on directory.membership (district, person, organisation) where ended_at is null;
create index membership_organisation on directory.membership (district, organisation) where ended_at is null;

create table directory.role_grant (
  district int not null,
  id uuid not null,
  person uuid not null,
  role text not null,
  place text,
  unit uuid,
  granted_by uuid,
  granted_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (district, id),
  foreign key (district, person) references directory.person (district, id),
  foreign key (district, unit) references directory.organisation (district, id)
);
comment on table directory.role_grant is 'A role and how far it reaches: a region (code prefix), an organisation, or both. Ended grants stay readable. The role party-member is political membership: sensitive, never in a public answer.';
comment on column directory.role_grant.granted_by is 'Null when the platform itself granted it (first installation, demonstration).';
create unique index role_grant_current on directory.role_grant (district, person, role, place, unit) nulls not distinct where ended_at is null;
create unique index role_grant_one_administration on directory.role_grant (district, person) where ended_at is null and role in ('system-administrator', 'security-administrator', 'audit-administrator');
comment on index directory.role_grant_one_administration is 'Separate system, security and audit administrators (GB/T 22239): nobody holds two of the three.';
create index role_grant_unit on directory.role_grant (district, unit, role) where ended_at is null and unit is not null;
create index role_grant_place on directory.role_grant (district, role, place text_pattern_ops) where ended_at is null;

create table directory.minor_approval (
  district int not null,
  id uuid not null,
  person uuid not null,
  staff uuid not null,
  approved_by uuid not null,
  reason text not null,
  approved_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (district, id),
  foreign key (district, person) references directory.person (district, id),
  foreign key (district, staff) references directory.person (district, id),
  check (staff <> approved_by)
);
comment on table directory.minor_approval is '[append-only] Leave for one member of staff to open one minor''s data for a day (minors online protection regulation art. 36).';
create index minor_approval_pair on directory.minor_approval (district, person, staff, expires_at);

create table directory.import (
  district int not null,
  id uuid not null,
  kind text not null check (kind in ('regions', 'organisations', 'people')),
  file_name text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  row_count int not null,
  rows_cipher bytea,
  faults jsonb not null,
  expected jsonb not null,
  ignored_columns text[] not null,
  confirmed_at timestamptz,
  result jsonb,
  primary key (district, id)
);
comment on table directory.import is 'A spreadsheet that was read and checked and waits for its sender''s word. Nothing of it is in force before that; what is not confirmed within a day is deleted.';
comment on column directory.import.rows_cipher is 'The rows as read, encrypted: they hold phone and ID numbers. Emptied on confirmation.';
comment on column directory.import.faults is 'Row, column and what is wrong; never the value itself.';
create index import_age on directory.import (district, expires_at);
