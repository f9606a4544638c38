-- Projects: a counter, a log of edits, and now and then the whole document, so that reading one replays few edits.
-- json, not jsonb: it keeps the order of keys and takes every string that JSON takes.
create table projects (
  id text primary key,
  name text not null,
  sample boolean not null default false,
  -- The number of the last edit. The row is locked while an edit is applied.
  revision integer not null default 0,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

create table project_edits (
  project_id text not null references projects (id) on delete cascade,
  revision integer not null,
  -- The id the sender gave to the edit: sending it twice applies it once.
  envelope_id text not null,
  client_id text not null,
  envelope json not null,
  at timestamptz not null default now(),
  primary key (project_id, revision),
  unique (project_id, envelope_id)
);

create table project_checkpoints (
  project_id text primary key references projects (id) on delete cascade,
  revision integer not null,
  document json not null
);

-- Encrypted with AES-256-GCM: nonce (12 bytes), tag (16), ciphertext. The ids are authenticated with it.
create table secrets (
  id text primary key,
  project_id text not null references projects (id) on delete cascade,
  key_id text not null,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
create index secrets_project on secrets (project_id);

-- Events that are too large for a NOTIFY, for the few moments until everybody has read them. Nothing is lost with them.
create unlogged table event_payloads (
  id bigint generated always as identity primary key,
  payload json not null,
  at timestamptz not null default now()
);
create index event_payloads_at on event_payloads (at);
