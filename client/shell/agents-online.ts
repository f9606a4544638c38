import type { AgentStatus } from '../../shared/api/environment-status.ts';

/** How many agents can take work, and that in words: `1 agent online`, `1 of 2 agents online`, `No agent online`. */
export function agentsOnline(agents: readonly Pick<AgentStatus, 'state'>[]): { online: number; text: string } {
  const online = agents.filter(({ state }) => state === 'Running').length;
  if (online === 0) return { online, text: 'No agent online' };
  const noun = agents.length === 1 ? 'agent' : 'agents';
  return { online, text: `${online === agents.length ? online : `${online} of ${agents.length}`} ${noun} online` };
}
