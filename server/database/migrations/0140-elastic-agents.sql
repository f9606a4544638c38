-- Whether an agent came by the token that many may use: such agents come and go, and those that are gone for good leave no row behind.
alter table agents add column is_elastic boolean not null default false;
