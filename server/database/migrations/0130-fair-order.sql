-- The order in which waiting runs of an agent group start: see server/runs/fair-order.ts. Each run that is submitted gets a place; of
-- one project they go up by one, and none lies before the group's virtual time, the furthest place that was handed out.
create table run_queues (
  agent_group_id text primary key references agent_groups (id) on delete cascade,
  virtual_time bigint not null default 0,
  -- What is taken off a place to make it the priority of a job, which is a smaller number.
  base bigint not null default 0
) with (fillfactor = 50);

-- Where each project's line ends. Without a reference to the project: its removal, and a submission that holds this row, would wait for
-- each other.
create table run_places (
  agent_group_id text not null references agent_groups (id) on delete cascade,
  project_id text not null,
  -- Runs that were held back because others of their operation were going stand in a line of their own.
  is_released boolean not null,
  last bigint not null,
  -- How many places were given in all.
  given bigint not null,
  primary key (agent_group_id, project_id, is_released)
) with (fillfactor = 50);

alter table runs
  -- A run that an action started stands where the one stood from which its chain began.
  add column place bigint not null default 0,
  -- The agent that the run is kept for, as it executed the run before it in the chain. Null: any agent of the group may take it.
  add column chain_agent_id text;
create index runs_of_chain on runs (chain_agent_id, place, number) where state = 'Submitted' and chain_agent_id is not null;
