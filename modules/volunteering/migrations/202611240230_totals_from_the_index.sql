-- The district's figures read thousands of monthly totals at once: with the sums in the index they need no row.
-- Locks: volunteering.month_total for the time the index takes; it has some thousand rows.

alter table volunteering.month_total
  drop constraint month_total_pkey,
  add primary key (district, dimension, key, month) include (minutes, services);
