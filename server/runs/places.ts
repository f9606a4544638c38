import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import { type Queryable, type RawBuilder, sql, type Transaction } from '../database/sql.ts';
import { FAR_FROM_BASE } from './fair-order.ts';

/** So many places that are wanted at the end of a project's line. */
export interface Wanted {
  agent_group_id: Id;
  project_id: Id;
  /** 0: only to know where the line ends. */
  count: number;
}

/**
 * Gives places as `placesAfter` does; answers the first of each in the order of what was wanted, each line at most once. The lines stay locked to the
 * end of the transaction: nothing else may be waited for after this that waits for lines itself.
 * @param isReleased whether they stand in the line of runs that were held back
 */
export async function takePlaces(trx: Transaction, wanted: readonly Wanted[], isReleased = false): Promise<number[]> {
  if (wanted.length === 0) return [];
  // In one order, so that no two submissions wait for each other.
  const { rows } = await sql<{ agent_group_id: Id; project_id: Id; last: number }>`
    insert into run_places as place (agent_group_id, project_id, is_released, last, given)
    select wanted.agent_group_id, wanted.project_id, ${isReleased}, coalesce(queue.virtual_time, 0) - 1 + wanted.count, wanted.count
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (agent_group_id text, project_id text, count integer)
      left join run_queues as queue on queue.agent_group_id = wanted.agent_group_id
    order by wanted.agent_group_id, wanted.project_id
    on conflict (agent_group_id, project_id, is_released) do update set
      last = greatest(place.last, excluded.last - excluded.given) + excluded.given,
      given = place.given + excluded.given
    returning agent_group_id, project_id, last`.execute(trx);
  const ends = new Map(rows.map((row) => [`${row.agent_group_id} ${row.project_id}`, row.last]));
  return wanted.map((one) => (ends.get(`${one.agent_group_id} ${one.project_id}`) ?? 0) - one.count + 1);
}

/**
 * The statement that makes the furthest place that was handed out the virtual time. Whoever does so meanwhile is not waited for: the
 * next one will be further.
 */
export function moveOn(agentGroupId: Id, place: RawBuilder<number>): RawBuilder<unknown> {
  return sql`
    update run_queues set virtual_time = ${place} where agent_group_id = (
      select agent_group_id from run_queues where agent_group_id = ${agentGroupId} and virtual_time < ${place}
      for no key update skip locked)`;
}

/** What is taken off places in a queue. It stays so to the end of the transaction. */
export async function baseOf(trx: Transaction, agentGroupId: Id): Promise<number> {
  const { rows } = await sql<{ base: number }>`
    select base from run_queues where agent_group_id = ${agentGroupId} for key share`.execute(trx);
  return rows[0]?.base ?? 0;
}

/** Makes a queue's row unless it is there. */
export async function makeQueueRow(where: Queryable, agentGroupId: Id): Promise<void> {
  await sql`
    insert into run_queues (agent_group_id) select id from agent_groups where id = ${agentGroupId}
    on conflict do nothing`.execute(where);
}

/**
 * Once in a thousand million runs of a queue: makes the virtual time the base, with the priorities of all that waits, as they would
 * come to the end of their range. Forgets the lines of projects that are gone, too.
 * @param nameOf gives the name of a group's queue
 */
export async function tidyPlaces(
  { db, transaction, queue }: Pick<Database, 'db' | 'transaction' | 'queue'>,
  nameOf: (agentGroupId: Id) => string,
): Promise<void> {
  await sql`
    delete from run_places where not exists (select from projects where projects.id = run_places.project_id)`.execute(
    db,
  );
  const { rows } = await sql<{ agent_group_id: Id }>`
    select agent_group_id from run_queues where virtual_time - base > ${FAR_FROM_BASE}`.execute(db);
  for (const { agent_group_id } of rows) {
    await transaction(async (trx) => {
      // Who holds a job may wait for one who waits for this: then it is done another time.
      await sql`set local lock_timeout = '1s'`.execute(trx);
      const { rows: moved } = await sql<{ by: number }>`
        with old as (select agent_group_id, base from run_queues where agent_group_id = ${agent_group_id} for update)
        update run_queues set base = virtual_time from old
        where run_queues.agent_group_id = old.agent_group_id and run_queues.virtual_time - old.base > ${FAR_FROM_BASE}
        returning run_queues.base - old.base as by`.execute(trx);
      const [first] = moved;
      if (first) await queue.raise(trx, nameOf(agent_group_id), first.by);
    });
  }
}
