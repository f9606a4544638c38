import { ConnectorCache } from '../connectors/cache.ts';
import { loadConnector } from '../connectors/load.ts';
import type { Connectors, InstalledConnector } from '../executors.ts';
import type { ConnectorPlace } from './messages.ts';

/** Where a thread finds the connectors of a run; null when one of them is in this thread alone, as in tests. */
export function placesOf(connectors: Connectors, shipped: Connectors): ConnectorPlace[] | null {
  const places: ConnectorPlace[] = [];
  for (const [id, connector] of connectors) {
    const { folder, descriptor } = connector;
    if (folder === undefined && shipped.get(id) !== connector) return null;
    places.push({ id, version: descriptor.version, ...(folder === undefined ? {} : { folder }) });
  }
  return places;
}

/** The connectors at these places, downloads with their checksum looked at. @throws {Error} when one is not there as it was */
export async function connectorsAt(places: readonly ConnectorPlace[], shipped: Connectors): Promise<Connectors> {
  const found = new Map<string, InstalledConnector>();
  for (const { id, version, folder } of places) {
    const connector = folder === undefined ? shipped.get(id) : await downloaded(id, version, folder);
    if (connector?.descriptor.version !== version) throw new Error(`there is no version ${version} of "${id}"`);
    found.set(id, connector);
  }
  return found;
}

async function downloaded(id: string, version: string, folder: string): Promise<InstalledConnector> {
  const file = await new ConnectorCache(folder).verified(id, version);
  if (file === null) throw new Error(`version ${version} of "${id}" is not whole in the agent's folder`);
  return loadConnector(file, id, version);
}
