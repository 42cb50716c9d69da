-- How many uploads of one person wait to be sent is asked at every upload.
-- Locks: a short share lock on files.file while the index is built.

create index file_waiting on files.file (district, owner) where attached_kind is null;
