-- The ledger of 金豆, its rules, merchants, items, redemptions and statements.
-- Locks: none, all tables are new.

create table beans.account (
  district int not null,
  id uuid not null,
  kind text not null check (kind in ('opened', 'budget', 'person', 'aside', 'merchant', 'expired', 'donated')),
  owner uuid,
  balance bigint not null default 0,
  primary key (district, id),
  constraint never_below_zero check (kind = 'opened' or balance >= 0)
);
comment on table beans.account is 'Accounts of the ledger. opened is the other side of every budget and the only one that may be negative; each balance is the sum of its entries.';
comment on column beans.account.owner is 'The budget, person, redemption (aside) or merchant that it belongs to.';
create unique index account_of_owner on beans.account (district, kind, owner) nulls not distinct;

create table beans.transfer (
  district int not null,
  id uuid not null,
  why text not null check (why in ('budget', 'service', 'correction', 'redemption', 'taken-back', 'expiry', 'donation')),
  subject uuid,
  rule int,
  author uuid,
  at timestamptz not null,
  primary key (district, id)
);
comment on table beans.transfer is '[append-only] One movement of beans, with what it was for.';
create index transfer_of_subject on beans.transfer (district, subject, id);

create table beans.entry (
  district int not null,
  transfer uuid not null,
  account uuid not null,
  amount bigint not null check (amount <> 0),
  at timestamptz not null,
  primary key (district, transfer, account),
  foreign key (district, transfer) references beans.transfer (district, id),
  foreign key (district, account) references beans.account (district, id)
);
comment on table beans.entry is '[append-only] The sides of a transfer; they add up to zero.';
create index entry_of_account on beans.entry (district, account, transfer desc);

create table beans.budget (
  district int not null,
  id uuid not null,
  name text not null,
  amount bigint not null check (amount > 0),
  source text not null,
  opened_by uuid,
  opened_at timestamptz not null,
  is_open boolean not null default true,
  primary key (district, id)
);
comment on table beans.budget is 'What the district has opened, and from which source; every credit comes out of one.';

create table beans.rule (
  district int not null,
  version int not null,
  valid_from date not null,
  beans_per_hour int not null check (beans_per_hour between 0 and 1000),
  by_kind jsonb not null default '{}',
  most_per_day int not null check (most_per_day >= 0),
  months int not null check (months between 1 and 120),
  author uuid,
  at timestamptz not null,
  primary key (district, version)
);
comment on table beans.rule is '[append-only] The public rule in its versions: beans per system-timed hour, coefficients by kind of project, the most per person and day, months until they lapse.';

create table beans.credit (
  district int not null,
  record uuid not null,
  revision int not null,
  person uuid not null,
  served_on date not null,
  due bigint not null,
  credited bigint not null,
  budget uuid,
  primary key (district, record)
);
comment on table beans.credit is 'What a service record has earned by its newest revision, and how much of it is booked: less where the beans were spent before a correction, or no budget had any left.';
create index credit_of_person on beans.credit (district, person, served_on);

create table beans.merchant (
  district int not null,
  id uuid not null,
  unit uuid not null,
  name text not null,
  place text not null,
  address text not null,
  intro text not null,
  status text not null check (status in ('review', 'active', 'paused', 'refused')),
  joined_at timestamptz not null,
  decided_by uuid,
  decision_reason text,
  primary key (district, id),
  unique (district, unit)
);
comment on table beans.merchant is '爱心商家: who gives goods or services for beans.';
create index merchant_by_place on beans.merchant (district, status, place, id);

create table beans.item (
  district int not null,
  id uuid not null,
  merchant uuid not null,
  name text not null,
  intro text not null,
  beans int not null check (beans > 0),
  stock int not null,
  most_per_person int not null default 1 check (most_per_person > 0),
  is_listed boolean not null default true,
  primary key (district, id),
  foreign key (district, merchant) references beans.merchant (district, id),
  constraint stock_never_below_zero check (stock >= 0)
);
comment on table beans.item is 'What a merchant gives for beans, with what is left of it.';
create index item_of_merchant on beans.item (district, merchant, id);

create table beans.redemption (
  district int not null,
  id uuid not null,
  person uuid not null,
  merchant uuid not null,
  item uuid not null,
  beans int not null,
  code_hash text not null,
  state text not null check (state in ('waiting', 'taken', 'cancelled', 'lapsed')),
  at timestamptz not null,
  until timestamptz not null,
  taken_at timestamptz,
  taken_by uuid,
  statement uuid,
  primary key (district, id),
  foreign key (district, item) references beans.item (district, id),
  foreign key (district, merchant) references beans.merchant (district, id)
);
comment on table beans.redemption is 'Beans set aside for an item; a one-time code, kept as a digest, is taken by the merchant. Personal datum: beans.redemptions.';
create unique index redemption_code on beans.redemption (district, code_hash) where state = 'waiting';
create index redemption_of_person on beans.redemption (district, person, id desc);
create index redemption_of_merchant on beans.redemption (district, merchant, taken_at) where state = 'taken';
create index redemption_of_item on beans.redemption (district, item, person);
create index redemption_waiting on beans.redemption (district, until) where state = 'waiting';
create index redemption_of_statement on beans.redemption (district, statement) where statement is not null;

create table beans.statement (
  district int not null,
  id uuid not null,
  merchant uuid not null,
  period_from date not null,
  period_to date not null,
  beans bigint not null,
  redemptions int not null,
  made_by uuid,
  made_at timestamptz not null,
  primary key (district, id),
  foreign key (district, merchant) references beans.merchant (district, id)
);
comment on table beans.statement is 'What a merchant took in a period, to be settled by the district; each redemption stands on one statement.';
create index statement_of_merchant on beans.statement (district, merchant, period_from);
