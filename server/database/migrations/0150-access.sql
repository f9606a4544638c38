-- People, what they may do, how they are known, and what they did.

create table people (
  id text primary key,
  name text not null,
  user_name text not null,
  -- What a password is compared with: see server/access/password.ts.
  password text not null,
  is_administrator boolean not null,
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz
);
create unique index on people (lower(user_name));

create table person_levels (
  person_id text not null references people on delete cascade,
  environment_id text not null references environments on delete cascade,
  level text not null check (level in ('view-logs', 'read', 'execute', 'write')),
  primary key (person_id, environment_id)
);
create index on person_levels (environment_id);

create table sessions (
  -- SHA-256: 256 random bits need no salt.
  token_hash bytea primary key,
  person_id text not null references people on delete cascade,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on sessions (person_id);

create table access_keys (
  id text primary key,
  person_id text not null references people on delete cascade,
  name text not null,
  -- SHA-256.
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index on access_keys (person_id);

-- How often a sign-in was tried, by user name and by address, both as SHA-256.
create table sign_in_attempts (
  subject bytea primary key,
  count integer not null,
  since timestamptz not null
);

-- Refers to nothing: it outlives what it tells of.
create table audit_entries (
  number bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  person_id text,
  person_name text,
  via text not null,
  access_key text,
  client_id text,
  address text,
  kind text not null,
  what text not null,
  project_id text,
  project_name text,
  thing text,
  run_id text
);
create index on audit_entries (at);

-- Who made an edit, and who deployed; null where nobody was signed in.
alter table project_edits add column person_id text;
alter table deployments add column person_id text;
