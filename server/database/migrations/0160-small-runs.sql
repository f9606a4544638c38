-- Takes the first jobs of a queue that nobody else takes, in their order, and removes them: what rolls back has never been taken. As a
-- function its plan is kept from call to call; and it always goes by the indexes, as statistics of an emptier queue would mislead it.
-- The tables of the queue are made later than this.
create function take_jobs(of_queue text, most integer) returns table (id uuid, data jsonb)
language plpgsql
set enable_sort = off
set enable_seqscan = off
set enable_bitmapscan = off
as $$
begin
  return query
    delete from pgboss.job
    where job.name = of_queue and job.id = any (array(
      select next.id from pgboss.job as next
      where next.name = of_queue and next.state < 'active' and not next.blocked and next.start_after <= now()
      order by next.priority desc, next.created_on
      limit most for update skip locked))
    returning job.id, job.data;
end
$$;

-- Nobody looks for waiting runs by their group any more: the queue has them.
drop index runs_waiting;
