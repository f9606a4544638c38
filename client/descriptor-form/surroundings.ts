import type { EnvironmentStatus } from '../../shared/api/environment-status.ts';

/** Why fields for private agents can't be used in this environment; null when they can. */
export function privateAgentsOnly(environment: EnvironmentStatus | null): string | null {
  if (!environment || environment.agentGroup.kind === 'private') return null;
  return `Only private agents have proxy settings. The agent group “${environment.agentGroup.name}” of this environment is a cloud group.`;
}
