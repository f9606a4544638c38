import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import type { Transaction } from '../database/sql.ts';

/**
 * The jobs that wake agents for runs: one queue per agent group. The truth about a run is in its row, not here: the job
 * of a run that was canceled meanwhile stays until an agent takes it, and is then passed over. (Removing it with the
 * cancel would have two transactions wait for each other, one holding the run and one the job.)
 */
export interface RunQueue {
  /** The name under which a new job is told. */
  nameOf(agentGroupId: Id): string;
  /** Once per group and process, before anything else. */
  prepare(agentGroupId: Id): Promise<void>;
  send(trx: Transaction, agentGroupId: Id, runId: Id): Promise<void>;
  /** The same for several, at the cost of one. */
  sendAll(trx: Transaction, agentGroupId: Id, runIds: readonly Id[]): Promise<void>;
  /** Takes up to `most` jobs out, oldest first; gives the ids of their runs. */
  take(trx: Transaction, agentGroupId: Id, most: number): Promise<Id[]>;
}

const JobData = z.object({ runId: z.string() });
const jobOf = (runId: Id) => ({ id: randomUUID(), data: { runId } });

export function createRunQueue({ queue }: Pick<Database, 'queue'>): RunQueue {
  const nameOf = (agentGroupId: Id) => `runs-${agentGroupId}`;
  return {
    nameOf,
    prepare: (agentGroupId) => queue.createQueue(nameOf(agentGroupId)),
    send: (trx, agentGroupId, runId) => queue.send(trx, nameOf(agentGroupId), [jobOf(runId)]),
    sendAll: (trx, agentGroupId, runIds) => queue.send(trx, nameOf(agentGroupId), runIds.map(jobOf)),
    take: async (trx, agentGroupId, most) => {
      const name = nameOf(agentGroupId);
      const jobs = await queue.fetch(trx, name, most);
      const ids = jobs.map(({ id }) => id);
      await queue.complete(trx, name, ids);
      return jobs.map(({ data }) => JobData.parse(data).runId);
    },
  };
}
