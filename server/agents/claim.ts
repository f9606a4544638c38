import { type AgentQuestion, CLAIM_WAIT_SECONDS, type RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import type { ToldProxy } from '../../shared/proxy/proxy-settings.ts';
import type { Core } from '../core.ts';
import { sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { takeRuns } from '../runs/assign.ts';
import { untoldCancels } from '../runs/report.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import type { Questions } from './questions.ts';
import { isHeardOf, isOutdated } from './status.ts';
import type { Wake } from './wake.ts';

export interface Work {
  runs: RunAssignment[];
  questions: AgentQuestion[];
  cancel: Id[];
  proxy?: ToldProxy;
}

/** What an agent asks with. */
export interface Asked {
  freeSlots: number;
  /** Which version of its proxy it knows; absent when it does not want to be told. */
  proxyVersion?: number | undefined;
}

/** Looked again this often, in case a notification was missed. */
const LOOK_EVERY_MS = 5_000;

export interface ClaimParts {
  core: Core;
  queue: RunQueue;
  questions: Questions;
  wake: Wake;
  /** The server's own. */
  version: string;
}

/** @param version the server's */
export function versionWrong(agentVersion: string, version: string): ApiError {
  return new ApiError(
    'agent-version-wrong',
    `The agent's version ${agentVersion} does not fit the server's, ${version}.`,
    { todo: "Install the server's version on the agent's machine, and start it again." },
  );
}

/**
 * Waits for work of an agent. With free slots it waits for runs; without, for questions and cancels: an agent keeps one
 * of each open, so that it can be told of a cancel however much it has to do.
 * @throws {ApiError} `agent-version-wrong`
 */
export async function claim(
  parts: ClaimParts,
  agent: AgentIdentity,
  asked: Asked,
  signal: AbortSignal,
  waitMs: number = CLAIM_WAIT_SECONDS * 1000,
): Promise<Work> {
  if (asked.freeSlots > 0 && isOutdated(agent)) throw versionWrong(agent.version, parts.version);
  const topics =
    asked.freeSlots > 0
      ? [`queue ${parts.queue.nameOf(agent.agentGroupId)}`, `queue ${parts.queue.nameOfKept(agent.id)}`]
      : [`cancel ${agent.id}`, `question ${agent.agentGroupId}`];
  const watch = parts.wake.watch(topics);
  const start = performance.now();
  try {
    for (;;) {
      const work = await look(parts, agent, asked, (performance.now() - start) / 1000, signal);
      const left = waitMs - (performance.now() - start);
      const isNews = work.runs.length + work.questions.length + work.cancel.length > 0 || work.proxy !== undefined;
      if (isNews || left <= 0 || signal.aborted) return work;
      await watch.next(Math.min(left, LOOK_EVERY_MS), signal);
    }
  } catch (error) {
    if (signal.aborted) return { runs: [], questions: [], cancel: [] };
    throw error;
  } finally {
    watch.end();
  }
}

/** @param secondsOpen for how long the agent has been waiting for this answer */
function look(
  parts: ClaimParts,
  agent: AgentIdentity,
  asked: Asked,
  secondsOpen: number,
  signal: AbortSignal,
): Promise<Work> {
  const { core, queue, questions } = parts;
  const { freeSlots, proxyVersion } = asked;
  return core.database.transaction(async (trx) => {
    const row = await trx
      .selectFrom('agents')
      .select([
        'is_drained',
        'proxy_version',
        sql<number | null>`extract(epoch from now() - last_seen_at)::float8`.as('seconds_silent'),
      ])
      .where('id', '=', agent.id)
      .executeTakeFirst();
    // A drained agent gets no more runs; it may be put back to work at any time.
    const isThere = isHeardOf(row?.seconds_silent ?? null, secondsOpen);
    const takes = freeSlots > 0 && isThere && row?.is_drained === false;
    const runs = takes ? await takeRuns(core, queue, trx, agent, freeSlots) : [];
    const work: Work =
      freeSlots > 0
        ? { runs, questions: [], cancel: [] }
        : {
            runs,
            questions: isOutdated(agent) || !isThere ? [] : await questions.take(trx, agent),
            cancel: await untoldCancels(trx, agent.id),
          };
    if (proxyVersion !== undefined && row && row.proxy_version > proxyVersion) {
      const proxy = await core.proxies.reveal(trx, agent.id);
      if (proxy) work.proxy = proxy;
    }
    // Nobody is there any more to take it: it stays for the next one who asks.
    signal.throwIfAborted();
    return work;
  });
}
