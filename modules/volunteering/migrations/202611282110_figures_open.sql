-- The district's figures open to what they count: activities of a month, and records by region, kind, circle and unit.
-- Locks: volunteering.activity and volunteering.standing for the time that the indexes take.

create index activity_by_start on volunteering.activity (district, starts_at, id);
create index standing_of_region on volunteering.standing (district, region, served_on desc, record desc) where stands = 'counts';
create index standing_of_kind on volunteering.standing (district, kind, served_on desc, record desc) where stands = 'counts';
create index standing_of_circle on volunteering.standing (district, circle, served_on desc, record desc) where stands = 'counts' and circle is not null;
create index standing_of_unit on volunteering.standing (district, unit, served_on desc, record desc) where stands = 'counts';
