-- A run that an action started hangs beneath the run that caused it.
alter table runs
  add column parent_run_id text references runs (id) on delete set null,
  -- How many runs stand above it.
  add column depth integer not null default 0;
create index runs_of_parent on runs (parent_run_id) where parent_run_id is not null;
