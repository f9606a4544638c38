-- What went into a step and came out of it, in debug mode: gzip-compressed JSON, as the agent sent it; see shared/runs/debug.ts.
create table run_debug (
  run_id text not null references runs (id) on delete cascade,
  step_id text not null,
  expires_at timestamptz not null,
  content bytea not null,
  primary key (run_id, step_id)
);
create index run_debug_expires on run_debug (expires_at);
-- It is compressed already.
alter table run_debug alter column content set storage external;
