import { HEARTBEAT_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { AgentStatus } from '../../shared/api/environment-status.ts';
import type { AgentsTable } from '../database/run-tables.ts';
import type { Selectable } from '../database/sql.ts';

/** After how long without a sign of life an agent counts as Offline: three heartbeats. */
export const OFFLINE_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS;

type Row = Pick<
  Selectable<AgentsTable>,
  'id' | 'name' | 'state' | 'version' | 'running' | 'slots' | 'last_seen_at' | 'is_drained'
> & {
  seconds_silent: number | null;
};

/** What a row of `agents` says about its agent. */
export function agentStatus(row: Row): AgentStatus {
  const { id, name, version, running, slots } = row;
  const state = stateOf(row);
  const working = state === 'Running' || state === 'Draining';
  return {
    id,
    name,
    state,
    version,
    running: working ? running : 0,
    slots,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  };
}

function stateOf({ state, seconds_silent, is_drained }: Row): AgentStatus['state'] {
  if (state === 'Unregistered' || state === 'Stopped') return state;
  if (seconds_silent === null || seconds_silent > OFFLINE_AFTER_SECONDS) return 'Offline';
  return is_drained ? 'Draining' : state;
}
