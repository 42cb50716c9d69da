-- Whoever proposed a project finds it again.
-- Locks: volunteering.project for the time the index takes.

create index project_of_proposer on volunteering.project (district, proposed_by, id desc);
