-- How much of an item one person gets may be counted by the month, and wrong codes of a merchant are counted, so that
-- nobody tries them out.
-- Locks: short exclusive ones on beans.item; the index takes beans.redemption for the time it is built.

alter table beans.item add column limit_per text not null default 'ever' check (limit_per in ('ever', 'month'));
comment on column beans.item.limit_per is 'Whether most_per_person counts what a person ever had of it, or what they had in this calendar month.';

create table beans.wrong_code (
  district int not null,
  merchant uuid not null,
  id uuid not null,
  at timestamptz not null,
  primary key (district, merchant, id),
  foreign key (district, merchant) references beans.merchant (district, id)
);
comment on table beans.wrong_code is 'Codes that a merchant entered and that were none: one row each, so that no counter is a hot row. Removed after two days.';
create index wrong_code_of_merchant on beans.wrong_code (district, merchant, at desc);
