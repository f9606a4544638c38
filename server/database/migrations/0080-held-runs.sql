-- The runs that agents hold. Each heartbeat changes lease_until: it must stand in no index, not even in the condition of one, so that
-- renewing a lease writes no index entry.
drop index runs_held;
create index runs_held on runs (agent_id) where ended_at is null and agent_id is not null;
