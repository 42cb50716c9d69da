-- Accounts, sessions, one-time codes, limits, outside sign-ins, machine clients.
-- Locks: none, all tables are new.

create table identity.account (
  district int not null,
  person uuid not null,
  login text not null check (login ~ '^[a-z][a-z0-9._-]{2,39}$'),
  password_hash text not null,
  password_changed_at timestamptz not null,
  must_change_password boolean not null default true,
  totp_cipher bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  primary key (district, person),
  unique (district, login)
);
comment on table identity.account is 'Staff who sign in by password and second factor. Residents have no account: their phone is enough.';
comment on column identity.account.person is 'The person of the directory.';
comment on column identity.account.password_hash is 'argon2id in PHC form; never the password.';
comment on column identity.account.must_change_password is 'After a one-time password: until it is changed, no office is in force.';
comment on column identity.account.totp_cipher is 'Secret of the authenticator application, encrypted.';
comment on column identity.account.totp_last_step is 'The newest time step that was used; it and those before are refused (RFC 6238 section 5.2).';

create table identity.recovery_code (
  district int not null,
  person uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (district, person, code_hash),
  foreign key (district, person) references identity.account (district, person) on delete cascade
);
comment on table identity.recovery_code is 'Codes on paper for the day the phone is lost; keyed digests, each used once.';

create table identity.session (
  district int not null,
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  method text not null check (method in ('code', 'staff-code', 'password', 'oidc', 'ticket', 'demo')),
  second_factor boolean not null,
  device text not null,
  address text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_seconds int not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (district, id),
  unique (district, token_hash)
);
comment on table identity.session is 'Who is signed in where. The cookie''s token has 256 random bits; only its SHA-256 is here.';
comment on column identity.session.second_factor is 'Whether this session proved a second factor; without it no office is in force.';
comment on column identity.session.device is 'A short name that the owner recognises, not the user agent. Personal datum: so that people find sessions that are not theirs.';
comment on column identity.session.address is 'Network address at sign-in. Personal datum: shown to the person in their list of sessions; removed with the session.';
create index session_of_person on identity.session (district, person, created_at desc);
create index session_end on identity.session (district, ends_at);

create table identity.sign_in_code (
  district int not null,
  id uuid not null,
  purpose text not null check (purpose in ('sign-in', 'staff-issued')),
  phone_index text not null,
  code_hash text not null,
  issued_by uuid,
  tries int not null default 0 check (tries <= 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (district, id)
);
comment on table identity.sign_in_code is 'One-time codes: keyed digests bound to request and number, five tries, used once.';
comment on column identity.sign_in_code.phone_index is 'Keyed digest of the number, not the number. Personal datum: to bind a code to a number; removed after two days.';
create index sign_in_code_of_phone on identity.sign_in_code (district, phone_index, created_at desc);

create table identity.attempt (
  district int not null,
  id uuid not null,
  kind text not null,
  key text not null,
  at timestamptz not null,
  primary key (district, id)
);
comment on table identity.attempt is 'What the limits count: one row per attempt and key, so that no counter is a hot row. Removed after two days.';
comment on column identity.attempt.key is 'Keyed digest of number, address or login.';
create index attempt_counted on identity.attempt (district, kind, key, at desc);

create table identity.challenge (
  district int not null,
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  tries int not null default 0 check (tries <= 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (district, id),
  unique (district, token_hash)
);
comment on table identity.challenge is 'Between a right password and the second factor.';

create table identity.round_trip (
  district int not null,
  id uuid not null,
  provider text not null check (provider in ('oidc', 'ticket')),
  state_hash bytea not null,
  browser_hash bytea not null,
  nonce text not null,
  verifier_cipher bytea not null,
  return_to text not null check (return_to ~ '^/([^/\\]|$)'),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (district, id),
  unique (district, state_hash)
);
comment on table identity.round_trip is 'A browser that left for an outside sign-in: state, nonce and PKCE verifier, bound to that browser, used once.';

create table identity.external_identity (
  district int not null,
  issuer text not null,
  subject text not null,
  person uuid not null,
  created_at timestamptz not null,
  last_sign_in_at timestamptz not null,
  primary key (district, issuer, subject)
);
comment on table identity.external_identity is 'Which person an outside sign-in''s subject is. Issuer and subject together: equal subjects of two issuers are two people (ASVS 6.8.1).';
comment on column identity.external_identity.subject is 'Personal datum: to recognise the person at the next sign-in; removed with the person.';
create index external_identity_of_person on identity.external_identity (district, person);

create table identity.api_key (
  district int not null,
  id uuid not null,
  key_hash bytea not null,
  name text not null,
  permissions text[] not null,
  created_by uuid,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (district, id),
  unique (district, key_hash)
);
comment on table identity.api_key is 'Machine clients. The key has 256 random bits; only its SHA-256 is here.';

create table identity.demo_person (
  district int not null,
  person uuid not null,
  position int not null,
  roles text[] not null,
  role_label text not null,
  scope_label text not null,
  primary key (district, person)
);
comment on table identity.demo_person is 'People whom a visitor of the demonstration may enter as. Read in demonstration mode only.';
