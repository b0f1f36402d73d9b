-- The trace of the request that made the job, as the header traceparent has it.
alter table job add column trace_parent varchar(55);
