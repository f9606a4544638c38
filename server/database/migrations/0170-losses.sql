-- The server processes, one row for each place that a server is started at: for how long each has worked without a break.
create table servers (
  id text primary key,
  -- When it was started, or could work with the database again after it could not for a while.
  steady_since timestamptz not null default now(),
  -- Written every second.
  seen_at timestamptz not null default now()
) with (fillfactor = 50);

-- The server that the agent was last heard by, at last_seen_at.
alter table agents add column heard_by text;

-- `losses` counts all; these are those of which the run itself may be the cause.
alter table runs add column suspect_losses integer not null default 0;
