import type { AgentStatus, EnvironmentStatus } from '../../shared/api/environment-status.ts';

/** Why runs that are Submitted have not begun: what stands beside the state, and the whole of it with what to do. */
export interface Waiting {
  short: string;
  text: string;
}

/** Null while an agent takes work: then a run only waits for a free place, see {@link PLACE}. */
export function whyWaiting({ agentGroup: { name, agents } }: EnvironmentStatus): Waiting | null {
  if (agents.some(({ state }) => state === 'Running')) return null;
  if (agents.length === 0)
    return {
      short: 'no agent yet',
      text: `The agent group ${name} has no agent yet. Runs wait, and begin once there is one: add it under Administration.`,
    };
  if (agents.some(({ isWrongVersion }) => isWrongVersion))
    return {
      short: 'agent of another version',
      text: `No agent of the group ${name} takes work: the version of ${namesOf(agents, ({ isWrongVersion }) => isWrongVersion === true)} does not fit the server’s. Runs wait, and begin once the agent is updated.`,
    };
  if (agents.some(({ state }) => state === 'Draining'))
    return {
      short: 'agents are draining',
      text: `No agent of the group ${name} takes new work: ${namesOf(agents, ({ state }) => state === 'Draining')} only ends what it has. Runs wait, and begin once an agent is put back to work under Administration.`,
    };
  return {
    short: 'no agent online',
    text: `No agent of the group ${name} is online (${agents.map((agent) => `${agent.name}: ${agent.state.toLowerCase()}`).join(', ')}). Runs wait, and begin once one is.`,
  };
}

/** Why a run has not begun while an agent takes work. */
export const PLACE = 'It waits for a free place on an agent of its group.';

function namesOf(agents: readonly AgentStatus[], is: (agent: AgentStatus) => boolean): string {
  return agents
    .filter(is)
    .map(({ name }) => name)
    .join(', ');
}
