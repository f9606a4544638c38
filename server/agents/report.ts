import type { z } from 'zod';
import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { agentRoutes } from '../../shared/api/agent-routes.ts';
import type { ToldProxy } from '../../shared/proxy/proxy-settings.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import type { Environments } from '../environments/service.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { takeRuns } from '../runs/assign.ts';
import { lockNotHeld, loseRuns } from '../runs/lose.ts';
import { applyReports, type ReportOutcome } from '../runs/report.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import { beat } from './presence.ts';
import { isOutdated } from './status.ts';

export interface ReportParts {
  core: Core;
  queue: RunQueue;
  environments: Environments;
}

export type Reported = ReportOutcome & { runs: RunAssignment[]; proxy?: ToldProxy };
type Body = z.output<typeof agentRoutes.report.body>;

/**
 * Takes an agent's report. One with free slots gets more runs in the same transaction: of small runs, very many can then begin and end
 * at the cost of few transactions. Should they not be had, the report is taken without.
 */
export async function report(
  parts: ReportParts,
  agent: AgentIdentity,
  body: Body,
  signal: AbortSignal,
): Promise<Reported> {
  const { transaction } = parts.core.database;
  // The server may have been updated while the agent worked: it then ends what it holds, as a drained one does.
  const state = body.state === 'Running' && isOutdated(agent) ? 'Draining' : body.state;
  const freeSlots = state === 'Running' ? body.freeSlots : 0;
  const take = (most: number) =>
    transaction((trx) => reportIn(parts, trx, agent, { ...body, state, freeSlots: most }, signal));
  if (freeSlots === 0) return take(0);
  return take(freeSlots).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return take(0);
  });
}

async function reportIn(
  parts: ReportParts,
  trx: Transaction,
  agent: AgentIdentity,
  body: Body,
  signal: AbortSignal,
): Promise<Reported> {
  const { core, environments } = parts;
  // First the agent, then its runs, as in hello: the other way round two requests could wait for each other.
  const known = await beat(trx, agent, body.state, body.running, core.serverId);
  // Of an agent that did not wait for the reply, newer word may be known by now: this server may have been frozen for long.
  signal.throwIfAborted();
  const reported = await ofRuns(parts, trx, agent, body, known, signal);
  if (known?.isNews) await environments.publishStatus(trx, agent.agentGroupId);
  return reported;
}

/** Takes what is reported of runs, and gives more of them. */
async function ofRuns(
  { core, queue }: ReportParts,
  trx: Transaction,
  agent: AgentIdentity,
  { state, reports, freeSlots, proxyVersion }: Body,
  known: Awaited<ReturnType<typeof beat>>,
  signal: AbortSignal,
): Promise<Reported> {
  const reported: Reported = { ...(await applyReports(core, queue, trx, agent.id, reports)), runs: [] };
  if (state === 'Stopped') {
    const rows = await lockNotHeld(trx, agent.id, []);
    await loseRuns(core, queue, trx, rows, 'agent-stopped');
  }
  if (freeSlots === 0 || !known || known.is_drained) return reported;
  reported.runs = await takeRuns(core, queue, trx, agent, freeSlots);
  if (proxyVersion !== undefined && known.proxy_version > proxyVersion) {
    const proxy = await core.proxies.reveal(trx, agent.id);
    if (proxy) reported.proxy = proxy;
  }
  // Nobody is there any more to begin them: they stay for the next one who asks.
  if (reported.runs.length > 0) signal.throwIfAborted();
  return reported;
}
