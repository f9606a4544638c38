import type { BrowseItem, ResolvedConnection } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { parseConnection } from './connection.ts';
import { listBuckets } from './sdk.ts';

/** Somebody waits for the list: at most so long for each answer of the storage, in milliseconds. */
const LONGEST = 15_000;

/** The buckets the connection sees, by name. @throws {ConnectorError} */
export async function browse(connection: ResolvedConnection, what: string, signal: AbortSignal): Promise<BrowseItem[]> {
  if (what !== 'buckets')
    throw new ConnectorError({
      code: 'browse-unknown',
      message: `This version of the connector cannot list "${what}".`,
      todo: 'Update the connector on the agent.',
    });
  const parsed = parseConnection(connection);
  const timeout = Math.min(parsed.requestTimeout, LONGEST);
  const buckets = await listBuckets(parsed, { maximumAttempts: parsed.maximumAttempts, timeout }, signal);
  return buckets
    .map(({ name, created }) => ({ id: name, cells: { name, created } }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
