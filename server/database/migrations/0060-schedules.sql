-- Deployed operations that run by themselves, one row each; disabled ones keep theirs.
create table operation_schedules (
  project_id text not null references projects (id) on delete cascade,
  operation_id text not null,
  environment_id text not null references environments (id),
  -- As it was deployed: see shared/schedules/recurrence.ts. Null when it was last deployed without one.
  recurrence json,
  schedule_name text not null default '',
  enabled boolean not null default true,
  -- When it is to run next; null when it never will.
  next_at timestamptz,
  -- How the last of its times went.
  last_at timestamptz,
  last_outcome text check (last_outcome in ('run', 'skipped', 'missed', 'deleted', 'failed')),
  last_run_id text,
  primary key (project_id, operation_id)
);
create index operation_schedules_due on operation_schedules (next_at) where enabled and next_at is not null;

alter table runs
  -- The planned time of a run that a schedule started.
  add column scheduled_for timestamptz,
  -- Why a Submitted run is not yet handed out: another one of its operation is going, or it failed and is tried again.
  add column held text check (held in ('overlap', 'retry')),
  add column held_until timestamptz,
  -- How often it was tried again after it had failed.
  add column retries integer not null default 0;
-- No planned time runs twice, whatever happens.
create unique index runs_scheduled on runs (project_id, operation_id, scheduled_for) where scheduled_for is not null;
create index runs_held_back on runs (number) where held is not null;
create index runs_going on runs (project_id, operation_id) where ended_at is null;
