-- Certificates of service: who issues, with which keys, and the register. New tables only.
create table certificates.issuer (
  district int not null,
  unit uuid not null,
  contact text not null,
  posting_days int not null default 0 check (posting_days between 0 and 60),
  valid_months int check (valid_months between 1 and 600),
  next_index int not null default 0,
  changed_at timestamptz not null,
  primary key (district, unit)
);
comment on table certificates.issuer is 'How a unit certifies: where it can be reached, how long a certificate is posted before it is issued, how long it is good (null: for good). A unit without a row certifies by the defaults.';
comment on column certificates.issuer.next_index is 'The next place in the unit''s status list.';

create table certificates.issuer_key (
  district int not null,
  unit uuid not null,
  public_key text not null,
  secret_cipher bytea not null,
  made_at timestamptz not null,
  retired_at timestamptz,
  primary key (district, unit, public_key)
);
comment on table certificates.issuer_key is 'Ed25519 keys of a unit (multibase; the secret half by the vault). Retired ones stay in its did document, so that what they signed still verifies.';
create unique index issuer_key_present on certificates.issuer_key (district, unit) where retired_at is null;

create table certificates.counter (
  district int not null,
  unit uuid not null,
  year int not null,
  last int not null,
  primary key (district, unit, year)
);
comment on table certificates.counter is 'The last number of a unit''s register in a year; drawn in the issuing transaction, so that numbers have no gaps.';

create table certificates.certificate (
  district int not null,
  id uuid not null,
  unit uuid not null,
  unit_name text not null,
  person uuid,
  holder_cipher bytea,
  holder_code_cipher bytea,
  volunteer_number text,
  period_from date not null,
  period_to date not null,
  timed_minutes int not null check (timed_minutes >= 0),
  entered_minutes int not null check (entered_minutes >= 0),
  digest text not null,
  state text not null check (state in ('posted', 'issued', 'refused', 'revoked')),
  asked_at timestamptz not null,
  posted_until timestamptz,
  serial int,
  number text,
  status_index int,
  issued_at timestamptz,
  valid_until timestamptz,
  contact text,
  credential jsonb,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  primary key (district, id),
  check ((state in ('issued', 'revoked')) = (number is not null)),
  check ((number is null) = (credential is null)),
  check (state not in ('refused', 'revoked') or reason is not null)
);
comment on table certificates.certificate is 'The register of certificates (登记册): issued by the unit that organised and recorded (order 67, art. 26), on demand and free. An erased person''s stay and still verify; they hold no name any more.';
comment on column certificates.certificate.holder_cipher is 'Name of the holder, by the vault. Personal datum: certificates.register.';
comment on column certificates.certificate.digest is 'Digest of the records and revisions that it rests on: the same is not issued twice.';
create unique index certificate_once on certificates.certificate (district, person, unit, digest) where state in ('posted', 'issued');
create unique index certificate_number on certificates.certificate (district, unit, number) where number is not null;
create index certificate_of_person on certificates.certificate (district, person, id desc);
create index certificate_of_unit on certificates.certificate (district, unit, id desc);
create index certificate_posted on certificates.certificate (district, posted_until) where state = 'posted';
create index certificate_revoked on certificates.certificate (district, unit, status_index) where state = 'revoked';

create table certificates.part (
  district int not null,
  certificate uuid not null,
  position int not null,
  record uuid not null,
  revision int not null,
  activity_name text not null,
  served_on date not null,
  place text not null,
  content text not null,
  minutes int not null,
  class text not null check (class in ('timed', 'entered')),
  primary key (district, certificate, position),
  foreign key (district, certificate) references certificates.certificate (district, id)
);
comment on table certificates.part is '[append-only] The service records that a certificate rests on, as they stood when it was asked for.';

create table certificates.guess (
  district int not null,
  certificate uuid not null,
  id uuid not null,
  at timestamptz not null,
  primary key (district, certificate, id),
  foreign key (district, certificate) references certificates.certificate (district, id)
);
comment on table certificates.guess is 'When somebody asked whose a certificate is; counted for an hour and then forgotten.';
create index guess_at on certificates.guess (district, at);
