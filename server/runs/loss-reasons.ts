import { type Losses, type LossReason, reasonOfLoss } from '../../shared/runs/losses.ts';
import type { LogMessage, RunState } from '../../shared/runs/run.ts';
import { factsOf } from '../agents/steadiness.ts';
import type { Transaction } from '../database/sql.ts';
import type { RunRow } from './row.ts';

/**
 * How a run lost its agent: it was started anew and does not know the run, it was not heard of until the lease ended, or it gave the
 * run back because it was stopped.
 */
export type Loss = 'agent-restarted' | 'lease-expired' | 'agent-stopped';

/** What each of some losses tells of its run. Of an agent that was started anew, to be asked before that is noted of it. */
export async function reasonsOf(
  trx: Transaction,
  rows: readonly RunRow[],
  loss: Exclude<Loss, 'agent-stopped'>,
): Promise<(row: RunRow) => LossReason> {
  const agents = await factsOf(
    trx,
    rows.flatMap(({ agent_id }) => agent_id ?? []),
  );
  return (row) => {
    const known = row.agent_id === null ? undefined : agents.get(row.agent_id);
    return reasonOfLoss({
      hasBegun: row.state !== 'Received',
      isAgentGone: loss === 'agent-restarted' || known?.isHeardOf !== true,
      isServerSteady: known?.isServerSteady === true,
    });
  };
}

/** Why a run is taken from an agent: what its loss tells, or that the agent was stopped. */
export type Reason = LossReason | 'stopped';

/** What the log says of a loss. @param losses with this one */
export function lossMessage(row: RunRow, reason: Reason, state: RunState, losses: Losses): LogMessage {
  const code = reason === 'stopped' ? 'agent-stopped' : 'agent-lost';
  const message = (level: LogMessage['level'], then: string): LogMessage => ({
    at: new Date().toISOString(),
    level,
    code,
    text: `${textOf(row, reason)} ${then}`,
  });
  if (state === 'Submitted') return message('warning', 'It is run again.');
  if (state !== 'Error') return message('warning', 'It was not run again.');
  if (reason === 'suspect')
    return {
      ...message(
        'error',
        `It was not run again: ${losses.suspect} agents were lost while they executed it, so that it may be what makes them end.`,
      ),
      todo: 'Look into the log of the agent for what made it end, then run again.',
    };
  return {
    ...message('error', `It was not run again: it has lost its agent ${losses.all} times without getting on.`),
    todo: 'Look into the logs of the agents and of the servers for what made them end, then run again.',
  };
}

function textOf({ agent_name, attempt }: RunRow, reason: Reason): string {
  const agent = `The agent "${agent_name ?? ''}"`;
  switch (reason) {
    case 'suspect':
      return `${agent} was lost while it held the run (attempt ${attempt}).`;
    case 'stopped':
      return `${agent} was stopped while it held the run (attempt ${attempt}).`;
    case 'server-interrupted':
      return `${agent} was lost while it held the run, and its server was interrupted too (attempt ${attempt}).`;
    case 'agent-there':
      return `${agent} was lost to the run: it is there, but told no more of it (attempt ${attempt}).`;
    case 'not-begun':
      return `${agent} was lost before it told that it had begun the run (attempt ${attempt}).`;
  }
}
