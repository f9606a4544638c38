-- Every version of a connector that was published, with its module. None is ever replaced by another content.
create table connector_versions (
  connector text not null,
  version text not null,
  -- Of the module: SHA-256 in hex, and bytes.
  sha256 text not null,
  size integer not null,
  descriptor json not null,
  module bytea not null,
  published_at timestamptz not null default now(),
  -- As whoever published it has named themself.
  published_by text,
  primary key (connector, version)
);
alter table connector_versions alter column module set storage external;

-- Whether the agent can be asked to update connectors: those of before this cannot.
alter table agents add column updates_connectors boolean not null default false;

-- Those of the group's agents that a question is for; null: whichever takes it first.
alter table agent_questions add column for_agents text[];
