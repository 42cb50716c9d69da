-- Beans lapse with notice, may be given to a public cause, and statements are paid: tables and accounts for it. A credit
-- keeps its rule and its term; the budgets that it came from are read from the ledger, which alone knows them all.
-- Locks: short exclusive ones on beans.account, beans.transfer, beans.credit, beans.statement and beans.budget.

alter table beans.account drop constraint account_kind_check;
alter table beans.account add constraint account_kind_check
  check (kind in ('opened', 'budget', 'person', 'aside', 'merchant', 'settled', 'expired', 'donated'));

alter table beans.transfer drop constraint transfer_why_check;
alter table beans.transfer add constraint transfer_why_check
  check (why in ('budget', 'service', 'correction', 'redemption', 'taken-back', 'expiry', 'donation', 'settlement'));
create index transfer_of_kind on beans.transfer (district, why, id);

alter table beans.credit drop column budget, add column rule int, add column expires_on date;
comment on column beans.credit.rule is 'The version that it was credited under; corrections are judged by the same one.';
comment on column beans.credit.expires_on is 'The last day of the month in which its beans lapse; null where nothing is booked.';
comment on table beans.credit is 'What a service record has earned by its newest revision, and how much of it is booked: less where no budget had any left, more where the beans were spent before a correction.';
create index credit_expiring on beans.credit (district, expires_on, person);
create index credit_unpaid on beans.credit (district, record) where due > credited;
create index credit_owed on beans.credit (district, person) where credited > due;

create table beans.lapse (
  district int not null,
  expires_on date not null,
  person uuid not null,
  warned_at timestamptz not null,
  warned_beans bigint not null check (warned_beans >= 0),
  lapsed_at timestamptz,
  beans bigint check (beans >= 0),
  primary key (district, expires_on, person)
);
comment on table beans.lapse is 'Whom the platform told that beans will lapse, and what lapsed in the end. Nothing lapses that was not told of a month before. Personal datum: beans.ledger.';
create index lapse_to_come on beans.lapse (district, expires_on, person) where lapsed_at is null;
create index lapse_of_person on beans.lapse (district, person, expires_on);

create table beans.cause (
  district int not null,
  id uuid not null,
  name text not null,
  intro text not null,
  is_open boolean not null default true,
  opened_by uuid,
  opened_at timestamptz not null,
  primary key (district, id)
);
comment on table beans.cause is 'A public cause that beans may be given to.';

create table beans.donation (
  district int not null,
  id uuid not null,
  person uuid not null,
  cause uuid not null,
  beans int not null check (beans > 0),
  at timestamptz not null,
  primary key (district, id),
  foreign key (district, cause) references beans.cause (district, id)
);
comment on table beans.donation is '[append-only] Beans that a person gave to a public cause. Personal datum: beans.ledger.';
create index donation_of_person on beans.donation (district, person, id);
create index donation_of_cause on beans.donation (district, cause, id);

alter table beans.statement add column paid_at timestamptz, add column paid_by uuid, add column payment_note text;
comment on column beans.statement.paid_at is 'When the district settled it with the merchant; the beans leave the merchant''s account with it.';
create index statement_by_age on beans.statement (district, id);

create index redemption_taken on beans.redemption (district, id) where state = 'taken';
create index redemption_unsettled on beans.redemption (district, merchant, taken_at) where state = 'taken' and statement is null;
