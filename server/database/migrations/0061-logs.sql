-- The words of the log of each run that has ended, for finding runs by what their messages say.
create table run_texts (
  run_id text primary key references runs (id) on delete cascade,
  project_id text not null,
  number bigint not null,
  words tsvector not null
);
create index run_texts_words on run_texts using gin (words);
create index run_texts_of_project on run_texts (project_id, number desc);

-- For the time range of a list, and for removing what has been kept long enough.
create index runs_by_time on runs (project_id, submitted_at, number);
create index runs_ended on runs (ended_at) where ended_at is not null;
create index runs_on_top on runs (project_id, number desc) where parent_run_id is null;

-- How far a run had come at a few points in time: see shared/runs/throughput.ts.
alter table runs add column throughput json;
