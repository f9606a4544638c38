-- The last run of each operation that somebody asked for, which its place on the canvas tells of.
create index runs_asked_for on runs (project_id, operation_id, number desc)
  where parent_run_id is null and scheduled_for is null;

-- What lists of ended runs are put in order by, beside their words: here it is written once, while in `runs` each report changes it.
alter table run_texts
  -- In seconds; -1 of a run that was not begun.
  add column duration double precision not null default -1,
  add column bytes double precision not null default 0,
  add column objects double precision not null default 0,
  add column messages double precision not null default 0;
insert into run_texts (run_id, project_id, number, words)
  select id, project_id, number, '' from runs where ended_at is not null
  on conflict do nothing;
update run_texts set
  duration = coalesce(extract(epoch from runs.ended_at - runs.started_at)::float8, -1),
  bytes = runs.bytes, objects = runs.objects, messages = runs.message_count
  from runs where runs.id = run_texts.run_id;
create index run_texts_longest on run_texts (project_id, duration desc, number desc);
create index run_texts_most_bytes on run_texts (project_id, bytes desc, number desc);
create index run_texts_most_objects on run_texts (project_id, objects desc, number desc);
create index run_texts_most_messages on run_texts (project_id, messages desc, number desc);
