-- What belongs to this installation as a whole, by key.
create table installation (
  key text primary key,
  value jsonb not null
);
