-- The proxies of agents of private groups. The password is encrypted like every secret: see server/secrets/cipher.ts.
create table agent_proxies (
  agent_id text primary key references agents (id) on delete cascade,
  host text not null,
  port integer not null,
  user_name text not null,
  -- Both null: there is no password.
  key_id text,
  sealed bytea,
  no_proxy jsonb not null,
  changed_at timestamptz not null default now()
);

-- Goes up when what the agent is to be told of its proxy changes. The agent begins with 0: it knows nothing.
alter table agents add column proxy_version integer not null default 1;
