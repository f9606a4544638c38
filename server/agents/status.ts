import { fitsServer } from '../../shared/agent-version.ts';
import { HEARTBEAT_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { AgentStatus } from '../../shared/api/environment-status.ts';
import type { AgentsTable } from '../database/run-tables.ts';
import type { Selectable } from '../database/sql.ts';
import { VERSION } from '../version.ts';

/** After how long without a sign of life an agent counts as Offline: three heartbeats. */
export const OFFLINE_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS;

/**
 * Whether an agent that waits for work is still there, as far as anybody can know. The connection of one that is frozen or cut off stays
 * open for long: what it were given would be lost, and that includes the runs which have just been taken from it.
 * @param secondsSilent since its last report; null: there was none
 * @param secondsOpen since it has asked
 */
export function isHeardOf(secondsSilent: number | null, secondsOpen: number): boolean {
  return Math.min(secondsSilent ?? Number.POSITIVE_INFINITY, secondsOpen) <= OFFLINE_AFTER_SECONDS;
}

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
    ...(row.is_drained ? { isDrained: true } : {}),
    ...(isOutdated(row) ? { isWrongVersion: true } : {}),
  };
}

/** Whether an agent goes on with another version than the server has since: it may end what it holds, and gets nothing more. */
export function isOutdated({ version }: { version: string }): boolean {
  // What was never heard of has no version yet.
  return version !== '' && !fitsServer(version, VERSION);
}

function stateOf({ state, seconds_silent, is_drained, version }: Row): AgentStatus['state'] {
  if (state === 'Unregistered' || state === 'Stopped') return state;
  if (seconds_silent === null || seconds_silent > OFFLINE_AFTER_SECONDS) return 'Offline';
  return is_drained || isOutdated({ version }) ? 'Draining' : state;
}
