-- Uploaded photos and documents: what they are, whose, and what record they belong to.
-- Locks: none, the table is new.

create table files.file (
  district int not null,
  id uuid not null,
  owner uuid,
  kind text not null check (kind in ('image', 'document')),
  media_type text not null,
  original_name text not null,
  bytes int not null,
  sha256 text not null,
  width int,
  height int,
  attached_kind text,
  attached_id uuid,
  created_at timestamptz not null,
  primary key (district, id)
);
comment on table files.file is 'An upload. It belongs to its uploader until it is attached, once, to a record; then whoever may see the record may see it.';
comment on column files.file.original_name is 'Personal datum possible: the name the uploader''s device gave it; shown only with the record.';
create index file_unattached on files.file (district, created_at) where attached_kind is null;
create index file_record on files.file (district, attached_kind, attached_id) where attached_kind is not null;
