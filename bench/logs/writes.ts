import type { Core } from '../../server/core.ts';
import { sql } from '../../server/database/sql.ts';
import { removeBatch } from '../../server/runs/retention.ts';
import { storeWords } from '../../server/runs/texts.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Measured } from './measure.ts';

/** So many runs are old enough to be removed. */
const OLD = 5_000;

/** What runs cost that are written to a full database: their end, with all that is kept for finding them, and their removal. */
export async function measureWrites(core: Core, projectId: Id, messages: number, rounds: number): Promise<Measured[]> {
  const { database } = core;
  const { db } = database;
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  const progress: number[] = [];
  const end: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const id = `run_write${round}`;
    await sql`
      insert into runs (id, project_id, operation_id, operation_name, deployment_id, agent_group_id, state, started_at, steps)
      values (${id}, ${projectId}, 'opn_bench1', 'Copy', 'dep_bench', 'grp_cloud', 'Running', now(), '[]')`.execute(db);
    await sql`
      insert into run_messages (run_id, number, at, level, code, text)
      select ${id}, n, now(), 'info', 'object-copied', 'Copied in/region-1/order-' || n || '.csv (' || n * 7 || ' bytes).'
      from generate_series(1, ${messages}::integer) as n`.execute(db);
    progress.push(await timed(() => sql`update runs set bytes = bytes + 1, steps = '[]' where id = ${id}`.execute(db)));
    end.push(
      await timed(() =>
        database.transaction(async (trx) => {
          await sql`update runs set state = 'Success', ended_at = now() where id = ${id}`.execute(trx);
          await storeWords(trx, id);
        }),
      ),
    );
  }
  const removal = await timed(async () => {
    await sql`
      update runs set ended_at = now() - interval '31 days'
      where id in (select id from runs where ended_at is not null order by ended_at limit ${OLD})`.execute(db);
  });
  const batches: number[] = [];
  for (let removed = 1; removed > 0; )
    batches.push(
      await timed(async () => {
        removed = await removeBatch(db, 30);
      }),
    );
  return [
    { name: 'progress of a run', times: progress },
    { name: `end of a run with ${messages} messages`, times: end },
    { name: `(making ${OLD} runs old)`, times: [removal] },
    { name: 'removing a batch of old runs', times: batches },
  ];
}
