-- Keys of the phones that show personal codes. New table only.

create table volunteering.phone_key (
  district int not null,
  activity uuid not null,
  person uuid not null,
  public_key text not null,
  at timestamptz not null,
  revoked_at timestamptz,
  primary key (district, activity, person, public_key),
  foreign key (district, activity) references volunteering.activity (district, id)
);
comment on table volunteering.phone_key is 'Public keys that the platform has vouched for, so that a checker''s phone verifies personal codes without a network. Another phone of the same person takes the place of the one before. Personal datum: volunteering.records.';
create index phone_key_of_person on volunteering.phone_key (district, person);
