-- Where projects live and run. An environment has one agent group, an agent group any number of agents.
create table agent_groups (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('cloud', 'private'))
);

create table environments (
  id text primary key,
  name text not null,
  agent_group_id text not null references agent_groups (id),
  -- The environment of every project that was put into no other one.
  is_default boolean not null default false
);
create unique index environments_default on environments (is_default) where is_default;

insert into agent_groups (id, name, kind) values ('grp_cloud', 'Cloud agents', 'cloud');
insert into environments (id, name, agent_group_id, is_default) values ('env_default', 'Default', 'grp_cloud', true);

create table agents (
  id text primary key,
  agent_group_id text not null references agent_groups (id),
  name text not null,
  -- SHA-256 of the credential: the credential itself is known to the agent alone.
  credential_hash bytea not null unique,
  -- Whether a server keeps it as a process of its own. The rest of them is installed by somebody.
  is_local boolean not null default false,
  version text not null default '',
  hostname text not null default '',
  connectors jsonb not null default '{}',
  slots integer not null default 0,
  running integer not null default 0,
  -- What the agent said last; whether it is Offline follows from last_seen_at.
  state text not null default 'Unregistered' check (state in ('Unregistered', 'Running', 'Draining', 'Stopped')),
  -- Whether it was told to the browsers as Offline.
  told_offline boolean not null default false,
  last_seen_at timestamptz,
  created_at timestamptz not null default now()
);
create index agents_of_group on agents (agent_group_id, name);

-- What somebody waits for an agent to answer, such as a Test. Holds references to secrets, never secrets.
create table agent_questions (
  id text primary key,
  agent_group_id text not null references agent_groups (id),
  project_id text not null references projects (id) on delete cascade,
  question json not null,
  expires_at timestamptz not null,
  agent_id text references agents (id) on delete cascade,
  -- {connectorVersion, answer} as the agent sent it.
  reply json
);
create index agent_questions_open on agent_questions (agent_group_id, expires_at) where agent_id is null;
