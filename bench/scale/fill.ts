import { type Queryable, sql, type Transaction } from '../../server/database/sql.ts';
import { takePlaces } from '../../server/runs/places.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Copying, Installation } from './installation.ts';

const TOGETHER = 5_000;

/** Makes so many runs of a project wait, as submitting them would. */
export async function fillQueue(installation: Installation, copying: Copying, count: number): Promise<void> {
  const { database, agentGroupId } = installation;
  const queue = createRunQueue(database);
  for (let left = count; left > 0; left -= TOGETHER) {
    const now = Math.min(left, TOGETHER);
    await database.transaction(async (trx) => {
      const runs = await insertRuns(trx, agentGroupId, copying, now);
      await queue.send(trx, runs);
    });
  }
}

async function insertRuns(trx: Transaction, agentGroupId: Id, { client, operationId }: Copying, count: number) {
  const { projectId } = client;
  const [place] = await takePlaces(trx, [{ agent_group_id: agentGroupId, project_id: projectId, count }]);
  const { rows } = await sql<{ id: Id; agent_group_id: Id; place: number; chain_agent_id: null }>`
    insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, place)
    select 'run_' || gen_random_uuid(), ${projectId}, ${operationId}, 'Copy', deployment_id, ${agentGroupId}, ${place ?? 0}::bigint + n
    from deployed_operations, generate_series(0, ${count - 1}::integer) as n
    where project_id = ${projectId} and operation_id = ${operationId}
    returning id, agent_group_id, place, chain_agent_id`.execute(trx);
  return rows;
}

const MESSAGES_EACH = 50;

/** Writes ended runs with so many log messages, up to that total. @param from how many there are already */
export async function fillLog(where: Queryable, projectId: Id, from: number, to: number): Promise<void> {
  const [first, last] = [Math.floor(from / MESSAGES_EACH) + 1, Math.floor(to / MESSAGES_EACH)];
  await sql`
    insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, state,
      submitted_at, started_at, ended_at, message_count)
    select 'run_log' || n, ${projectId}, 'opn_log', 'Copy', 'dep_log', 'grp_cloud', 'Success',
      now() - interval '1 day', now() - interval '1 day', now() - interval '1 day', ${MESSAGES_EACH}
    from generate_series(${first}::integer, ${last}::integer) as n`.execute(where);
  await sql`
    insert into run_messages (run_id, number, at, level, code, text)
    select 'run_log' || n, m, now(), 'info', 'object-copied', 'Copied in/region-' || n % 200 || '/order-' || m || '.csv.'
    from generate_series(${first}::integer, ${last}::integer) as n, generate_series(1, ${MESSAGES_EACH}::integer) as m`.execute(
    where,
  );
  await sql`
    insert into run_texts (run_id, project_id, number, duration, bytes, objects, messages, words)
    select id, project_id, number, 1, 0, 0, message_count, to_tsvector('simple', 'copied region order csv')
    from runs where id like 'run_log%' and not exists (select from run_texts where run_texts.run_id = runs.id)`.execute(
    where,
  );
}

/** Ends what waits, as if it had been canceled, and takes it out of the queue. */
export async function emptyQueue({ database: { db }, agentGroupId }: Installation): Promise<void> {
  await sql`delete from runs where agent_group_id = ${agentGroupId} and state = 'Submitted'`.execute(db);
  await sql`delete from pgboss.job where name = ${`runs-${agentGroupId}`}`.execute(db);
  await settle(db);
}

/** What the database does by itself before long. */
export async function settle(where: Queryable): Promise<void> {
  await sql`vacuum analyze`.execute(where);
}
