-- What became of the objects of a run: receipts and failures in batches, gzip-compressed JSON, as the agent sent them.
create table run_transfers (
  run_id text not null references runs (id) on delete cascade,
  -- From 0, over all attempts.
  number integer not null,
  receipts integer not null,
  failures integer not null,
  content bytea not null,
  primary key (run_id, number)
);
-- It is compressed already.
alter table run_transfers alter column content set storage external;

-- How far a run over many objects has come, so that another attempt goes on from there.
create table run_cursors (
  run_id text primary key references runs (id) on delete cascade,
  -- json, not jsonb: a key may hold what jsonb refuses.
  cursor json not null
);
