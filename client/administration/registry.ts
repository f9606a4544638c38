import type { RegisteredConnector, RegisteredVersion } from '../../shared/api/connectors.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';

export type RegisteredAgent = RegisteredConnector['agents'][number];

/** A version as the registry's page lists it, with the agents that have it. */
export interface VersionRow {
  version: string;
  /** Null: agents have it, and the registry does not know it (any more). */
  registered: RegisteredVersion | null;
  agents: readonly RegisteredAgent[];
}

/** Every version that is registered or that an agent has, the newest first. */
export function versionRows({ versions, agents }: RegisteredConnector): VersionRow[] {
  const known = new Map(versions.map((one) => [one.version, one]));
  return [...new Set([...known.keys(), ...agents.map(({ version }) => version)])]
    .toSorted((a, b) => compareVersions(b, a))
    .map((version) => ({
      version,
      registered: known.get(version) ?? null,
      agents: agents.filter((agent) => agent.version === version),
    }));
}

/** How many agents are on the latest version, in words. */
export function agentsInWords({ latest, agents }: RegisteredConnector): string {
  if (agents.length === 0) return 'No agent has it yet';
  const behind = agents.filter(({ version }) => isBehind(version, latest)).length;
  const all = agents.length === 1 ? '1 agent has it' : `${agents.length} agents have it`;
  return behind === 0 ? all : `${all}, ${behind} an older version`;
}

/** Whether a version is older than the latest one; false when that is not known. */
export function isBehind(version: string, latest: string | undefined): boolean {
  return latest !== undefined && compareVersions(version, latest) < 0;
}
