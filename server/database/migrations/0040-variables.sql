-- Values of project variables: one for each variable in each environment. Always encrypted, as secrets are (AES-256-GCM: nonce,
-- tag, ciphertext; the ids are authenticated with it); whether a value may be shown again is another matter: `hidden`.
create table variable_values (
  project_id text not null references projects (id) on delete cascade,
  environment_id text not null references environments (id) on delete cascade,
  -- Of the design. A value outlives its variable: what undoes the deletion brings it back, and a deployment may still name it.
  variable_id text not null,
  -- It was set while the variable was hidden: it is never sent back, even when the variable is hidden no longer.
  hidden boolean not null,
  key_id text not null,
  sealed bytea not null,
  changed_at timestamptz not null default now(),
  primary key (project_id, environment_id, variable_id)
);

-- The values of variables that a run was started with, name to value; runs that its actions start have them too.
alter table runs add column globals json;
