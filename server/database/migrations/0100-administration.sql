-- Which environment a project lives in; null: the default one.
alter table projects add column environment_id text references environments (id);
create index projects_of_environment on projects (environment_id);

create unique index environments_name on environments (lower(name));
create unique index agent_groups_name on agent_groups (lower(name));

-- Whether somebody wants the agent to take no more work.
alter table agents add column is_drained boolean not null default false;

-- One-time tokens by which an agent gets its credential. Only their SHA-256 is kept.
create table agent_registrations (
  token_hash bytea primary key,
  agent_group_id text not null references agent_groups (id) on delete cascade,
  name text not null,
  expires_at timestamptz not null
);
create index agent_registrations_expiry on agent_registrations (expires_at);

-- A run keeps the id of a group that was deleted since.
alter table runs drop constraint runs_agent_group_id_fkey;
