import type { Core } from '../core.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { takePlaces } from './places.ts';
import type { RunRow } from './row.ts';
import type { RunQueue } from './run-queue.ts';

/** Any number, always the same: one server at a time decides which runs are no longer held back. */
const RELEASE_LOCK = 5_810_443;

export interface ReleaseParts {
  core: Core;
  queue: RunQueue;
  now(where: Queryable): Promise<Date>;
}

/**
 * Sends the jobs of runs that were held back and need not be any longer: those whose wait before another try is over, and of each
 * operation that queues its runs the oldest one, when no other is going. Gives how many there were. One that is tried again keeps its
 * place, and so does one that an action started.
 */
export async function releaseHeld({ core, queue, now }: ReleaseParts): Promise<number> {
  return core.database.transaction(async (trx) => {
    const { rows: locks } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(${RELEASE_LOCK}) as got`.execute(trx);
    if (locks[0]?.got !== true) return 0;
    const at = await now(trx);
    const { rows } = await sql<Released>`
      update runs set held = null, held_until = null from (
        select waiting.id, waiting.held from runs as waiting
        where waiting.held is not null and waiting.state = 'Submitted' and case waiting.held
          when 'retry' then waiting.held_until <= ${at}
          else not exists (
            select from runs as other
            where other.project_id = waiting.project_id and other.operation_id = waiting.operation_id
              and other.ended_at is null and other.id <> waiting.id
              and (other.held is distinct from 'overlap' or other.number < waiting.number))
          end
        order by waiting.number
        for update skip locked
        limit 1000) as was
      where runs.id = was.id
      returning runs.id, runs.number, runs.project_id, runs.agent_group_id, runs.depth, runs.place, runs.chain_agent_id,
        was.held as was_held`.execute(trx);
    const isBack = (row: Released) => row.was_held === 'retry' || row.depth > 0;
    const back = rows.filter(isBack).map((row) => ({ ...row, isBack: true }));
    const queued = rows.filter((row) => !isBack(row)).sort((a, b) => a.number - b.number);
    await queue.send(trx, [...back, ...(await withNewPlaces(trx, queued))]);
    return rows.length;
  });
}

type Released = Pick<
  RunRow,
  'id' | 'number' | 'project_id' | 'agent_group_id' | 'depth' | 'place' | 'chain_agent_id'
> & { was_held: RunRow['held'] };

/**
 * Places of runs that had taken none: where they would have stood, but in a line of their own. Otherwise a project that holds back
 * very many would start all of them before anybody else's.
 */
async function withNewPlaces(trx: Transaction, rows: readonly Released[]): Promise<Released[]> {
  const lines = [...Map.groupBy(rows, (row) => `${row.agent_group_id} ${row.project_id}`).values()];
  const wanted = lines.map((line) => ({
    agent_group_id: line[0]?.agent_group_id ?? '',
    project_id: line[0]?.project_id ?? '',
    count: line.length,
  }));
  const first = await takePlaces(trx, wanted, true);
  const moved = lines.flatMap((line, index) =>
    line.map((row, step) => ({ ...row, place: Math.max(row.place, (first[index] ?? 0) + step) })),
  );
  const places = JSON.stringify(moved.map(({ id, place }) => ({ id, place })));
  await sql`
    update runs set place = given.place from json_to_recordset(${places}::json) as given (id text, place bigint)
    where runs.id = given.id`.execute(trx);
  return moved;
}
