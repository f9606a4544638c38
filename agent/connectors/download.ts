import { setTimeout as sleep } from 'node:timers/promises';
import type { agentConnectorRoutes, ConnectorDownload } from '../../shared/api/agent-connectors.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import { backOffMs } from '../back-off.ts';
import { type Gateway, GatewayError } from '../gateway.ts';
import { sha256Of } from './cache.ts';

/** For so long a server is asked again that is away, and with such waits. */
const PATIENCE_MS = 60_000;
const MOST_BACK_OFF_MS = 2_000;

export type LatestConnector = (typeof agentConnectorRoutes.latestConnector.reply)['_output'];

/** Which versions of a connector the server has. @throws {ConnectorError} `connector-missing`, `connector-unavailable` */
export async function latestOf(gateway: Gateway, id: string): Promise<LatestConnector> {
  return patiently(() => gateway.latestConnector(id)).catch((cause: unknown) => {
    if (!(cause instanceof GatewayError) || cause.code !== 'connector-unknown') throw unavailable(id, cause);
    throw new ConnectorError({
      code: 'connector-missing',
      message: `This agent has no connector "${id}", and the server knows none.`,
      todo: 'Publish the connector, or use another one.',
      cause,
    });
  });
}

/** The module of a version. @throws {ConnectorError} `connector-checksum-wrong`, `connector-unavailable` */
export async function download(gateway: Gateway, id: string, wanted: ConnectorDownload): Promise<Uint8Array> {
  const { version, sha256, size } = wanted;
  const module = await patiently(() => gateway.downloadConnector(id, version, size)).catch((cause: unknown) => {
    throw unavailable(id, cause);
  });
  const found = sha256Of(module);
  if (found === sha256 && module.byteLength === size) return module;
  throw new ConnectorError({
    code: 'connector-checksum-wrong',
    message: `Version ${version} of the connector "${id}" was not installed: its SHA-256 is ${found}, and not ${sha256} as it was published.`,
    todo: 'Something has changed it on its way or in the database. Publish a newer version, and look into why.',
  });
}

/** A server that is away for a while, as when it is updated, must not make a run fail. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const mayPass = error instanceof GatewayError && error.failure === 'unavailable';
      if (!mayPass || performance.now() - begun > PATIENCE_MS) throw error;
      await sleep(backOffMs(attempt, MOST_BACK_OFF_MS));
    }
  }
}

function unavailable(id: string, cause: unknown): ConnectorError {
  return new ConnectorError({
    code: 'connector-unavailable',
    message: `The connector "${id}" could not be downloaded: ${cause instanceof Error ? cause.message : String(cause)}`,
    todo: 'Look whether the agent reaches the server, then try again.',
    cause,
  });
}
