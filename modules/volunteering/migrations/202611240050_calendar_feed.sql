-- Private calendar feeds, and which reminders were sent. New tables only.

create table volunteering.calendar_feed (
  district int not null,
  person uuid not null,
  token_hash text not null,
  made_at timestamptz not null,
  primary key (district, person)
);
comment on table volunteering.calendar_feed is 'The secret address of a person''s own shifts for calendar programs; only its digest is kept. Another one takes the place of the one before. Personal datum: volunteering.records.';
create unique index calendar_feed_token on volunteering.calendar_feed (district, token_hash);

create table volunteering.reminder (
  district int not null,
  sign_up uuid not null,
  ahead text not null check (ahead in ('day', 'hour')),
  starts_at timestamptz not null,
  at timestamptz not null,
  primary key (district, sign_up, ahead, starts_at),
  foreign key (district, sign_up) references volunteering.sign_up (district, id)
);
comment on table volunteering.reminder is 'Reminders sent, once each for the time that the shift had then: a shift that was moved is reminded of anew.';
create index sign_up_coming on volunteering.sign_up (district, starts_at, id) where state = 'held';
