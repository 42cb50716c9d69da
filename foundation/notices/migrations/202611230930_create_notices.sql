-- The inbox of the application, and the text messages that wait to be sent.
-- Locks: none, all tables are new.

create table notices.notice (
  district int not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  title jsonb not null,
  body jsonb not null,
  link text check (link ~ '^/([^/\\]|$)'),
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (district, id)
);
comment on table notices.notice is 'What the platform told a person, in both languages; the inbox is always on, whatever other channel also carries it.';
comment on column notices.notice.person is 'The person of the directory who is told. Personal datum: to inform them about their own matters; kept 3 years after reading.';
comment on column notices.notice.link is 'A path of this platform, never a foreign address.';
create index notice_of_person on notices.notice (district, person, id desc);
create index notice_unread on notices.notice (district, person) where read_at is null;

create table notices.message_outbox (
  district int not null,
  id uuid not null,
  channel text not null check (channel in ('sms')),
  kind text not null,
  to_cipher bytea,
  to_masked text not null,
  body_cipher bytea,
  body_masked text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'expired')),
  tries int not null default 0,
  due_at timestamptz not null,
  lease_until timestamptz,
  expires_at timestamptz,
  receipt text,
  fault text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (district, id)
);
comment on table notices.message_outbox is 'Text messages on their way. Written in the transaction of the act that causes them; sent afterwards, at least once. This table is the truth, jobs only wake the sender.';
comment on column notices.message_outbox.to_cipher is 'The number, encrypted. Personal datum: to deliver one message; removed once the message is settled (kept in demonstration mode only).';
comment on column notices.message_outbox.body_cipher is 'Text and template parameters, encrypted: it may hold a one-time code. Removed once the message is settled (kept in demonstration mode only).';
comment on column notices.message_outbox.lease_until is 'While a sender works on the message; one that died is followed by another after this moment.';
comment on column notices.message_outbox.expires_at is 'A one-time code is not sent once it could no longer be used.';
create index message_outbox_waiting on notices.message_outbox (district, due_at) where state in ('waiting', 'sending');
create index message_outbox_age on notices.message_outbox (district, id desc);
