import { type AgentQuestion, CLAIM_WAIT_SECONDS, type RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { takeRuns } from '../runs/assign.ts';
import { untoldCancels } from '../runs/report.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import type { Questions } from './questions.ts';
import type { Wake } from './wake.ts';

export interface Work {
  runs: RunAssignment[];
  questions: AgentQuestion[];
  cancel: Id[];
}

/** Looked again this often, in case a notification was missed. */
const LOOK_EVERY_MS = 5_000;

export interface ClaimParts {
  core: Core;
  queue: RunQueue;
  questions: Questions;
  wake: Wake;
}

/**
 * Waits for work of an agent. With free slots it waits for runs; without, for questions and cancels: an agent keeps one
 * of each open, so that it can be told of a cancel however much it has to do.
 */
export async function claim(
  parts: ClaimParts,
  agent: AgentIdentity,
  freeSlots: number,
  signal: AbortSignal,
  waitMs: number = CLAIM_WAIT_SECONDS * 1000,
): Promise<Work> {
  const topics =
    freeSlots > 0
      ? [`queue ${parts.queue.nameOf(agent.agentGroupId)}`]
      : [`cancel ${agent.id}`, `question ${agent.agentGroupId}`];
  const watch = parts.wake.watch(topics);
  const start = performance.now();
  try {
    for (;;) {
      const work = await look(parts, agent, freeSlots, signal);
      const left = waitMs - (performance.now() - start);
      if (work.runs.length + work.questions.length + work.cancel.length > 0 || left <= 0 || signal.aborted) return work;
      await watch.next(Math.min(left, LOOK_EVERY_MS), signal);
    }
  } catch (error) {
    if (signal.aborted) return { runs: [], questions: [], cancel: [] };
    throw error;
  } finally {
    watch.end();
  }
}

function look(parts: ClaimParts, agent: AgentIdentity, freeSlots: number, signal: AbortSignal): Promise<Work> {
  const { core, questions } = parts;
  return core.database.transaction(async (trx) => {
    const work: Work =
      freeSlots > 0
        ? { runs: await runsFor(parts, trx, agent, freeSlots), questions: [], cancel: [] }
        : { runs: [], questions: await questions.take(trx, agent), cancel: await untoldCancels(trx, agent.id) };
    // Nobody is there any more to take it: it stays for the next one who asks.
    signal.throwIfAborted();
    return work;
  });
}

/** A drained agent gets no more runs; it may be put back to work at any time. */
async function runsFor({ core, queue }: ClaimParts, trx: Transaction, agent: AgentIdentity, freeSlots: number) {
  const row = await trx.selectFrom('agents').select('is_drained').where('id', '=', agent.id).executeTakeFirst();
  return row?.is_drained === false ? takeRuns(core, queue, trx, agent, freeSlots) : [];
}
