-- What belongs to the installation as a whole, for now the mark of its encryption key.
-- Locks: none, the table is new.

create table kernel.installation (
  district int not null,
  name text not null,
  value text not null,
  at timestamptz not null default now(),
  primary key (district, name)
);
comment on table kernel.installation is '[append-only] Marks set once: the key whose look-up values the database holds. A process with another key is refused, because it could read nothing and find nobody.';
