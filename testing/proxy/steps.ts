import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import {
  activity,
  bytesOf,
  contentOf,
  NOTHING,
  type Recorder,
  recorder,
} from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import type { ResolvedConnection } from '../../shared/connector.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { ProxyWorld } from './proxy-world.ts';

/** Puts an object into the bucket `data`. */
export const put = (
  { executor }: ProxyWorld,
  connection: ResolvedConnection,
  key: string,
  bytes: Uint8Array,
  context: Recorder = recorder(),
) =>
  executor.execute(
    connection,
    activity('put-object', { bucket: 'data', key }),
    { record: {}, content: contentOf(bytes) },
    context,
  );

/** Gets it. */
export const get = async ({ executor }: ProxyWorld, connection: ResolvedConnection, key: string) => {
  const step = activity('get-object', { bucket: 'data', key });
  return bytesOf((await executor.execute(connection, step, NOTHING, recorder())).content);
};

/** The error that something ends with. */
export const failureOf = (going: Promise<unknown>): Promise<ConnectorError> =>
  going.then(
    () => Promise.reject(new Error('it went well')),
    (error: unknown) => (error instanceof ConnectorError ? error : Promise.reject(error)),
  );

/** Puts and gets objects whose keys a proxy could be tempted to mend. */
export async function keysOfAllKinds(world: ProxyWorld): Promise<void> {
  const connection = world.connection(world.plain.url);
  for (const key of ['a b/ü+%2F//x?y&z#q', 'dots/../up', 'trailing/', '//double', "quote'(*)!~", '%25 100%']) {
    const bytes = randomBytes(1000);
    await put(world, connection, key, bytes);
    expect((await world.plain.store.witness.bytes(key)).equals(bytes), key).toBe(true);
    expect((await get(world, connection, key)).equals(bytes), key).toBe(true);
  }
}
