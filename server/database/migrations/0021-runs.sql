-- Publications of operations. A deployment never changes.
create table deployments (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  deployed_at timestamptz not null default now()
);
create index deployments_of_project on deployments (project_id);

-- An operation with everything it depends on, as a deployment froze it.
create table deployment_snapshots (
  deployment_id text not null references deployments (id) on delete cascade,
  operation_id text not null,
  fingerprint text not null,
  -- json, not jsonb: it takes every string that JSON takes.
  snapshot json not null,
  primary key (deployment_id, operation_id)
);

-- The newest deployment of each operation: what Run runs.
create table deployed_operations (
  project_id text not null references projects (id) on delete cascade,
  operation_id text not null,
  deployment_id text not null references deployments (id) on delete cascade,
  fingerprint text not null,
  deployed_at timestamptz not null,
  primary key (project_id, operation_id)
);
create index deployed_operations_of_deployment on deployed_operations (deployment_id);

create table runs (
  id text primary key,
  -- Goes up with every submission: what lists are ordered and paged by.
  number bigint generated always as identity,
  project_id text not null references projects (id) on delete cascade,
  operation_id text not null,
  operation_name text not null,
  deployment_id text not null,
  agent_group_id text not null references agent_groups (id),
  state text not null default 'Submitted',
  submitted_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  agent_id text,
  agent_name text,
  -- How often an agent has taken it.
  attempt integer not null default 0,
  -- How often an agent has lost it.
  losses integer not null default 0,
  -- Goes up whenever the run changes hands: an older holder's reports are refused.
  fence integer not null default 0,
  -- Set while an agent holds it.
  lease_until timestamptz,
  -- Whether its agent was told of a wish to cancel it.
  cancel_told boolean not null default false,
  steps jsonb not null default '[]',
  bytes bigint not null default 0,
  objects bigint not null default 0,
  message_count integer not null default 0,
  -- message_count when the present attempt began.
  attempt_messages integer not null default 0,
  last_message text
) with (fillfactor = 80);
create unique index runs_of_project on runs (project_id, number desc);
create index runs_of_operation on runs (project_id, operation_id, number desc);
create index runs_by_state on runs (project_id, state, number desc);
-- Agents hold few runs at once; the runs that have ended are not in these.
create index runs_held on runs (agent_id) where lease_until is not null;
create index runs_waiting on runs (agent_group_id, number) where state = 'Submitted';

create table run_messages (
  run_id text not null references runs (id) on delete cascade,
  number integer not null,
  at timestamptz not null,
  level text not null,
  code text not null,
  text text not null,
  todo text,
  step_id text,
  primary key (run_id, number)
);

-- Responses of steps that are kept with their run: gzip-compressed JSON.
create table run_outputs (
  run_id text not null references runs (id) on delete cascade,
  step_id text not null,
  content bytea not null,
  primary key (run_id, step_id)
);
-- It is compressed already.
alter table run_outputs alter column content set storage external;
