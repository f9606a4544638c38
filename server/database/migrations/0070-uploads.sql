-- Multipart uploads that runs have begun, from before each begins until it has ended: what another attempt goes on with, and what
-- is aborted when nobody will. They outlive their runs: a log may be removed before an upload could be aborted. So does what it
-- takes to find the connection as it was deployed.
create table run_uploads (
  id text primary key,
  run_id text not null,
  project_id text not null references projects (id) on delete cascade,
  agent_group_id text not null,
  deployment_id text not null,
  operation_id text not null,
  globals json,
  -- json, not jsonb: a key may hold what jsonb refuses. See UploadIntent in shared/runs/uploads.ts.
  intent json not null,
  -- As the storage calls it; null until that is known.
  upload_id text,
  -- open, aborting, or completed.
  state text not null default 'open',
  -- The object that it has become.
  completed json,
  changed_at timestamptz not null default now(),
  -- How often it was tried in vain to abort it, and when it is tried next.
  tries integer not null default 0,
  next_try_at timestamptz not null default now()
);
create index run_uploads_of_run on run_uploads (run_id);
create index run_uploads_of_project on run_uploads (project_id);
create index run_uploads_due on run_uploads (next_try_at) where state <> 'completed';

-- The parts of them that the storage has.
create table run_upload_parts (
  upload text not null references run_uploads (id) on delete cascade,
  number integer not null,
  part json not null,
  primary key (upload, number)
);
