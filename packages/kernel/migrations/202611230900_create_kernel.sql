-- The kernel's own records: audit, events to deliver, remembered answers, sign of life of migrations.
-- Locks: none, all tables are new.

create table kernel.audit (
  district int not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'client', 'system', 'anonymous')),
  actor_id text,
  reason text,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  address text,
  seq bigint generated always as identity,
  logged_at timestamptz not null default now(),
  primary key (district, id)
);
comment on column kernel.audit.at is 'When the act took place by the platform''s clock; an import may tell of the past.';
comment on column kernel.audit.seq is 'Order of writing, for the hash chain.';
create index audit_order on kernel.audit (district, seq);
comment on table kernel.audit is '[append-only] One row per act: who, when, what, about which record. Written in the same transaction as the act itself.';
comment on column kernel.audit.address is 'Network address of the caller. Personal datum: security of the platform; kept 6 months at least (Cybersecurity Law).';
create index audit_subject on kernel.audit (district, subject, id) where subject is not null;
create index audit_actor on kernel.audit (district, actor_id, id) where actor_id is not null;
create index audit_action on kernel.audit (district, action, id);

create table kernel.audit_seal (
  district int not null,
  seq bigint not null,
  sealed_at timestamptz not null default now(),
  last_seq bigint not null,
  rows int not null,
  hash text not null,
  primary key (district, seq)
);
comment on table kernel.audit_seal is '[append-only] Hash chain over the audit log: each seal covers the rows since the one before and its hash. A changed or missing row breaks the chain.';

create table kernel.outbox (
  district int not null,
  id uuid not null,
  at timestamptz not null,
  event text not null,
  payload jsonb not null,
  due_at timestamptz not null default now(),
  tries int not null default 0,
  fault text,
  delivered_at timestamptz,
  primary key (district, id)
);
comment on table kernel.outbox is 'Events that other modules are told of, at least once, after their transaction has committed.';
create index outbox_waiting on kernel.outbox (district, due_at, id) where delivered_at is null;

create table kernel.idempotency (
  district int not null,
  key text not null,
  fingerprint text not null,
  at timestamptz not null,
  answer jsonb,
  primary key (district, key)
);
comment on table kernel.idempotency is 'Answers remembered for a day under the sender''s key, so that a repeated request has one effect.';
create index idempotency_age on kernel.idempotency (at);
