import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { routes } from '../../shared/api/routes.ts';
import { newestOf } from '../../shared/connector-package/version.ts';
import type { Wake } from '../agents/wake.ts';
import type { Core } from '../core.ts';
import { EVERY_PROJECT } from '../events/service.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleAgent, handleFile, handleJson } from '../http/handler.ts';
import { builtIn } from './built-in.ts';
import { CONNECTORS_TOPIC } from './catalog.ts';
import { listRegistry } from './listing.ts';
import { readPolicy, writePolicy } from './policy.ts';
import { moduleOf, publish, publishedVersions } from './registry.ts';

/** Connectors: the catalog for people, the registry for those who look after it, and downloads for agents. */
export function connectorHandlers({ database, connectors, events }: Core, wake: Wake): HandlerTable {
  const { db, transaction } = database;
  /** Agents that update together are given the same bytes. */
  const reading = new Map<string, Promise<Buffer>>();
  const readOnce = (connector: string, version: string) => {
    const key = `${connector} ${version}`;
    const read = reading.get(key) ?? moduleOf(db, connector, version).finally(() => reading.delete(key));
    reading.set(key, read);
    return read;
  };
  return [
    handleJson(routes.listConnectors, async () => ({ connectors: [...(await connectors.current())] })),
    handleJson(routes.listRegistry, async () => ({ connectors: await listRegistry(db, connectors) })),
    handleJson(routes.publishConnector, async ({ body, who }) => {
      const published = await transaction(async (trx) => {
        const made = await publish(trx, { ...body, publishedBy: who.person?.name ?? body.publishedBy });
        await wake.tell(trx, CONNECTORS_TOPIC);
        await events.publish(trx, EVERY_PROJECT, { type: 'connectors' });
        return made;
      });
      await connectors.current();
      return published;
    }),
    handleJson(routes.getPolicy, () => readPolicy(db)),
    handleJson(routes.setPolicy, async ({ body }) => {
      await writePolicy(db, body);
      return {};
    }),
    handleAgent(agentRoutes.tellConnectors, async ({ agent, body }) => {
      const told = JSON.stringify(body.connectors);
      await db.updateTable('agents').set({ connectors: told }).where('id', '=', agent.id).execute();
      return {};
    }),
    handleAgent(agentRoutes.latestConnector, async ({ params: { connector } }) => {
      const published = await publishedVersions(db, connector);
      const shipped = builtIn(connector)?.version;
      const versions = published.map(({ version }) => version);
      const latest = newestOf(shipped === undefined ? versions : [...versions, shipped]);
      if (latest === undefined)
        throw new ApiError('connector-unknown', `There is no connector "${connector}".`, { todo: 'Publish it.' });
      return { latest, downloads: published.map(({ version, sha256, size }) => ({ version, sha256, size })) };
    }),
    handleFile(agentRoutes.downloadConnector, async ({ params: { connector, version } }) => ({
      contentType: 'text/javascript',
      fileName: `${connector}-${version}.mjs`,
      body: await readOnce(connector, version),
    })),
  ];
}
