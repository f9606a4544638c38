import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Id } from '../../shared/project/id.ts';
import type { Database } from '../database/connect.ts';
import type { NewJob } from '../database/queue.ts';
import type { Transaction } from '../database/sql.ts';
import { priorityOf } from './fair-order.ts';
import { baseOf, makeQueueRow, tidyPlaces } from './places.ts';
import type { RunRow } from './row.ts';

/** What there is to know of a run that waits for an agent. */
export type WaitingRun = Pick<RunRow, 'id' | 'agent_group_id' | 'place' | 'chain_agent_id'> & {
  /** Whether its place, or that of its chain, was handed out before: then it goes before others of the same place. */
  isBack?: boolean;
};

/**
 * The jobs that wake agents for runs: one queue per agent group, in the order of `fair-order.ts`. The truth about a run is in its row,
 * not here: the job of a run that was canceled meanwhile stays until an agent takes it, and is then passed over. (Removing it with the
 * cancel would have two transactions wait for each other, one holding the run and one the job.) A run that is kept for one agent has
 * no job, so that it is in nobody's way: that agent looks for it by the row.
 */
export interface RunQueue {
  /** The name under which a new job is told. */
  nameOf(agentGroupId: Id): string;
  /** The name under which a run that is kept for an agent is told. */
  nameOfKept(agentId: Id): string;
  /** Once per group and process, before anything else. */
  prepare(agentGroupId: Id): Promise<void>;
  /** Lets agents find runs, each in its place; several at the cost of one. */
  send(trx: Transaction, runs: readonly WaitingRun[]): Promise<void>;
  /** Takes up to `most` jobs out, the first in order; gives the ids of their runs. */
  take(trx: Transaction, agentGroupId: Id, most: number): Promise<Id[]>;
  /** To be done now and then. */
  tidy(): Promise<void>;
}

const JobData = z.object({ runId: z.string() });

export function createRunQueue(database: Pick<Database, 'db' | 'transaction' | 'queue'>): RunQueue {
  const { queue } = database;
  const nameOf = (agentGroupId: Id) => `runs-${agentGroupId}`;
  const nameOfKept = (agentId: Id) => `kept-${agentId}`;
  return {
    nameOf,
    nameOfKept,
    prepare: async (agentGroupId) => {
      await makeQueueRow(database.db, agentGroupId);
      await queue.createQueue(nameOf(agentGroupId));
    },
    send: async (trx, runs) => {
      const open = runs.filter((run) => run.chain_agent_id === null);
      for (const [agentGroupId, group] of Map.groupBy(open, (run) => run.agent_group_id)) {
        const base = await baseOf(trx, agentGroupId);
        const jobs = group.map(({ id, place, isBack }): NewJob => {
          return { id: randomUUID(), data: { runId: id }, priority: priorityOf(isBack ? place - 1 : place, base) };
        });
        await queue.send(trx, nameOf(agentGroupId), jobs);
      }
      const keepers = new Set(runs.flatMap(({ chain_agent_id }) => (chain_agent_id === null ? [] : [chain_agent_id])));
      for (const agentId of keepers) await queue.tell(trx, nameOfKept(agentId));
    },
    take: async (trx, agentGroupId, most) => {
      const jobs = await queue.take(trx, nameOf(agentGroupId), most);
      return jobs.map(({ data }) => JobData.parse(data).runId);
    },
    tidy: () => tidyPlaces(database, nameOf),
  };
}
