import type { RegisteredConnector, RegisteredVersion } from '../../shared/api/connectors.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';
import { OFFLINE_AFTER_SECONDS } from '../agents/status.ts';
import type { Queryable } from '../database/sql.ts';
import { sql } from '../database/sql.ts';
import { builtIn } from './built-in.ts';
import type { ConnectorCatalog } from './catalog.ts';
import { publishedVersions, registered } from './registry.ts';

/** Every connector with all its versions and the agents that have it, in the order of the palette. */
export async function listRegistry(where: Queryable, catalog: ConnectorCatalog): Promise<RegisteredConnector[]> {
  const current = await catalog.current();
  const published = Map.groupBy(await publishedVersions(where), ({ connector }) => connector);
  const agents = await agentsOf(where);
  return current.map(({ descriptor: { id, name }, version: latest }) => ({
    id,
    name,
    latest,
    versions: [...(published.get(id) ?? []).map(registered), ...shipped(id)].sort((a, b) =>
      compareVersions(b.version, a.version),
    ),
    agents: agents.flatMap(({ connectors, ...agent }) => {
      const version = connectors[id];
      return version === undefined ? [] : [{ ...agent, version }];
    }),
  }));
}

function shipped(id: string): RegisteredVersion[] {
  const version = builtIn(id)?.version;
  if (version === undefined) return [];
  return [{ version, origin: 'built-in', sha256: null, size: null, publishedAt: null, publishedBy: null }];
}

async function agentsOf(where: Queryable) {
  const rows = await where
    .selectFrom('agents')
    .innerJoin('agent_groups', 'agent_groups.id', 'agents.agent_group_id')
    .select(['agents.id', 'agents.name', 'agent_groups.name as agentGroupName', 'agents.connectors'])
    .select(
      sql<boolean>`(agents.state in ('Running', 'Draining')
        and coalesce(agents.last_seen_at >= now() - make_interval(secs => ${OFFLINE_AFTER_SECONDS}), false))`.as(
        'isOnline',
      ),
    )
    .orderBy('agents.name')
    .execute();
  return rows.map(({ id, name, agentGroupName, connectors, isOnline }) => ({
    id,
    name,
    agentGroupName,
    connectors,
    isOnline,
  }));
}
