import { createQuestions } from '../../server/agents/questions.ts';
import { type SweeperParts, sweep } from '../../server/agents/sweeper.ts';
import { createWake } from '../../server/agents/wake.ts';
import { createEnvironments } from '../../server/environments/service.ts';
import { createRunQueue } from '../../server/runs/run-queue.ts';
import type { TestServer } from '../../server/test-server.ts';
import type { Id } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';

/** What a sweeper of a test's own needs, beside the one of the server. */
export function sweeperPartsOf({ app: { core } }: TestServer): SweeperParts {
  const { database } = core;
  return {
    core,
    queue: createRunQueue(database),
    environments: createEnvironments(core),
    questions: createQuestions(core, createWake(database)),
  };
}

/** Ends the lease of a run, and takes it back. The server's own sweeper may have it in hand just then: that is waited for. */
export async function endLease(server: TestServer, runId: Id): Promise<void> {
  const { db } = server.database;
  const past = new Date(Date.now() - 1_000);
  await db
    .updateTable('runs')
    .set({ lease_until: past })
    .where('id', '=', runId)
    .where('agent_id', 'is not', null)
    .execute();
  await sweep(sweeperPartsOf(server));
  const lease = db.selectFrom('runs').select('lease_until').where('id', '=', runId);
  await until('the run is taken back', async () => (await lease.executeTakeFirst())?.lease_until === null);
}
