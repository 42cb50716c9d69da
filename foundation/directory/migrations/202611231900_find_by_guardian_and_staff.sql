-- Who is named as guardian, and whose approvals a staff member holds, is asked when either leaves.
-- Locks: the tables are small; an index over them is made in milliseconds.

create index guardian_guardian on directory.guardian (district, guardian);
create index minor_approval_staff on directory.minor_approval (district, staff);
