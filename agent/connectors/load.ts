import { pathToFileURL } from 'node:url';
import { readModule } from '../../shared/connector-package/module.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { InstalledConnector } from '../executors.ts';

/** Loads the module of a connector, whose checksum was found right. @throws {ConnectorError} `connector-broken` */
export async function loadConnector(file: string, id: string, version: string): Promise<InstalledConnector> {
  try {
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
    const loaded = readModule(exported);
    const { descriptor } = loaded;
    if (descriptor.id === id && descriptor.version === version) return loaded;
    throw new Error(`It says that it is ${descriptor.id} ${descriptor.version}.`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectorError({
      code: 'connector-broken',
      message: `Version ${version} of the connector "${id}" cannot be loaded: ${reason}`,
      todo: 'Publish a newer version that can be.',
      cause,
    });
  }
}
