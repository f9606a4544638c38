-- What a project was: documents of now and then, kept for ever, from which with the edits after them any later revision
-- can be made again. project_checkpoints goes on holding the newest one alone.
create table project_milestones (
  project_id text not null references projects (id) on delete cascade,
  revision integer not null,
  document json not null,
  primary key (project_id, revision)
);
-- Projects from before this can be made again from where their checkpoint is.
insert into project_milestones (project_id, revision, document)
select project_id, revision, document from project_checkpoints;

-- Who deployed, of what revision of the design, and what they said about it.
alter table deployments
  -- Goes up with every deployment: what the history is ordered and paged by.
  add column number bigint,
  add column revision integer,
  add column client_id text,
  add column tag text,
  add column comment text;
update deployments set number = counted.number
from (select id, row_number() over (order by deployed_at, id) as number from deployments) as counted
where counted.id = deployments.id;
update deployments set revision = coalesce(
  (select max(edit.revision) from project_edits as edit
   where edit.project_id = deployments.project_id and edit.at <= deployments.deployed_at), 0);
alter table deployments
  alter column number set not null,
  alter column number add generated always as identity,
  alter column revision set not null;
select setval(pg_get_serial_sequence('deployments', 'number'), (select coalesce(max(number), 0) + 1 from deployments), false);

drop index deployments_of_project;
create unique index deployments_of_project on deployments (project_id, number desc);
-- What was deployed of an operation before.
create index deployment_snapshots_of_operation on deployment_snapshots (operation_id);
