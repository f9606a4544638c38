import { createHash, randomBytes } from 'node:crypto';
import type { EndpointOptions } from '../../connectors/amazon-s3/executor/endpoints.ts';
import type { Id } from '../../shared/project/id.ts';
import { until } from '../product/processes.ts';
import { type StorageWorld, startStorageWorld } from '../runs/storage-world.ts';
import { type AgentProcess, agentProcess } from './agent-process.ts';

export const MiB = 1024 ** 2;
/** The smallest that S3 takes but for the last one. */
export const PART = 5 * MiB;
/** As many as are on their way at a time. */
export const IN_FLIGHT = 4;
export const LONG_MS = 300_000;

const LIMITS: Pick<EndpointOptions, 'copyLimits' | 'partLimits'> = {
  partLimits: { largest: PART, part: PART },
  copyLimits: { largest: PART, part: PART },
};

/** A storage, a server, and an agent in a process of its own that sends whatever is larger than 5 MiB in such parts. */
export interface UploadWorld {
  world: StorageWorld;
  agent: AgentProcess;
  /** Another one. */
  second: AgentProcess;
  /** Random bytes as an object; gives its MD5. */
  source(key: string, parts: number): Promise<string>;
  /** How often the storage has done something to a key. */
  count(operation: string, key: string): number;
  /** Waits until the storage has so many parts of a key, over all uploads. */
  sent(key: string, parts: number): Promise<void>;
  md5(key: string): Promise<string>;
  codes(runId: Id): Promise<string[]>;
  /** Waits until no upload is open at the storage and none in the run's book. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

export async function startUploadWorld(): Promise<UploadWorld> {
  const world = await startStorageWorld();
  const { at, project, server } = world;
  const agent = await agentProcess(server, LIMITS);
  const second = await agentProcess(server, LIMITS);
  await at.witness.createBucket('target');
  const count = (operation: string, key: string) => at.store.faults.count({ operation, key, status: 200 });
  return {
    world,
    agent,
    second,
    count,
    source: async (key, parts) => {
      const bytes = randomBytes(parts * PART - 1000);
      await at.witness.put(key, bytes, { ChecksumAlgorithm: 'CRC32' });
      return md5Of(bytes);
    },
    sent: (key, parts) => until(`${parts} parts are there`, () => count('UploadPart', key) >= parts, LONG_MS),
    md5: async (key) => md5Of(await at.witness.bytes(key, 'target')),
    codes: async (runId) => (await project.messages(runId)).map(({ code }) => code),
    tidy: () =>
      until(
        'no upload is open',
        async () => {
          const rows = await server.database.db
            .selectFrom('run_uploads')
            .select('id')
            .where('state', '<>', 'completed')
            .execute();
          return rows.length === 0 && (await at.witness.uploads('target')) === 0;
        },
        // What an agent did not get done is taken up again after half a minute, or a whole one.
        150_000,
      ),
    close: async () => {
      await Promise.all([agent.stop(), second.stop()]);
      await world.close();
    },
  };
}
