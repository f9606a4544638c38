import type { Queryable } from '../../server/database/sql.ts';
import { sql } from '../../server/database/sql.ts';
import { BETWEEN_WORDS } from '../../server/runs/texts.ts';
import type { Id } from '../../shared/project/id.ts';

/** How many operations the runs are of: a few run often, many seldom. */
export const OPERATIONS = 200;

/** Writes runs over the last 29 days (older ones the server would remove while it is measured), one in twenty of them beneath another one, and their messages. */
export async function fill(db: Queryable, projectId: Id, runs: number, messagesEach: number): Promise<void> {
  await sql`
    insert into deployments (id, project_id, revision) values ('dep_bench', ${projectId}, 1)`.execute(db);
  await sql`
    insert into deployed_operations (project_id, operation_id, deployment_id, fingerprint, deployed_at)
    select ${projectId}, 'opn_bench' || n, 'dep_bench', '', now()
    from generate_series(0, ${OPERATIONS - 1}::integer) as n`.execute(db);
  await sql`
    insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, state,
      submitted_at, started_at, ended_at, steps, bytes, objects, message_count, attempt, parent_run_id, depth)
    select
      'run_bench' || n, ${projectId}, 'opn_bench' || operation, 'Copy reports of region ' || operation, 'dep_bench', 'grp_cloud',
      case when n % 997 = 0 then 'Error' when n % 53 = 0 then 'Success with warning' else 'Success' end,
      at, at + interval '20 ms', at + interval '1 second' * (1 + n % 900),
      '[{"stepId":"stp_a","state":"complete","bytes":1048576,"objects":1},{"stepId":"stp_b","state":"complete","bytes":1048576,"objects":1}]',
      (n::bigint * 7919) % 1000000000, 1 + n % 1000, ${messagesEach}, 1,
      case when n % 20 = 0 then 'run_bench' || (n - 1) end, case when n % 20 = 0 then 1 else 0 end
    from (
      select n, floor(${OPERATIONS} * power((n * 7919 % 10007) / 10007.0, 3)) as operation,
        now() - interval '29 days' * (1 - n::float8 / ${runs}) as at
      from generate_series(1, ${runs}::integer) as n) as drawn`.execute(db);
  await sql`
    insert into run_messages (run_id, number, at, level, code, text, step_id)
    select 'run_bench' || n, m, now(),
      case when m = ${messagesEach} and n % 997 = 0 then 'error' else 'info' end, 'object-copied',
      case
        when m = 1 then 'Starts on the agent "agent ' || (n % 40) || '".'
        when m = ${messagesEach} and n % 997 = 0 then 'Access denied: the bucket refuses customer-' || n || '.'
        when m = ${messagesEach} then 'Done: 1 object, 1 MiB.'
        else 'Copied in/region-' || (n % 200) || '/order-' || ((n * 31 + m) % 50000) || '.csv (' || (n * m % 100000) || ' bytes).'
      end, 'stp_b'
    from generate_series(1, ${runs}::integer) as n, generate_series(1, ${messagesEach}::integer) as m`.execute(db);
  // As storeWords does at the end of each run, for all of them at once.
  await sql`
    insert into run_texts (run_id, project_id, number, duration, bytes, objects, messages, words)
    select runs.id, runs.project_id, runs.number, extract(epoch from runs.ended_at - runs.started_at)::float8,
      runs.bytes, runs.objects, runs.message_count, strip(to_tsvector('simple', string_agg(
      regexp_replace(message.text, ${BETWEEN_WORDS}, ' ', 'g'), ' ')))
    from runs join run_messages as message on message.run_id = runs.id
    where runs.project_id = ${projectId} group by runs.id`.execute(db);
  await sql`vacuum analyze`.execute(db);
}
