-- The lease whose holder was asked to come to an end, since someone else wants to go on.
alter table upload add column lease_asked varchar(64);
